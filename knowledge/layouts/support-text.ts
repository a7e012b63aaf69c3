import type { Section } from '../article.ts'
import { blocksOf, type Line, linesOf, linksOf, plainText } from '../blocks.ts'
import { articleId, type Layout } from '../draft.ts'
import { kindOfHeading } from '../headings.ts'

/**
 * An article as the support site's text download gave it: a header line with the article's number, the title, furniture
 * of the page ("On This Page"), headings in capitals, bullets, "Keywords:", and more furniture.
 */
export const supportText: Layout = {
  name: 'support-text',
  recognises: text => HEADER.test(text.slice(0, 2000)),
  read: (text, file) => {
    const lines = linesOf(text.replace(/^\uFEFF/, '')).filter(l => !FURNITURE.test(l.text.trim()))
    const headerAt = lines.findIndex(l => HEADER.test(l.text))
    const header = headerLine((lines[headerAt]?.text ?? '').slice(0, 300))
    const titleAt = lines.findIndex((l, i) => i > headerAt && l.text.trim() !== '')
    const title = lines[titleAt]
    const hasTitle = title !== undefined && !isHeading(title.text) && !AFTER_THE_ARTICLE.test(title.text.trim())
    const body = endAtFurniture(lines.slice(hasTitle ? titleAt + 1 : headerAt + 1))
    const { rest, keywords } = takeKeywords(body)
    return {
      ...header,
      title: hasTitle ? title.text.trim() : undefined,
      titleLine: title?.number ?? 1,
      source: header.id && `https://support.microsoft.com/kb/${header.id.slice(2)}`,
      sections: sectionsOf(rest),
      appliesTo: appliesToOf(rest),
      appliesToLine: sectionsOf(rest).find(s => s.kind === 'applies-to')?.line ?? 1,
      keywords,
      links: linksOf(rest),
      related: relatedOf(rest, header.id),
      symptom: undefined,
      stated: {},
      statedLine: 1,
      problems: header.id
        ? []
        : [
            {
              code: 'no-id',
              severity: 'error',
              file,
              line: 1,
              column: 1,
              message: 'The header line has no article number.',
              advice: 'Begin the file with "Article ID: 951251 - Last Review: …".',
            },
          ],
    }
  },
}

const HEADER = /^\uFEFF?\s*Article ID\s*:/im
const FURNITURE =
  /^(?:On This Page|(?:Expand all|Collapse all)(?:\s*\|\s*(?:Expand all|Collapse all))?|Back to the top|Print|Email)$/i
const AFTER_THE_ARTICLE =
  /^(?:Article Translations|Related Support Centers|Other (?:Support )?(?:Options|Resources)|Page Tools|Get Help Now|Article Feedback|Last Review\b.*)$/i

const headerLine = (text: string) => ({
  id: articleId(/Article ID\s*:\s*(?:KB|Q)?\s*(\d{5,7})/i.exec(text)?.[1] ?? ''),
  reviewed: isoDate(/Last Review\s*:\s*([^-]+?)\s*(?:-|$)/i.exec(text)?.[1]),
  revision: /Revision\s*:\s*([\d.]+)/i.exec(text)?.[1],
})

const MONTHS = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
]

/** "October 7, 2008" → "2008-10-07". */
export const isoDate = (text: string | undefined): string | undefined => {
  const match = /^([A-Za-z]+)\s+(\d{1,2}),?\s+(\d{4})$/.exec(text?.trim() ?? '')
  const month = match ? MONTHS.indexOf((match[1] as string).toLowerCase()) + 1 : 0
  return match && month > 0
    ? `${match[3]}-${String(month).padStart(2, '0')}-${(match[2] as string).padStart(2, '0')}`
    : undefined
}

/** A known heading in capitals alone on its line. "Update information" below RESOLUTION is no section of its own. */
const isHeading = (text: string): boolean =>
  text.trim() !== '' &&
  text === text.toUpperCase() &&
  !/^\s/.test(text) &&
  (kindOfHeading(text) !== undefined || /^[A-Z][A-Z &/-]{3,40}$/.test(text.trim()))

const endAtFurniture = (lines: readonly Line[]): readonly Line[] => {
  const end = lines.findIndex(l => AFTER_THE_ARTICLE.test(l.text.trim()))
  return end < 0 ? lines : lines.slice(0, end)
}

const takeKeywords = (
  lines: readonly Line[],
): { readonly rest: readonly Line[]; readonly keywords: readonly string[] } => {
  const at = lines.findIndex(l => /^Keywords\s*:/i.test(l.text.trim()))
  if (at < 0) return { rest: lines, keywords: [] }
  const text = lines
    .slice(at)
    .map(l => l.text)
    .join(' ')
  return {
    rest: lines.slice(0, at),
    keywords: text
      .replace(/^\s*Keywords\s*:/i, '')
      .split(/[\s,;]+/)
      .filter(Boolean),
  }
}

const sectionsOf = (lines: readonly Line[]): readonly Section[] => {
  const sections: Section[] = []
  const starts = lines.flatMap((l, i) => (isHeading(l.text) ? [i] : []))
  const opening = blocksOf(lines.slice(0, starts[0] ?? lines.length))
  if (opening.length > 0) sections.push({ kind: 'summary', heading: '', line: opening[0]?.line ?? 1, blocks: opening })
  for (const [n, at] of starts.entries()) {
    const heading = (lines[at] as Line).text.trim()
    const kind = kindOfHeading(heading) ?? 'other'
    const blocks = blocksOf(lines.slice(at + 1, starts[n + 1] ?? lines.length))
    sections.push({
      kind,
      heading,
      line: (lines[at] as Line).number,
      blocks: blocks.map(b => ({ ...b, text: b.kind === 'code' ? b.text : plainText(b.text) })),
    })
  }
  return sections
}

/** The products. Below "…, when used with:" stand editions or companions: they narrow, and are listed behind it. */
const appliesToOf = (lines: readonly Line[]): readonly string[] => {
  const section = sectionsOf(lines).find(s => s.kind === 'applies-to')
  const found: string[] = []
  for (const block of section?.blocks ?? []) {
    const text = block.text.replace(/,?\s*when used with:?\s*$/i, '').trim()
    if (block.depth <= 1) found.push(text)
    else if (found.length > 0) found[found.length - 1] = `${found.at(-1)} (${text})`
  }
  return found
}

const relatedOf = (lines: readonly Line[], own: string | undefined): readonly string[] => {
  const ids = lines.flatMap(l =>
    [
      ...l.text.matchAll(
        /\b(?:KB|Q)\s?(\d{6,7})\b|support\.microsoft\.com\/(?:default\.aspx\/)?kb\/(\d{5,7})|^\s*(\d{6})\s+\(http/g,
      ),
    ].map(m => `KB${m[1] ?? m[2] ?? m[3]}`),
  )
  return [...new Set(ids)].filter(id => id !== own)
}
