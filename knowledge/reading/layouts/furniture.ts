import { articleId } from '../draft.ts'

/** What the support site, and pages around it, put into an article: not a word of it belongs to the text. */
export const isFurniture = (text: string): boolean => {
  const line = text.trim()
  return line.length <= LONGEST && (FURNITURE.test(line) || NOTICE.test(line))
}

/** What stands behind an article, to the end of the page. */
export const endsArticle = (text: string): boolean => AFTER.test(text.trim().slice(0, LONGEST))

/** "This article was previously published under Q171224": another name of the same article. */
export const previousNumber = (text: string): string | undefined =>
  /^\s{0,9}This article was previously published under (Q\d{5,7})\b/i.exec(text.slice(0, LONGEST))?.[1]?.toUpperCase()

/** In characters. */
const LONGEST = 400

const FURNITURE =
  /^(?:on this page|in this article|(?:expand all|collapse all)(?:\s*\|\s*(?:expand all|collapse all))?|(?:collapse|expand) image|(?:collapse this table|expand this table)+|[↑^\s]*(?:back to (?:the )?top\s*)+(?:\|\s*give feedback)?|top of page|(?:print|e-?mail|share|feedback|article translations?)(?:\s+(?:print|e-?mail))*|view products that this article applies to\.?|microsoft (?:help and )?support)$/i

const NOTICE =
  /^(?:this article was previously published under q\d|retired kb (?:article|content)|system tip\s?this article|hotfix download available$|view and request hotfix downloads$|notice: this website is|\d{1,2}\/\d{1,2}\/\d{4}$|\d{1,3} (?:minutes?|mins?) to read$|\d{1,3} contributors?$)/i

const AFTER =
  /^(?:article translations|related support centers|other (?:support )?(?:options|resources)|page tools|get help now|article feedback|give feedback|need more help\??|want more options\??|was this (?:article|page|information) (?:helpful|useful)\b.*|did this (?:fix|solve) (?:the|your) problem\??|thank you for your feedback!?|tell us what we can do .*|ask the community|still need help\?.*)$/i

export interface HeaderFields {
  readonly id: string | undefined
  /** ISO date. */
  readonly reviewed: string | undefined
  readonly revision: string | undefined
}

/** The fields of "Article ID: 951251 - Last Review: October 7, 2008 - Revision: 1.1", on one line or several. */
export const headerFields = (text: string): HeaderFields => ({
  id: articleId(
    /(?:\bID\s{0,9}:?|\bKnowledge Base Article\s{0,9}[-–:])\s{0,9}(?:KB|Q)?\s?(\d{5,7})\b/i.exec(text)?.[1] ?? '',
  ),
  reviewed: dateIn(
    /(?:Last Review(?:ed)?|Last Modified(?: on)?|Last Updated)\s{0,9}:?\s{0,9}([^|\n]{1,40})/i.exec(text)?.[1],
  ),
  revision: /Revision\s{0,9}:?\s{0,9}(\d[\d.]{0,9})/i.exec(text)?.[1],
})

/** A line that has nothing but such fields. */
export const isHeaderLine = (text: string): boolean =>
  text.length <= LONGEST &&
  /^\s{0,9}(?:(?:Microsoft )?Knowledge Base Article\s{0,9}[-–:]\s{0,9}(?:KB|Q)?\d{5,7}\s{0,9}$|(?:Article ID|Last Review(?:ed)?|Revision|Article Last Modified on|Last Modified)\b\s{0,9}:?\s{0,9}(?:(?:KB|Q)?\s?\d|[A-Z][a-z]{2,8} \d|$))/i.test(
    text,
  )

const MONTHS = 'january february march april may june july august september october november december'.split(' ')

/** "October 7, 2008" → "2008-10-07". */
const isoDate = (text: string | undefined): string | undefined => {
  const match = /^([A-Za-z]{3,9})\s+(\d{1,2}),?\s+(\d{4})$/.exec(text?.trim() ?? '')
  const month = match ? MONTHS.indexOf((match[1] as string).toLowerCase()) + 1 : 0
  return match && month > 0 ? dateOf(match[3] as string, String(month), match[2] as string) : undefined
}

/** Month, day and year between slashes, as Microsoft writes it: "10/07/2024" → "2024-10-07". */
const slashDate = (text: string): string | undefined => {
  const match = /^\s{0,9}(\d{1,2})\/(\d{1,2})\/(\d{4})\b/.exec(text)
  return match ? dateOf(match[3] as string, match[1] as string, match[2] as string) : undefined
}

/** A date at the begin of a text, in any of the forms that articles have. */
export const dateIn = (text: string | undefined): string | undefined => {
  if (text === undefined) return undefined
  const iso = /^\s{0,9}(\d{4})-(\d{2})-(\d{2})/.exec(text)
  if (iso) return dateOf(iso[1] as string, iso[2] as string, iso[3] as string)
  return slashDate(text) ?? isoDate(/^\s{0,9}[A-Za-z]{3,9}\s{1,9}\d{1,2},?\s{1,9}\d{4}/.exec(text)?.[0])
}

/** Undefined when there is no such day. */
const dateOf = (year: string, month: string, day: string): string | undefined => {
  const isDay = Number(month) >= 1 && Number(month) <= 12 && Number(day) >= 1 && Number(day) <= 31
  return isDay ? `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}` : undefined
}
