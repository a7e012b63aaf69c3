import type { Product, Ranges } from '../../catalog/index.ts'
import { anyOf, type Grammar } from '../../words/index.ts'
import { type Atom, atMost } from './atoms.ts'

/** A release without its product, "2008" in "Exchange 2007 SP1, 2008" or "sorry, it's 2008": not yet known of what. */
export interface BareRelease {
  readonly name: string
  readonly start: number
  readonly end: number
}

/** Of one text, those that stand beside these pieces of versions and are none of them. */
export type BareBeside = (atoms: readonly Atom[]) => readonly BareRelease[]

/** Finds numbers that may be years of releases. */
export type BareReleases = (text: string) => BareBeside

/** Dates, error codes and counts are left out by the words around them. */
export const bareReleaseFinder = (grammar: Grammar): BareReleases => {
  const { having, being, joining, choosing, ranging, negations, clauses } = grammar
  const ahead = [
    ...having,
    ...being,
    ...joining,
    ...choosing,
    ...ranging,
    ...negations,
    ...grammar.whichever,
    ...STANDING,
    ...grammar.between,
    ...grammar['guessing-ahead'],
    ...grammar.distributing,
  ]
  const behind = [
    ...joining,
    ...choosing,
    ...negations,
    ...clauses,
    ...grammar['own-machines'],
    ...grammar['machine-words'],
    ...grammar['machine-pronouns'],
    ...grammar.sites,
    ...grammar.current,
    ...grammar.beside,
    ...grammar.between,
    ...grammar['guessing-behind'],
  ]
  const alone = (words: readonly string[]): string => `(?:${anyOf(words.flatMap(formsOf))})`
  const bare = new RegExp(
    [
      // A number, before it is looked at what stands before it.
      String.raw`(?=2k\d|19\d\d|20\d\d)`,
      String.raw`(?<=(?:^|[,;:.!?(/&+\n]|(?<!\p{L})${alone(ahead)})\s*)`,
      String.raw`((?<![\w.])(?:2k\d{1,2}|(?:19|20)\d\d)(?: ?r2)?)`,
      String.raw`(?=\s*(?:$|[,;:!?)/&+\n]|\.(?!\d)|(?:sp\d|service pack|ru\d|rollup|(?:[\w-]+\s)?${alone(behind)})(?!\p{L})))`,
    ].join(''),
    'gu',
  )
  const dotted = dottedFinder(grammar)
  return text => {
    const all = [...text.matchAll(LONE), ...atMost(MOST, text.slice(0, BARE_WITHIN).matchAll(bare)), ...dotted(text)]
      .map(m => ({ name: m[1] as string, start: m.index + m[0].indexOf(m[1] as string) }))
      .map(b => ({ ...b, end: b.start + b.name.length }))
      .slice(0, MOST)
      .filter(b => !OTHER_NUMBER.test(before(b.start, text)))
    if (all.length === 0) return () => NOTHING
    return atoms => {
      const isTaken = new Uint8Array(text.length)
      for (const { start, end } of atoms) isTaken.fill(1, start, end)
      return all.filter(({ start, end }) => !isTaken.subarray(start, end).includes(1))
    }
  }
}

/** In characters: behind it nobody tells a release by its year alone. */
const BARE_WITHIN = 30_000

const NOTHING: readonly BareRelease[] = []

/** More stand in a log: each is compared with all pieces of versions. */
const MOST = 200

/**
 * "5.5 shop", "we're still on 5.5": a number with a dot is the version of anything, and a release only where a site or a
 * machine is called so, or where we are on it.
 */
const dottedFinder = (grammar: Grammar): ((text: string) => readonly RegExpExecArray[]) => {
  const word = (phrases: readonly string[]): string => String.raw`(?<!\p{L})(?:${anyOf(phrases)})(?!\p{L})`
  const { between, current, deciders, having, being, beside, ours, joining, articles } = grammar
  const opening = new RegExp(
    String.raw`(?:^|[.;:!?(\n])\s*(?:${word([...deciders, ...having, ...being, ...articles, ...ours, ...between, ...current])}\s+)*$`,
    'u',
  )
  const site = new RegExp(String.raw`^\s+${word([...grammar.sites, ...grammar['machine-words']])}`, 'u')
  const onIt = new RegExp(
    String.raw`${word([...deciders, ...deciders.flatMap(contracted)])}\s+(?:${word([...having, ...being, ...beside, ...between, ...current])}\s+)+$`,
    'u',
  )
  const ends = new RegExp(
    String.raw`^\s*(?:$|[.,;:!?)\n/](?!\d)|${word([...joining, ...current, ...grammar['behind-versions']])})`,
    'u',
  )
  return text =>
    [...text.matchAll(DOTTED)].filter(m => {
      const [ahead, behind] = [before(m.index, text), text.slice(m.index + m[0].length)]
      return (opening.test(ahead) && site.test(behind)) || (onIt.test(ahead) && ends.test(behind))
    })
}

const DOTTED = /(?<![\w.])(\d\.\d)(?![\w]|\.\d)/g

/** "We" in "we're". */
const contracted = (word: string): readonly string[] => [`${word}'re`, `${word}'m`, `${word}'ve`]

/** What stands before a place: farther away nothing says what a number is. */
export const before = (place: number, text: string): string => text.slice(Math.max(0, place - BEFORE_REACH), place)

/** In characters. */
const BEFORE_REACH = 120

/** Of the words beside a version those behind which a number is no date. */
const STANDING = ['on', 'with', 'under']

/** The forms of an English verb or noun as they are written. */
const formsOf = (word: string): readonly string[] => [word, `${word}s`, `${word}ed`, `${word}ing`]

/** All that was said: then "11" is one as well. */
const LONE = /^\W*(\d{2}(?: ?r2)?)\W*$/g

/** "7 October, 2008", "event 2003, 2008", "KB 2008": no versions. */
const OTHER_NUMBER =
  /(?:\b(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?\s*(?:\d{1,2}(?:st|nd|rd|th)?)?,?\s*|\d\/|\b(?:events?|errors?|ids?|codes?|kb|ports?|numbers?|lines?|year|(?:since|until|till)(?! then| now)|in(?![\s-]place)|of)\b[^.;\n]{0,25})$/

/** The same pieces, and the bare numbers that are releases of one of these products. */
export const withBareReleases = (
  atoms: readonly Atom[],
  bare: readonly BareRelease[],
  products: readonly Product[],
): readonly Atom[] => {
  const found = bare.flatMap(b => {
    const product = products.find(p => releaseNamed(p, b.name))
    const release = product && releaseNamed(product, b.name)
    return release ? [releaseAtom(product, release.ranges, b.start, b.end)] : []
  })
  return found.length === 0 ? atoms : inOrder([...atoms, ...found])
}

export const releaseNamed = (product: Product, name: string): Product['releases'][number] | undefined =>
  product.releases.find(r => r.names.includes(name))

export const releaseAtom = (product: Product, ranges: Ranges, start: number, end: number): Atom => ({
  kind: 'release',
  start,
  end,
  means: new Map([[product.id, ranges]]),
})

export const inOrder = (atoms: readonly Atom[]): readonly Atom[] => [...atoms].sort((a, b) => a.start - b.start)
