import type { Line } from '../../structure/blocks.ts'
import {
  endsArticle,
  type HeaderFields,
  headerFields,
  isFurniture,
  isHeaderLine,
  previousNumber,
} from '../furniture.ts'

/** "Article ID: 951251 …", "Article ID" and its number below, "Microsoft Knowledge Base Article - 951251". */
export const HEADER =
  /^\s{0,9}(?:Article ID\s{0,9}(?::|\d{5,7}\b)|(?:Microsoft )?Knowledge Base Article\s{0,9}[-–:]\s{0,9}(?:KB|Q)?\d{5,7})/im

/** A line with the article's number alone. */
export const NUMBER_LINE = /^\s{0,9}(?:KB|Q)\s?(\d{5,7})\s{0,9}$/i

/**
 * What stands above the first heading: the fields of the header, the title, and opening words. The fields stand above
 * the title when they are on one line, below it when each has a line of its own.
 */
export const headOf = (lines: readonly Line[]) => {
  const marks = lines.map((l, i) => isOfHeader(l.text, lines[i - 1]?.text ?? ''))
  const header = lines.filter((_, i) => marks[i])
  const at = marks.indexOf(true)
  const words = lines.filter(
    (l, i) => !marks[i] && l.text.trim() !== '' && !isFurniture(l.text) && !endsArticle(l.text),
  )
  const above = words.find(l => at < 0 || l.number < (lines[at] as Line).number)
  const below = words.find(l => at >= 0 && l.number > (lines[at] as Line).number)
  const title = /Last Review|Revision/i.test(lines[at]?.text ?? '') ? (below ?? above) : (above ?? below)
  return {
    fields: fieldsIn(header),
    title,
    opening: title ? openingBelow(lines.filter((l, i) => !marks[i] && l.number > title.number)) : [],
    previous: lines.map(l => previousNumber(l.text)).find(Boolean),
  }
}

const openingBelow = (lines: readonly Line[]): readonly Line[] => {
  const end = lines.findIndex(l => endsArticle(l.text) && !isFurniture(l.text))
  return (end < 0 ? lines : lines.slice(0, end)).filter(l => !isFurniture(l.text))
}

/** A value may stand below the name of its field. */
const isOfHeader = (text: string, above: string): boolean =>
  isHeaderLine(text) ||
  HEADER.test(text.slice(0, 400)) ||
  NUMBER_LINE.test(text) ||
  (isHeaderLine(above) &&
    !/\d/.test(above) &&
    /^\s{0,9}:?\s{0,9}(?:(?:KB|Q)?\d|[A-Z][a-z]{2,8} \d)/.test(text.slice(0, 60)))

const fieldsIn = (header: readonly Line[]): HeaderFields => {
  const fields = headerFields(header.map(l => l.text.slice(0, 400)).join('\n'))
  const alone = header.map(l => NUMBER_LINE.exec(l.text)?.[1]).find(Boolean)
  return { ...fields, id: fields.id ?? (alone && `KB${alone}`) }
}

const KEYWORDS = /^\s{0,9}Keywords\s{0,9}:/i

/** They stand behind "Keywords:", or below it up to the next blank line. */
export const takeKeywords = (lines: readonly Line[]) => {
  const at = lines.findIndex(l => KEYWORDS.test(l.text))
  if (at < 0) return { rest: lines, keywords: [] }
  const first = (lines[at] as Line).text.replace(KEYWORDS, '')
  const begin = first.trim() === '' ? lines.findIndex((l, i) => i > at && l.text.trim() !== '') : at + 1
  const blank = begin < 0 ? -1 : lines.findIndex((l, i) => i >= begin && l.text.trim() === '')
  const end = blank < 0 ? lines.length : blank
  const words = [first, ...(begin < 0 ? [] : lines.slice(begin, end).map(l => l.text))].join(' ')
  return { rest: [...lines.slice(0, at), ...lines.slice(end)], keywords: words.split(/[\s,;]+/).filter(Boolean) }
}
