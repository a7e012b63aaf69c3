import { headingOf, isFence, type Line } from '../../structure/blocks.ts'
import { kindOfHeading } from '../../structure/headings.ts'
import { withoutTables } from './markdown-tables.ts'
import { readableWords, referenceIn } from './markdown-words.ts'

export interface MarkdownLine extends Line {
  /** True in a listing, and for the fences around it: nothing in it is a heading, a link or a fact. */
  readonly isCode: boolean
}

/**
 * Microsoft's Markdown as plain Markdown, line by line: without comments, quotation marks and what is drawn (images,
 * columns, zones), with alerts as sentences ("Note: …"), tabs as sub-headings and table rows as list items.
 */
export const plainLines = (lines: readonly Line[]): readonly MarkdownLine[] => {
  const reader = new LineReader(lines)
  for (const line of lines) reader.take(line)
  reader.end()
  const references = new Map<string, string>()
  const told = reader.lines.filter(l => {
    const reference = l.isCode ? undefined : referenceIn(l.text)
    if (reference && !references.has(reference.name)) references.set(reference.name, reference.address)
    return !reference
  })
  return withoutTables(
    told.flatMap(line => {
      if (line.isCode) return [line]
      const text = withoutMarks(readableWords(line.text, references))
      return text === undefined ? [] : [{ ...line, text }]
    }),
  )
}

/** A listing without an end stops at the next of the article's own headings. */
const endsListing = (text: string): boolean => {
  const heading = headingOf(text)
  return heading !== undefined && heading.level > 1 && kindOfHeading(heading.text) !== undefined
}

const TAB = /^\s{0,40}#{1,6}\s{1,9}\[([^[\]]{1,200})\]\(#tab\/[^()]{0,200}\)/

/** Undefined for a line that only draws: rules, columns, zones. */
const withoutMarks = (text: string): string | undefined => {
  if (/^\s*:::/.test(text) || isRule(text)) return undefined
  const tab = TAB.exec(text)?.[1]
  if (tab !== undefined) return `###### ${tab}`
  return text.replace(/^\s{1,3}(?=#{1,6}\s)/, '').replace(/(?<!\\)\\$/, '')
}

/** "---", "* * *": divides, or ends a group of tabs. */
const isRule = (text: string): boolean => text.length <= 200 && /^\s*([-*_])(?:\s*\1){2,}\s*$/.test(text)

/** Follows listings, comments and quotations from line to line. */
class LineReader {
  readonly lines: MarkdownLine[] = []
  /** The last line in which a comment ends: one that begins below it has no end, and hides nothing. */
  readonly #lastEnd: number
  #isComment = false
  #listing: 'plain' | 'quoted' | undefined
  #wasQuote = false
  /** An alert whose text is still to come. */
  #alert: Line | undefined

  constructor(lines: readonly Line[]) {
    this.#lastEnd = lines.findLast(l => l.text.includes('-->'))?.number ?? 0
  }

  take({ text, number }: Line): void {
    if (this.#listing === 'quoted' && !isQuote(text)) this.#endListing(number)
    const told = this.#listing === 'plain' || this.#isComment ? text : unquoted(text)
    if (this.#listing && !endsListing(told)) {
      this.#push(told, number, true)
      if (isFence(told)) this.#listing = undefined
      return
    }
    if (this.#listing) this.#endListing(number)
    const isHidden = this.#isComment
    const seen = this.#withoutComments(told, number)
    if (seen.trim() === '' && (isHidden || told.trim() !== '')) return
    this.#words(seen, number, !isHidden && isQuote(text))
  }

  end(): void {
    this.#tellAlert()
  }

  #words(text: string, number: number, isQuoted: boolean): void {
    if (isQuoted && !this.#wasQuote) this.#push('', number)
    this.#wasQuote = isQuoted
    const alert = ALERT.exec(text)
    if (alert) this.#beginAlert(alert, number)
    else if (isFence(text)) {
      this.#tellAlert()
      this.#listing = isQuoted ? 'quoted' : 'plain'
      this.#push(text, number, true)
    } else if (this.#alert && text.trim() !== '') {
      if (LISTED.test(text) || headingOf(text)) {
        this.#tellAlert()
        this.#push(text, number)
      } else {
        this.#push(`${this.#alert.text} ${text.trim()}`, number)
        this.#alert = undefined
      }
    } else this.#push(text, number)
  }

  #beginAlert([, indent = '', name = '', rest = '']: RegExpExecArray, number: number): void {
    this.#tellAlert()
    const label = LABELS.get(name.toLowerCase())
    if (label === undefined) return
    this.#push('', number)
    if (rest.trim() === '') this.#alert = { text: `${indent}${label}:`, number }
    else this.#push(`${indent}${label}: ${rest.trim()}`, number)
  }

  #tellAlert(): void {
    if (this.#alert) this.#push(this.#alert.text, this.#alert.number)
    this.#alert = undefined
  }

  #endListing(number: number): void {
    this.#push('```', number, true)
    this.#listing = undefined
  }

  #push(text: string, number: number, isCode = false): void {
    this.lines.push({ text: isCode ? text.trimEnd() : text, number, isCode })
  }

  #withoutComments(text: string, number: number): string {
    if (!this.#isComment && !text.includes('<!--')) return text
    const lastEnd = number < this.#lastEnd ? text.length : text.lastIndexOf('-->')
    const seen: string[] = []
    for (let at = 0; ; ) {
      if (this.#isComment) {
        const end = text.indexOf('-->', at)
        if (end < 0) return seen.join('')
        at = end + 3
        this.#isComment = false
      }
      const begin = commentIn(text, at)
      if (begin < 0) return seen.join('') + text.slice(at)
      seen.push(text.slice(at, begin))
      at = begin + 4
      this.#isComment = at <= lastEnd
    }
  }
}

/** Where the next comment begins that is not in a code span; -1 if none does. */
const commentIn = (text: string, from: number): number => {
  const next = /`[^`]*`|<!--/g
  next.lastIndex = from
  for (let match = next.exec(text); match; match = next.exec(text)) if (match[0] === '<!--') return match.index
  return -1
}

const QUOTE = /^(\s{0,40})>[ \t]?/

const isQuote = (text: string): boolean => QUOTE.test(text)

/** "  > > text" → "  text". */
const unquoted = (text: string): string => text.replace(/^(\s{0,40})>[ \t]?(?:>[ \t]?){0,8}/, '$1')

const ALERT = /^(\s{0,40})\[!([a-z]{1,20})[^\]]{0,300}\](?!\()(.*)$/i

const LABELS: ReadonlyMap<string, string> = new Map(
  ['Note', 'Tip', 'Important', 'Warning', 'Caution'].map(label => [label.toLowerCase(), label]),
)

const LISTED = /^\s*(?:[*+-]|\d{1,3}[.)])\s/
