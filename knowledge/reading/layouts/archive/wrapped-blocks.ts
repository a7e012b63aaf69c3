import type { Block } from '../../../article.ts'
import type { Line } from '../../structure/blocks.ts'

/**
 * Paragraphs, list items, steps, listings and sub-headings of text that was wrapped at a fixed width, where blank lines
 * and indentation say what belongs together:
 *
 * - a line of hyphens or equals signs underlines a sub-heading;
 * - what is indented further than the text around it is as it stands on a screen or is typed: a message, a path, a
 *   listing. It becomes `code`, its lines kept unless they are one wrapped sentence;
 * - what is indented as far as the text of a list item goes on with the item, one deeper than it;
 * - "-or-" between alternatives stays behind the first of them, so that they are never read as "do both".
 */
export const wrappedBlocks = (lines: readonly Line[]): readonly Block[] => {
  const maker = new BlockMaker()
  let group: Line[] = []
  for (const line of [...lines, BLANK]) {
    if (line.text.trim() !== '') group.push({ ...line, text: withoutTabs(line.text) })
    else if (group.length > 0) {
      maker.take(group)
      group = []
    }
  }
  return maker.blocks
}

const BLANK: Line = { text: '', number: 0 }

interface Mark {
  readonly kind: 'item' | 'step'
  /** How far the mark, and the text behind it, are indented. */
  readonly indent: number
  readonly textIndent: number
  /** "7", "b", "-". */
  readonly label: string
  readonly isBracketed: boolean
  readonly text: string
}

/** Takes groups of lines one by one, and makes blocks of them. */
class BlockMaker {
  readonly blocks: Block[] = []
  /** The list items that what follows may belong to, outermost first. */
  #open: Mark[] = []
  /** How far the listing that was read last is indented; undefined when something else was read last. */
  #listing: number | undefined

  /** Takes lines that no blank line divides. */
  take(group: readonly Line[]): void {
    for (let at = 0; at < group.length; ) at = this.#takeOne(group, at)
  }

  /** Takes one block, or more, that begins at a line; gives the line behind it. */
  #takeOne(group: readonly Line[], at: number): number {
    const { text } = group[at] as Line
    const mark = this.#markIn(text)
    if (isRule(text) && group.length === 1) return at + 1
    if (OR.test(text.trim()) && group.length === 1) return this.#or(text.trim())
    if (isUnderlined(text, group[at + 1]?.text)) return this.#heading(group, at)
    if (mark) return this.#list(group, at, mark)
    if (isTable(group.slice(at, at + LONGEST_LOOK))) return this.#code(group.slice(at), group.length)
    if (indentOf(text) < LEAST_INDENT) return this.#paragraph(group, at)
    return this.#indented(group.slice(at), group.length)
  }

  #push(block: Block): void {
    this.blocks.push(block)
    this.#listing = undefined
  }

  #markIn(text: string): Mark | undefined {
    const mark = markOf(text, this.blocks.at(-1))
    // "(c) 1999" is no third step.
    const isStray = mark?.isBracketed && !isFirst(mark) && !this.#open.some(o => follows(o, mark))
    return isStray ? undefined : mark
  }

  #heading(group: readonly Line[], at: number): number {
    const { text, number } = group[at] as Line
    this.#open = []
    this.#push({ kind: 'heading', depth: 0, text: text.trim(), line: number })
    return at + 2
  }

  #or(text: string): number {
    const last = this.blocks.at(-1)
    if (last && last.kind !== 'heading') this.#extend(last, `${last.kind === 'code' ? '\n\n' : ' '}${text}`)
    return 1
  }

  #extend(last: Block, text: string): void {
    this.blocks[this.blocks.length - 1] = { ...last, text: last.text + text }
  }

  /** A list item goes on until the next one, or a listing, begins. */
  #list(group: readonly Line[], at: number, mark: Mark): number {
    this.#open = [...this.#open.filter(o => o.indent < mark.indent), mark]
    let end = at + 1
    while (end < group.length && !this.#isNext(group, end, mark)) end++
    const rest = group.slice(at + 1, end).map(l => l.text.trim())
    const text = [mark.text, ...rest].join(' ')
    this.#push({ kind: mark.kind, depth: this.#open.length, text, line: (group[at] as Line).number })
    return end
  }

  #isNext(group: readonly Line[], at: number, item: Mark): boolean {
    const { text } = group[at] as Line
    if (indentOf(text) > item.textIndent + 2 && group[at - 1]?.text.endsWith(':')) return true
    const mark = markOf(text)
    if (!mark) return false
    if (mark.indent > item.indent) return isFirst(mark)
    return this.#open.some(o => o.indent === mark.indent && follows(o, mark))
  }

  /** A paragraph goes on until a list or a listing begins. */
  #paragraph(group: readonly Line[], at: number): number {
    this.#open = []
    let end = at + 1
    while (end < group.length && !isInterrupted(group, end)) end++
    const text = group.slice(at, end).map(l => l.text.trim())
    this.#push({ kind: 'paragraph', depth: 0, text: text.join(' '), line: (group[at] as Line).number })
    return end
  }

  #indented(group: readonly Line[], end: number): number {
    const { text, number } = group[0] as Line
    this.#open = this.#open.filter(o => o.indent < indentOf(text))
    const item = this.#open.at(-1)
    if (REFERENCE.test(text)) return this.#references(group, end)
    const isAligned = !item || indentOf(text) <= item.textIndent + 1
    const isQuoted = (this.#listing !== undefined && !item) || this.blocks.at(-1)?.text.endsWith(':')
    const isSaid = isSentence(group) && (!isQuoted || REMARK.test(text))
    if (!isAligned || !isSaid) return this.#code(group, end)
    this.#push({ kind: 'paragraph', depth: this.#depth(), text: joined(group), line: number })
    return end
  }

  /** Of what stands below the innermost list item. */
  #depth(): number {
    return this.#open.length > 0 ? this.#open.length + 1 : 0
  }

  /** "Q152734 How to …", one or several, some wrapped: a list of articles. */
  #references(group: readonly Line[], end: number): number {
    for (const { text, number } of group) {
      const last = this.blocks.at(-1)
      if (REFERENCE.test(text) || !last)
        this.#push({ kind: 'item', depth: this.#open.length + 1, text: text.trim(), line: number })
      else this.#extend(last, ` ${text.trim()}`)
    }
    return end
  }

  /** A listing with blank lines in it is one listing. */
  #code(group: readonly Line[], end: number): number {
    const last = this.blocks.at(-1)
    const least = group.reduce((least, l) => Math.min(least, indentOf(l.text)), Number.POSITIVE_INFINITY)
    const indent = least < LEAST_INDENT ? least : Math.min(least, this.#listing ?? least)
    const text = isSentence(group) ? joined(group) : group.map(l => l.text.slice(indent)).join('\n')
    if (this.#listing !== undefined && last && least >= LEAST_INDENT) this.#extend(last, `\n\n${text}`)
    else this.#push({ kind: 'code', depth: this.#depth(), text, line: (group[0] as Line).number })
    this.#listing = indent
    return end
  }
}

const joined = (group: readonly Line[]): string => group.map(l => l.text.trim()).join(' ')

/** Less is no indentation: old articles have stray blanks. */
const LEAST_INDENT = 2

const REMARK = /^\s*(?:NOTE|IMPORTANT|WARNING|CAUTION|TIP)\b/

const OR = /^[(-]{0,3}\s?(?:or|and)\s?[)-]{1,3}$/i

export const indentOf = (text: string): number => text.length - text.trimStart().length

const withoutTabs = (text: string): string => (text.includes('\t') ? text.replaceAll('\t', '    ') : text).trimEnd()

const MARK = /^(\s{0,20})(?:([-*•·]|o(?= ))|(\d{1,3}|[a-zA-Z]|[ivxIVX]{2,4})[.)]|\((\d{1,2}|[a-z])\))\s{1,6}(?=\S)/

const markOf = (line: string, before?: Block): Mark | undefined => {
  const match = MARK.exec(line)
  if (!match) return undefined
  const [all, blanks = '', bullet, number, bracketed] = match
  const indent = blanks.length
  const label = bullet ?? number ?? (bracketed as string)
  // A star before an indented word is a remark in a program more often than a list.
  if (bullet === '*' && indent >= LEAST_INDENT && before?.kind !== 'item' && before?.kind !== 'step') return undefined
  // Questions and answers are not steps.
  if (label === 'Q' || (label === 'A' && before?.text.startsWith('Q'))) return undefined
  return {
    kind: bullet ? 'item' : 'step',
    indent,
    textIndent: all.length,
    label,
    isBracketed: bracketed !== undefined,
    text: line.slice(all.length),
  }
}

const isFirst = ({ label, kind }: Mark): boolean => kind === 'item' || /^(?:1|a|i)$/i.test(label)

/** "7." goes on after "6.", and "•" after "•"; another number at the begin of a line is a word of the sentence. */
const follows = (last: Mark, next: Mark): boolean => {
  if (last.kind === 'item' || next.kind === 'item') return last.label === next.label
  if (/^\d/.test(last.label) && /^\d/.test(next.label)) return Number(next.label) === Number(last.label) + 1
  return next.label.length > 1 || next.label.charCodeAt(0) === last.label.charCodeAt(0) + 1
}

/** Whether a line of a paragraph begins a list or a listing. */
const isInterrupted = (group: readonly Line[], at: number): boolean => {
  const { text } = group[at] as Line
  const before = (group[at - 1] as Line).text
  if (indentOf(text) >= LEAST_INDENT + 1 && before.endsWith(':')) return true
  const mark = markOf(text)
  return mark !== undefined && isFirst(mark) && (before.endsWith(':') || (mark.label === '-' && mark.indent > 0))
}

/** "Steps to Reproduce Behavior" over a line of hyphens as long as itself. */
const isUnderlined = (text: string, line = ''): boolean =>
  /^\s{0,3}(?:-{3,200}|={3,200})$/.test(line) &&
  Math.abs(line.length - text.length) <= 3 &&
  indentOf(line) === indentOf(text) &&
  !isRule(text) &&
  !hasColumns(text)

/** A line that only divides. */
const isRule = (text: string): boolean => /^[\s=*_|+-]{3,200}$/.test(text) && !/[-*]\s/.test(text)

const hasColumns = (text: string): boolean => /\S {3,}\S/.test(text)

/** Lines that are looked at to tell whether they are a table. */
const LONGEST_LOOK = 60

const isTable = (lines: readonly Line[]): boolean => {
  const texts = lines.map(l => l.text)
  if (/^\s*[|+][-=| ]/.test(texts[0] as string)) return true
  if (texts.length < 2) return false
  const columns = texts.filter(t => hasColumns(t) || isRule(t)).length
  if (columns * 2 > texts.length) return true
  // Wrapped text fills its lines: when the next word would have fitted, a line ends on purpose.
  return (
    !/[.!?]$/.test(texts.at(-1) as string) &&
    texts.every((t, i) => i === texts.length - 1 || t.length + firstWord(texts[i + 1] as string) < 50)
  )
}

const firstWord = (text: string): number => text.trimStart().split(' ', 1)[0]?.length ?? 0

const REFERENCE = /^\s*Q\d{5,7}(?:\s*[:-]?\s+\S|[A-Z][a-z])/

/** Words, wrapped at the width of the page: not a listing. */
const isSentence = (group: readonly Line[]): boolean => {
  const texts = group.map(l => l.text.trim())
  if (texts.slice(0, -1).some(t => t.length < 45) || texts.some(hasColumns)) return false
  const text = texts.join(' ')
  if (text.split(' ', 4).length < 4 || !/^["'(<[]?[\p{Lu}\d]/u.test(text)) return false
  const signs = text.replace(/[\p{L}\p{N}\s.,:;'"()?!-]/gu, '').length
  return signs * 25 < text.length && !/[;{}]$/.test(text)
}
