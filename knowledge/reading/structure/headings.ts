import type { SectionKind } from '../../article.ts'
import { once } from '../../lately.ts'
import { anyOf, loadLexicon } from '../../words/index.ts'

/** What a heading that is nothing but one of the known names stands for. */
export const kindOfName = (heading: string): SectionKind | undefined =>
  heading.length > LONGEST ? undefined : words().kinds.get(nameOf(heading))

/**
 * What a heading stands for; undefined when it is none of the known ones. "Resolution 2: Repair the store", "Method 1",
 * "Workaround for Windows 10", "How to fix the store" and "Cause and resolution" are what their first, or most useful,
 * name is.
 */
export const kindOfHeading = (heading: string): SectionKind | undefined =>
  kindOfName(heading) ?? kindOfQualified(heading) ?? kindOfPair(heading) ?? kindByOpening(heading)

/** "Method 1": a remedy by itself, and one of its ways in a section that is one. */
export const isWay = (heading: string): boolean => words().part.test(heading)

/** "How to fix the store": more than the name of a section. */
export const saysHow = (heading: string): boolean =>
  kindOfName(heading) === undefined && kindByOpening(heading) !== undefined

/** "Create the key", "Troubleshooting steps": tells people to do something. */
export const isInstruction = (heading: string): boolean => words().instructing.test(heading) && !isNoRemedy(heading)

/** "Steps to reproduce the problem", "Sample code": no remedy, whatever stands below it. */
export const isNoRemedy = (heading: string): boolean =>
  words().noRemedy.test(heading) || kindOfName(heading) === 'other'

/** Longer headings are sentences. In characters. */
const LONGEST = 200

const nameOf = (heading: string): string =>
  heading
    .trim()
    .toLowerCase()
    .replace(/[:.\s]{1,9}$/, '')

const opening = (names: readonly string[]): RegExp =>
  new RegExp(`^[^\\p{L}\\p{N}]{0,9}(?:(?:step )?\\d{1,2}[.:)] )?${anyOf(names)}(?![\\p{L}\\p{N}-])`, 'iu')

const kindByOpening = (heading: string): SectionKind | undefined =>
  heading.length > LONGEST
    ? undefined
    : words().solving.test(heading)
      ? 'resolution'
      : words().bridging.test(heading)
        ? 'workaround'
        : undefined

const A_NUMBER = /(?=\s+(?:\d{1,2}|[a-z])(?:\W|$))/.source

/** Made of the lists when the first heading is read: the thread that only searches reads none. */
const words = once(() => {
  const { sections, asides, qualified, numbered, parts, solving, bridging, instructing, ...others } =
    loadLexicon().headings
  const kinds: ReadonlyMap<string, SectionKind> = new Map([
    ...Object.entries(sections).flatMap(([kind, names]) => names.map(n => [n, kind as SectionKind] as const)),
    ...asides.map(n => [n, 'other' as const] as const),
  ])
  return {
    kinds,
    solving: opening(solving),
    bridging: opening(bridging),
    instructing: opening(instructing),
    noRemedy: opening(others['no-remedy']),
    part: new RegExp(`^\\s*${anyOf(parts)}${A_NUMBER}`, 'i'),
    /** A known name, then a number, or what it is for. "Steps to reproduce" is no remedy: a step has a number. */
    qualified: new RegExp(
      [
        `^(?:(?<name>${anyOf(qualified)})(?:s|es)?(?:${A_NUMBER}|(?=\\s*[:–—-]\\s|\\s+(?:for|in|on)\\s|\\s+${anyOf(parts)}${A_NUMBER}))`,
        `(?<of>${anyOf(numbered)})${A_NUMBER})`,
      ].join('|'),
      'i',
    ),
  }
})

const kindOfQualified = (heading: string): SectionKind | undefined => {
  if (heading.length > LONGEST) return undefined
  const { name, of } = words().qualified.exec(heading.trim())?.groups ?? {}
  if (name !== undefined || of !== undefined) return words().kinds.get((name ?? of ?? '').toLowerCase())
  return words().part.test(heading) ? 'resolution' : undefined
}

/** "Cause and resolution" is read as the remedy: it is what must not be missed. */
const kindOfPair = (heading: string): SectionKind | undefined => {
  const names = heading.length > LONGEST ? [] : nameOf(heading).split(/\s+(?:and|or|&)\s+/)
  const kinds = names.length === 2 ? names.map(n => words().kinds.get(n)) : []
  return kinds.length === 2 && kinds.every(Boolean)
    ? (kinds.find(k => k === 'resolution' || k === 'workaround') ?? kinds[0])
    : undefined
}
