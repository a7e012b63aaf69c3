import type { Block, Link } from './article.ts'

export interface Line {
  readonly text: string
  /** 1-based. */
  readonly number: number
}

export const linesOf = (text: string, first = 1): readonly Line[] =>
  text.split(/\r\n|\r|\n/).map((t, i) => ({ text: t, number: first + i }))

const BULLET = /^\s*[•·▪◦*+–-]\s+(.*)$/
const STEP = /^\s*\d{1,3}[.)]\s+(.*)$/
const FENCE = /^\s*(?:```|~~~)/
const SUBHEADING = /^#{1,6}\s+(.*?)\s*#*$/

/** Paragraphs, list items, steps, code and sub-headings of a stretch of lines, whatever the layout. */
export const blocksOf = (lines: readonly Line[]): readonly Block[] => {
  const blocks: Block[] = []
  let code: { line: number; text: string[] } | undefined
  let joinable = false
  let indents: readonly number[] = []
  /** An item is as deep as there are lesser indentations in its list: layouts begin at different ones. */
  const withDepth = (block: Block | undefined, text: string): Block | undefined => {
    if (block?.kind !== 'item' && block?.kind !== 'step') return block
    const indent = (/^\s*/.exec(text)?.[0] ?? '').replace(/\t/g, '    ').length
    indents = [...indents.filter(i => i < indent), indent]
    return { ...block, depth: indents.length }
  }
  for (const { text, number } of lines) {
    if (FENCE.test(text)) {
      if (code) blocks.push({ kind: 'code', depth: 0, text: code.text.join('\n'), line: code.line })
      code = code ? undefined : { line: number, text: [] }
      joinable = false
      continue
    }
    if (code) {
      code.text.push(text)
      continue
    }
    const block = withDepth(blockOf(text, number), text)
    const last = blocks.at(-1)
    if (!block) joinable = false
    else if (block.kind === 'paragraph' && joinable && last && (isInside(last, text) || continues(last, text)))
      blocks[blocks.length - 1] = { ...last, text: `${last.text} ${block.text}` }
    else {
      if (block.depth === 0) indents = []
      blocks.push(block)
      joinable = true
    }
  }
  if (code) blocks.push({ kind: 'code', depth: 0, text: code.text.join('\n'), line: code.line })
  return blocks.filter(b => b.text.trim() !== '')
}

const blockOf = (text: string, line: number): Block | undefined => {
  if (text.trim() === '') return undefined
  const heading = SUBHEADING.exec(text)
  if (heading) return { kind: 'heading', depth: 0, text: (heading[1] as string).trim(), line }
  const bullet = BULLET.exec(text)
  if (bullet) return { kind: 'item', depth: 1, text: (bullet[1] as string).trim(), line }
  const step = STEP.exec(text)
  if (step) return { kind: 'step', depth: 1, text: (step[1] as string).trim(), line }
  return { kind: 'paragraph', depth: 0, text: text.trim(), line }
}

/** An indented line below a list item belongs to it. */
const isInside = (last: Block, text: string): boolean =>
  (last.kind === 'item' || last.kind === 'step') && /^\s{2,}\S/.test(text)

/** A line goes on with the one above when that one was left open: wrapped text, not a new statement. */
const continues = (last: Block, text: string): boolean =>
  last.kind !== 'heading' &&
  last.kind !== 'code' &&
  (/^\s*\p{Ll}/u.test(text) || !/[.:!?)]$/.test(last.text.slice(-1))) &&
  !isLinkLine(last.text) &&
  !isLinkLine(text)

const LONGEST_LINK_LINE = 3000

/** `some text (https://…)`, and nothing else. */
const LINK_LINE = /^(?!.*\.\s)(.{1,300}?)\s{0,9}\((https?:\/\/[^\s()]+(?:\([^\s()]*\)[^\s()]*)?)\)\s*\.?$/

const isLinkLine = (text: string): boolean =>
  text.length <= LONGEST_LINK_LINE && (LINK_LINE.test(text.trim()) || /^\[[^\]]+\]\([^)\s]+\)$/.test(text.trim()))

// The lengths in these patterns are bounded, so that no line takes quadratic time.
const TEXT_LINK = /([^()\n]{1,300}?)\s{0,9}\((https?:\/\/[^\s()]+(?:\([^\s()]*\)[^\s()]*)?)\)/g
const MARKDOWN_LINK = /\[([^\]\n]{1,300})\]\(((?:[^()\s]|\([^()\s]{0,300}\)){1,2000})(?:\s+"[^"]{0,300}")?\)/g

/** Links written `text (url)` or `[text](url)`, with their lines. Only http, https and mailto are kept. */
export const linksOf = (lines: readonly Line[]): readonly Link[] =>
  lines.flatMap(({ text, number }) =>
    [...text.matchAll(MARKDOWN_LINK), ...text.replace(MARKDOWN_LINK, ' ').matchAll(TEXT_LINK)]
      .map(m => ({ text: (m[1] as string).replace(/^[\s•*.:–-]+/, '').trim(), url: m[2] as string, line: number }))
      .filter(l => /^(?:https?:|mailto:)/i.test(l.url)),
  )

/** Text as people read it: without link targets and Markdown's marks. */
export const plainText = (text: string): string =>
  text
    .replace(MARKDOWN_LINK, '$1')
    .replace(/\s{0,9}\(https?:\/\/[^\s()]+(?:\([^\s()]*\)[^\s()]*)?\)/g, '')
    .replace(/(\*\*|__)(?=\S)(.{1,500}?)(?<=\S)\1/g, '$2')
    .replace(/(?<![\w*])\*(?=\S)([^*]{1,500}?)(?<=\S)\*(?![\w*])/g, '$1')
    .replace(/(?<![\p{L}\p{N}_])_(?=\S)([^_]+?)(?<=\S)_(?![\p{L}\p{N}_])/gu, '$1')
    .replace(/`([^`]+)`/g, '$1')
    .replace(/\\([\\`*_{}[\]()#+.!<>-])/g, '$1')
    .trim()
