import type { SectionKind } from '../../article.ts'
import { anyOf, loadLexicon } from '../../words/index.ts'

const { sections, asides, qualified, numbered, parts, solving, bridging, instructing, ...others } =
  loadLexicon().headings

const KINDS: ReadonlyMap<string, SectionKind> = new Map([
  ...Object.entries(sections).flatMap(([kind, names]) => names.map(n => [n, kind as SectionKind] as const)),
  ...asides.map(n => [n, 'other' as const] as const),
])

/** What a heading that is nothing but one of the known names stands for. */
export const kindOfName = (heading: string): SectionKind | undefined =>
  heading.length > LONGEST ? undefined : KINDS.get(nameOf(heading))

/**
 * What a heading stands for; undefined when it is none of the known ones. "Resolution 2: Repair the store", "Method 1",
 * "Workaround for Windows 10", "How to fix the store" and "Cause and resolution" are what their first, or most useful,
 * name is.
 */
export const kindOfHeading = (heading: string): SectionKind | undefined =>
  kindOfName(heading) ?? kindOfQualified(heading) ?? kindOfPair(heading) ?? kindByOpening(heading)

/** "Method 1": a remedy by itself, and one of its ways in a section that is one. */
export const isWay = (heading: string): boolean => PART.test(heading)

/** "How to fix the store": more than the name of a section. */
export const saysHow = (heading: string): boolean =>
  kindOfName(heading) === undefined && kindByOpening(heading) !== undefined

/** "Create the key", "Troubleshooting steps": tells people to do something. */
export const isInstruction = (heading: string): boolean => INSTRUCTING.test(heading) && !isNoRemedy(heading)

/** "Steps to reproduce the problem", "Sample code": no remedy, whatever stands below it. */
export const isNoRemedy = (heading: string): boolean => NO_REMEDY.test(heading) || kindOfName(heading) === 'other'

/** Longer headings are sentences. In characters. */
const LONGEST = 200

const nameOf = (heading: string): string =>
  heading
    .trim()
    .toLowerCase()
    .replace(/[:.\s]{1,9}$/, '')

const opening = (names: readonly string[]): RegExp =>
  new RegExp(`^[^\\p{L}\\p{N}]{0,9}(?:(?:step )?\\d{1,2}[.:)] )?${anyOf(names)}(?![\\p{L}\\p{N}-])`, 'iu')

const SOLVING = opening(solving)
const BRIDGING = opening(bridging)
const INSTRUCTING = opening(instructing)
const NO_REMEDY = opening(others['no-remedy'])

const kindByOpening = (heading: string): SectionKind | undefined =>
  heading.length > LONGEST
    ? undefined
    : SOLVING.test(heading)
      ? 'resolution'
      : BRIDGING.test(heading)
        ? 'workaround'
        : undefined

const A_NUMBER = /(?=\s+(?:\d{1,2}|[a-z])(?:\W|$))/.source
const PART = new RegExp(`^\\s*${anyOf(parts)}${A_NUMBER}`, 'i')

/** A known name, then a number, or what it is for. "Steps to reproduce" is no remedy: a step has a number. */
const QUALIFIED = new RegExp(
  [
    `^(?:(?<name>${anyOf(qualified)})(?:s|es)?(?:${A_NUMBER}|(?=\\s*[:–—-]\\s|\\s+(?:for|in|on)\\s|\\s+${anyOf(parts)}${A_NUMBER}))`,
    `(?<of>${anyOf(numbered)})${A_NUMBER})`,
  ].join('|'),
  'i',
)

const kindOfQualified = (heading: string): SectionKind | undefined => {
  if (heading.length > LONGEST) return undefined
  const { name, of } = QUALIFIED.exec(heading.trim())?.groups ?? {}
  if (name !== undefined || of !== undefined) return KINDS.get((name ?? of ?? '').toLowerCase())
  return PART.test(heading) ? 'resolution' : undefined
}

/** "Cause and resolution" is read as the remedy: it is what must not be missed. */
const kindOfPair = (heading: string): SectionKind | undefined => {
  const names = heading.length > LONGEST ? [] : nameOf(heading).split(/\s+(?:and|or|&)\s+/)
  const kinds = names.length === 2 ? names.map(n => KINDS.get(n)) : []
  return kinds.length === 2 && kinds.every(Boolean)
    ? (kinds.find(k => k === 'resolution' || k === 'workaround') ?? kinds[0])
    : undefined
}
