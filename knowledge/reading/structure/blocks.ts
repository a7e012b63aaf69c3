import type { Block, Link } from '../../article.ts'

export interface Line {
  readonly text: string
  /** 1-based. */
  readonly number: number
}

export const linesOf = (text: string, first = 1): readonly Line[] =>
  text.split(/\r\n|\r|\n/).map((t, i) => ({ text: t, number: first + i }))

const BULLET = /^\s*(?:[•·▪◦]\s*|[*+–-]\s+)/
const STEP = /^\s*\d{1,3}[.)]\s+/

/** Begins or ends a listing. "```one line```" does neither. */
export const isFence = (text: string): boolean => /^\s*(?:```[^`]*$|````|~~~)/.test(text)

/** A Markdown heading, and how large it is: 1 to 6. */
export const headingOf = (line: string): { readonly level: number; readonly text: string } | undefined => {
  const marks = /^#{1,6}(?=\s)/.exec(line)?.[0]
  if (marks === undefined) return undefined
  const text = line
    .slice(marks.length)
    .trim()
    .replace(/(?:^|\s)#+$/, '')
  return { level: marks.length, text: text.trim() }
}

/** A block whose lines are still gathered: joined once, so that a long paragraph takes no longer than its length. */
interface Gathering extends Omit<Block, 'text'> {
  readonly texts: string[]
}

/** Paragraphs, list items, steps, code and sub-headings of a stretch of lines, whatever the layout. */
export const blocksOf = (lines: readonly Line[]): readonly Block[] => {
  const blocks: Gathering[] = []
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
    if (code) blocks.push({ kind: 'code', depth: code.depth, texts: [code.text.join('\n')], line: code.line })
    code = undefined
  }
  for (const { text, number } of lines) {
    if (isFence(text)) {
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
      last.texts.push(block.text)
    else {
      if (block.kind === 'heading') indents = []
      const { text: first, ...rest } = block
      blocks.push({ ...rest, texts: [first] })
      joinable = true
    }
  }
  endCode()
  return blocks.map(({ texts, ...rest }) => ({ ...rest, text: texts.join(' ') })).filter(b => b.text.trim() !== '')
}

const indentOf = (text: string): number => (/^\s*/.exec(text)?.[0] ?? '').replace(/\t/g, '    ').length

const depthBelow = (indents: readonly number[]): number => (indents.length > 0 ? indents.length + 1 : 0)

const blockOf = (text: string, line: number): Block | undefined => {
  if (text.trim() === '') return undefined
  const heading = headingOf(text)
  if (heading) return { kind: 'heading', depth: 0, text: heading.text, line }
  const bullet = BULLET.exec(text)?.[0]
  if (bullet !== undefined) return { kind: 'item', depth: 1, text: text.slice(bullet.length).trim(), line }
  const step = STEP.exec(text)?.[0]
  if (step !== undefined) return { kind: 'step', depth: 1, text: text.slice(step.length).trim(), line }
  return { kind: 'paragraph', depth: 0, text: text.trim(), line }
}

/** An indented line below a list item belongs to it. */
const isInside = (last: Gathering, text: string): boolean =>
  (last.kind === 'item' || last.kind === 'step') && /^\s{2,}\S/.test(text)

/** A line goes on with the one above when that one was left open: wrapped text, not a new statement. */
const continues = (last: Gathering, text: string): boolean => {
  const above = last.texts.at(-1) ?? ''
  return (
    last.kind !== 'heading' &&
    last.kind !== 'code' &&
    (/^\s*\p{Ll}/u.test(text) || !/[.:!?)]$/.test(above.slice(-1))) &&
    !isLinkLine(above) &&
    !isLinkLine(text)
  )
}

const LONGEST_LINK_LINE = 3000

/** `some text (https://…)`, and nothing else. */
const LINK_LINE = /^(?!.*\.\s)(.{1,300}?)\s{0,9}\((https?:\/\/[^\s()]+(?:\([^\s()]*\)[^\s()]*)?)\)\s*\.?$/

const isLinkLine = (text: string): boolean =>
  text.length <= LONGEST_LINK_LINE &&
  /\(/.test(text) &&
  (LINK_LINE.test(text.trim()) || /^\[[^\]]+\]\([^)\s]+\)$/.test(text.trim()))

// No pattern below may take quadratic time on any line: lengths are bounded, or what is repeated cannot begin anew.
const ADDRESS = /\((https?:\/\/[^\s()]+(?:\([^\s()]*\)[^\s()]*)?)\)/g
/** "[text](address)": the text, and the address. */
export const MARKDOWN_LINK =
  /(?<!\\)\[((?:[^[\]\\\n]|\\.|\[[^[\]\n]{0,100}\]){1,300})\]\(((?:[^()\s]|\([^()\s]{0,300}\)){1,2000})(?:\s{1,9}"[^"]{0,300}")?\)/g

/** In characters. */
const LONGEST_LINK_TEXT = 300

/** Links written `text (url)` or `[text](url)`, with their lines. Only http, https and mailto are kept. */
export const linksOf = (lines: readonly Line[]): readonly Link[] =>
  lines
    .filter(l => /:\/\/|mailto:/i.test(l.text))
    .flatMap(({ text, number }) =>
      [
        ...[...text.matchAll(MARKDOWN_LINK)].map(m => ({ text: m[1] as string, url: m[2] as string })),
        ...textLinksIn(text.replace(MARKDOWN_LINK, ' ')),
      ]
        .map(l => ({ text: l.text.replace(/^[\s•*.:–-]+/, '').trim(), url: l.url, line: number }))
        .filter(l => l.text !== '' && /^(?:https?:|mailto:)/i.test(l.url)),
    )

/** The text of such a link reaches back to the last bracket. */
const textLinksIn = (line: string): readonly { readonly text: string; readonly url: string }[] => {
  let from = 0
  return [...line.matchAll(ADDRESS)].flatMap(match => {
    const before = line.slice(Math.max(from, match.index - LONGEST_LINK_TEXT), match.index)
    from = match.index + match[0].length
    const text = before.slice(Math.max(before.lastIndexOf('('), before.lastIndexOf(')')) + 1)
    return text === '' ? [] : [{ text, url: match[1] as string }]
  })
}

/** Without the address that the support site wrote behind the text of a link: "the article (http://…)". */
export const withoutAddresses = (text: string): string =>
  text.includes('(http')
    ? text.replace(/\s{0,9}\(https?:\/\/[^\s()]+(?:\([^\s()]*\)[^\s()]*)?\)/g, '').trim()
    : text.trim()

/** Stands for a code span while the text around it is read: what is in it stays as written. */
const CODE_SPAN = '\uE000'

/** A block as people read it; what it writes as code is kept apart. */
export const plainBlock = (block: Block): Block => {
  if (block.kind === 'code') return block
  const code: string[] = []
  const text = plainText(block.text, code)
  return code.length > 0 ? { ...block, text, code } : { ...block, text }
}

/** Text as people read it: without link targets and Markdown's marks. `spans`: takes what is written as code. */
export const plainText = (text: string, spans: string[] = []): string => {
  const first = spans.length
  const marked = withoutAddresses(text.replace(MARKDOWN_LINK, '$1'))
    .replaceAll(CODE_SPAN, '')
    .replace(/`([^`]+)`/g, (_, code: string) => {
      spans.push(code)
      return CODE_SPAN
    })
  const plain = marked
    .replace(/\*\*(?=\S)((?:[^*]|\*(?!\*)){1,500}?)(?<=\S)\*\*/g, '$1')
    .replace(/__(?=\S)((?:[^_]|_(?!_)){1,500}?)(?<=\S)__/g, '$1')
    .replace(/(?<![\w*])\*(?=\S)([^*]{1,500}?)(?<=\S)\*(?![\w*])/g, '$1')
    .replace(/(?<![\p{L}\p{N}_])_(?=\S)([^_]+?)(?<=\S)_(?![\p{L}\p{N}_])/gu, '$1')
    .replace(/\\([\\`*_{}[\]()#+.!<>|"~$&-])/g, '$1')
  let next = first
  return plain.replaceAll(CODE_SPAN, () => spans[next++] as string).trim()
}
