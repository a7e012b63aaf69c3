import { isClaimed, type Trouble } from '../../../article.ts'
import { type Found, type Lexicon, PhraseFinder, phraseFinder } from '../../../words/index.ts'
import { isDenied } from '../../sentences/negations.ts'
import type { Segment, SegmentedText } from '../../sentences/segments.ts'
import type { Told } from '../kind-phrases.ts'

/** What is said to happen, wholly: "all services come up by themselves". `things`: the groups of what is named there. */
export type FindComings = (segment: Segment, text: SegmentedText, things: ReadonlySet<string>) => readonly Found<Told>[]

/** `namesOf`: a thing with the groups that it is one of. */
export const comingsFinder = (
  { troubles, grammar, narrowing }: Lexicon,
  namesOf: (thing: string) => readonly string[],
): FindComings => {
  interface Coming {
    readonly told: Told
    readonly of: string | undefined
  }
  const moments = new Set(grammar.occasions)
  const all = Object.entries(troubles).flatMap(([kind, { comes, comesOf, comesImplying }]) => {
    const told = { kind, isNotSo: true, comes: true } as const
    return [
      ...comes.map((s): readonly [string, Coming] => [s, { told, of: undefined }]),
      ...Object.entries(comesOf).flatMap(([of, said]) => said.map((s): readonly [string, Coming] => [s, { told, of }])),
      ...Object.entries(comesImplying).flatMap(([thing, said]) =>
        said.map((s): readonly [string, Coming] => [s, { told: { ...told, implies: namesOf(thing) }, of: undefined }]),
      ),
    ]
  })
  const finder = new PhraseFinder(all, { gap: GAP })
  const [contrasting, meant] = [phraseFinder(grammar.contrasting), phraseFinder(narrowing.meant)]
  // "After the rollup all services come up": what is a sentence by itself tells more than a moment.
  const isMoment = ({ opener, sentence }: Segment, { segments }: SegmentedText): boolean =>
    opener !== undefined && moments.has(opener) && segments.filter(s => s.sentence === sentence).length > 1
  return (segment, text, things) => {
    const { from, to, isEarlier, mood } = segment
    const { words, failings } = text
    if (mood !== 'now' || isEarlier) return []
    const isThere = (f: Found<Coming>): boolean =>
      (f.value.of === undefined || things.has(f.value.of)) &&
      !isDenied(f.from, from, failings) &&
      !words.slice(f.from, f.to).some((_, i) => failings.has(f.from + i)) &&
      meant.in(words, from, f.to).length === 0
    const coming = finder.all(words, from, to).find(isThere)
    if (!coming || isMoment(segment, text) || contrasting.in(words, from, to).length > 0) return []
    return [{ ...coming, value: coming.value.told }]
  }
}

/** In words between those of a phrase. */
const GAP = 2

/**
 * What is said to come, unless a trouble of the same thing, or of anything, is told beside it: "it is told of each mail, and
 * then hangs" says what a program is for.
 */
export const withoutBelied = (found: readonly Trouble[], comings: ReadonlySet<Trouble>): readonly Trouble[] => {
  if (comings.size === 0) return found
  const claims = found.filter(isClaimed)
  const isBelied = (t: Trouble): boolean => {
    const isIts = ([own = '']: readonly string[]): boolean => t.things.some(([thing]) => thing === own)
    return claims.some(c =>
      c.things.length === 0
        ? c.words.length === 0
        : c.things.every(isIts) || c.things.some(thing => isIts(thing) && !c.broad.includes(thing[0] ?? '')),
    )
  }
  return found.filter(t => !comings.has(t) || !isBelied(t))
}
