import type { Block, Link } from './article.ts'

export interface Line {
  readonly text: string
  /** 1-based. */
  readonly number: number
}

export const linesOf = (text: string, first = 1): readonly Line[] =>
  text.split(/\r\n|\r|\n/).map((t, i) => ({ text: t, number: first + i }))

const BULLET = /^(\s*)[•·▪◦*+–-]\s+(.*)$/
const STEP = /^(\s*)(\d{1,3})[.)]\s+(.*)$/
const FENCE = /^\s*(?:```|~~~)/
const SUBHEADING = /^#{1,6}\s+(.*?)\s*#*$/

/** Paragraphs, list items, steps, code and sub-headings of a stretch of lines, whatever the layout. */
export const blocksOf = (lines: readonly Line[]): readonly Block[] => {
  const blocks: Block[] = []
  let code: { line: number; text: string[] } | undefined
  let joinable = false
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
    const block = blockOf(text, number)
    const last = blocks.at(-1)
    if (!block) joinable = false
    else if (block.kind === 'paragraph' && joinable && last && continues(last, text))
      blocks[blocks.length - 1] = { ...last, text: `${last.text} ${block.text}` }
    else {
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
  if (bullet) return { kind: 'item', depth: depthOf(bullet[1] as string), text: (bullet[2] as string).trim(), line }
  const step = STEP.exec(text)
  if (step) return { kind: 'step', depth: depthOf(step[1] as string), text: (step[3] as string).trim(), line }
  return { kind: 'paragraph', depth: 0, text: text.trim(), line }
}

/** Two or three columns of indentation are a level in every layout seen. */
const depthOf = (indent: string): number => 1 + Math.floor(Math.max(0, indent.replace(/\t/g, '    ').length - 2) / 2)

/** A line goes on with the one above when that one was left open: wrapped text, not a new statement. */
const continues = (last: Block, text: string): boolean =>
  last.kind !== 'heading' &&
  last.kind !== 'code' &&
  (/^\s*\p{Ll}/u.test(text) || !/[.:!?)]\s*$/.test(last.text)) &&
  !isLinkLine(last.text) &&
  !isLinkLine(text)

/** `some text (https://…)`, and nothing else. */
const LINK_LINE = /^(?!.*\.\s)(.{1,300}?)\s*\((https?:\/\/[^\s()]+(?:\([^\s()]*\)[^\s()]*)?)\)\s*\.?$/

export const isLinkLine = (text: string): boolean =>
  LINK_LINE.test(text.trim()) || /^\[[^\]]+\]\([^)\s]+\)$/.test(text.trim())

const TEXT_LINK = /([^()\n]{1,300}?)\s*\((https?:\/\/[^\s()]+(?:\([^\s()]*\)[^\s()]*)?)\)/g
const MARKDOWN_LINK = /\[([^\]\n]+)\]\(((?:[^()\s]|\([^()\s]*\))+)(?:\s+"[^"]*")?\)/g

/** Links written `text (url)` or `[text](url)`, with their lines. Only http, https and mailto are kept. */
export const linksOf = (lines: readonly Line[]): readonly Link[] =>
  lines.flatMap(({ text, number }) =>
    [...text.matchAll(MARKDOWN_LINK), ...text.matchAll(TEXT_LINK)]
      .map(m => ({ text: (m[1] as string).replace(/^[\s•*.:–-]+/, '').trim(), url: m[2] as string, line: number }))
      .filter(l => /^(?:https?:|mailto:)/i.test(l.url)),
  )

/** Text as people read it: without link targets and Markdown's marks. */
export const plainText = (text: string): string =>
  text
    .replace(MARKDOWN_LINK, '$1')
    .replace(/\s*\(https?:\/\/[^\s()]+(?:\([^\s()]*\)[^\s()]*)?\)/g, '')
    .replace(/(\*\*|__)(?=\S)(.+?)(?<=\S)\1/g, '$2')
    .replace(/(?<![\w*])\*(?=\S)([^*]+?)(?<=\S)\*(?![\w*])/g, '$1')
    .replace(/`([^`]+)`/g, '$1')
    .replace(/\\([\\`*_{}[\]()#+.!<>-])/g, '$1')
    .trim()
