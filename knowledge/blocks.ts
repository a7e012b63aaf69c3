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
  let code: { line: number; depth: number; indent: number; text: string[] } | undefined
  let joinable = false
  let indents: readonly number[] = []
  /**
   * An item is as deep as there are lesser indentations in its list: layouts begin at different ones. What is indented
   * further than an item stands below it.
   */
  const withDepth = (block: Block | undefined, text: string): Block | undefined => {
    if (!block || block.kind === 'heading') return block
    const indent = indentOf(text)
    indents = indents.filter(i => i < indent)
    if (block.kind !== 'item' && block.kind !== 'step') return { ...block, depth: depthBelow(indents) }
    indents = [...indents, indent]
    return { ...block, depth: indents.length }
  }
  const endCode = (): void => {
    if (code) blocks.push({ kind: 'code', depth: code.depth, text: code.text.join('\n'), line: code.line })
    code = undefined
  }
  for (const { text, number } of lines) {
    if (FENCE.test(text)) {
      const indent = indentOf(text)
      if (code) endCode()
      else code = { line: number, depth: depthBelow(indents.filter(i => i < indent)), indent, text: [] }
      joinable = false
      continue
    }
    if (code) {
      code.text.push(text.slice(Math.min(code.indent, indentOf(text))))
      continue
    }
    const block = withDepth(blockOf(text, number), text)
    const last = blocks.at(-1)
    if (!block) joinable = false
    else if (block.kind === 'paragraph' && joinable && last && (isInside(last, text) || continues(last, text)))
      blocks[blocks.length - 1] = { ...last, text: `${last.text} ${block.text}` }
    else {
      if (block.kind === 'heading') indents = []
      blocks.push(block)
      joinable = true
    }
  }
  endCode()
  return blocks.filter(b => b.text.trim() !== '')
}

const indentOf = (text: string): number => (/^\s*/.exec(text)?.[0] ?? '').replace(/\t/g, '    ').length

const depthBelow = (indents: readonly number[]): number => (indents.length > 0 ? indents.length + 1 : 0)

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
  text.length <= LONGEST_LINK_LINE &&
  /\(/.test(text) &&
  (LINK_LINE.test(text.trim()) || /^\[[^\]]+\]\([^)\s]+\)$/.test(text.trim()))

// The lengths in these patterns are bounded, so that no line takes quadratic time.
const TEXT_LINK = /([^()\n]{1,300}?)\s{0,9}\((https?:\/\/[^\s()]+(?:\([^\s()]*\)[^\s()]*)?)\)/g
const MARKDOWN_LINK = /\[([^\]\n]{1,300})\]\(((?:[^()\s]|\([^()\s]{0,300}\)){1,2000})(?:\s+"[^"]{0,300}")?\)/g

/** Links written `text (url)` or `[text](url)`, with their lines. Only http, https and mailto are kept. */
export const linksOf = (lines: readonly Line[]): readonly Link[] =>
  lines
    .filter(l => /:\/\/|mailto:/i.test(l.text))
    .flatMap(({ text, number }) =>
      [...text.matchAll(MARKDOWN_LINK), ...text.replace(MARKDOWN_LINK, ' ').matchAll(TEXT_LINK)]
        .map(m => ({ text: (m[1] as string).replace(/^[\s•*.:–-]+/, '').trim(), url: m[2] as string, line: number }))
        .filter(l => /^(?:https?:|mailto:)/i.test(l.url)),
    )

/** Without the address that the support site wrote behind the text of a link: "the article (http://…)". */
export const withoutAddresses = (text: string): string =>
  text.includes('(http')
    ? text.replace(/\s{0,9}\(https?:\/\/[^\s()]+(?:\([^\s()]*\)[^\s()]*)?\)/g, '').trim()
    : text.trim()

/** Stands for a code span while the text around it is read: what is in it stays as written. */
const CODE_SPAN = '\uE000'

/** Text as people read it: without link targets and Markdown's marks. */
export const plainText = (text: string): string => {
  const spans: string[] = []
  const marked = withoutAddresses(text.replace(MARKDOWN_LINK, '$1'))
    .replaceAll(CODE_SPAN, '')
    .replace(/`([^`]+)`/g, (_, code: string) => {
      spans.push(code)
      return CODE_SPAN
    })
  const plain = marked
    .replace(/(\*\*|__)(?=\S)(.{1,500}?)(?<=\S)\1/g, '$2')
    .replace(/(?<![\w*])\*(?=\S)([^*]{1,500}?)(?<=\S)\*(?![\w*])/g, '$1')
    .replace(/(?<![\p{L}\p{N}_])_(?=\S)([^_]+?)(?<=\S)_(?![\p{L}\p{N}_])/gu, '$1')
    .replace(/\\([\\`*_{}[\]()#+.!<>|"~$&-])/g, '$1')
  let next = 0
  return plain.replaceAll(CODE_SPAN, () => spans[next++] as string).trim()
}
