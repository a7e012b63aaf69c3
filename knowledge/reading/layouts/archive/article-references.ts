import type { Link } from '../../../article.ts'
import type { Line } from '../../structure/blocks.ts'
import { indentOf } from './wrapped-blocks.ts'

/** Where an article stood on the support site. `number` is its id without letters. */
export const addressOf = (number: string): string => `https://support.microsoft.com/kb/${number}`

/**
 * The articles that a text names by number, once each, in the order in which they are named: alone on a line with their
 * title ("Q152734 How to Obtain …", wrapped or not, in a list or a table), or within a sentence ("see article Q87922").
 * The link's text is the title if one is given, else the id. `own` is the id of the article itself.
 */
export const referencesIn = (lines: readonly Line[], own: string | undefined): readonly Link[] => {
  const found = new Map<string, Link>()
  const add = (number: string, line: number, title: string | undefined): void => {
    const id = `KB${number}`
    const known = found.get(id)
    if (id === own || (known && (known.text !== id || !title))) return
    found.set(id, { text: title ?? id, url: addressOf(number), line: known?.line ?? line })
  }
  for (const [i, { text, number: line }] of lines.entries()) {
    // Most lines name no article.
    if (!/Q\d{5}|\/kb\/\d/.test(text)) continue
    const titled = ON_A_LINE.exec(text) ?? IN_A_TABLE.exec(text) ?? BEHIND_A_COLON.exec(text)
    if (titled) add(titled[1] as string, line, titleOf(titled[2] as string, lines, i))
    for (const [, number, address] of text.matchAll(ANYWHERE)) add((number ?? address) as string, line, undefined)
  }
  return [...found.values()]
}

const ON_A_LINE =
  /^\s{0,40}(?:[-*•]\s{1,4}|\d{1,3}[.)]\s{1,4})?(?:ARTICLE[- ]ID\s{0,20}:\s{0,9})?Q(\d{5,7})(?=[A-Z][a-z]|[\s:-]|$)[\s:-]{0,9}(.{0,300})/i
const IN_A_TABLE = /^\s{0,20}\|\s{0,9}Q(\d{5,7})\s{0,9}\|([^|]{1,200})/
const BEHIND_A_COLON = /:\s{1,9}Q(\d{5,7})\s{1,9}(.{1,300})$/
/** Not the name of a file or folder: "Q248838engi.exe", "C:\Q251137\". */
const ANYWHERE = /(?<![\w\\/])Q(\d{5,7})\b(?![.\\_]\w|\\)|support\.microsoft\.com\/(?:default\.aspx\/)?kb\/(\d{5,7})/g

/** A title begins with a capital, a digit or a quotation mark, and may go on below. */
const titleOf = (begin: string, lines: readonly Line[], at: number): string | undefined => {
  const { text } = lines[at] as Line
  const next = lines[at + 1]?.text ?? ''
  const given = /^\s{0,20}TITLE\s{0,20}:(.{1,300})/i.exec(next)?.[1]
  if (begin.trim() === '' && given) return given.trim()
  if (!/^\s{0,9}["'(.\d\p{Lu}]/u.test(begin)) return undefined
  const goesOn =
    next.trim() !== '' && indentOf(text) > 0 && indentOf(next) >= indentOf(text) && !/^\s*(?:Q\d|[-*|])/.test(next)
  const title = `${begin.trim()}${goesOn ? ` ${next.trim().slice(0, 300)}` : ''}`
  return title.replace(/\s+/g, ' ').replace(/\.$/, '')
}
