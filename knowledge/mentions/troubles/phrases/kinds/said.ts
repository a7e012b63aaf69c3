import { type Found, type Lexicon, phraseFinder, type TextWord } from '../../../../words/index.ts'
import { isDeniedInside, takesDenial } from '../../../sentences/negations.ts'
import type { Segment, SegmentedText } from '../../../sentences/segments.ts'
import { harmlessFinder } from '../../harmless.ts'
import type { KindPhrases, Told } from '../../kind-phrases.ts'

/** Before how it ends, how far "before" may be. In words: "before it finally vanishes". */
const END_REACH = 3

/** The kinds of trouble whose words stand in a part, before it is looked at how they are told. */
interface SaidKinds {
  readonly found: readonly Found<Told>[]
  /** Those that are one only beside a thing that is named there. */
  readonly ofThings: readonly Found<Told>[]
  /** True when something stays as it is: "it sits there". */
  readonly remains: boolean
  /** True when nothing else is said than what stays so, or is waited for. */
  readonly isAllLasting: boolean
}

/** `things`: the groups of what is named in the part; `isReallyDenied`: tells where the "not" of a phrase is fulfilled. */
type SaidKindsIn = (
  segment: Segment,
  text: SegmentedText,
  things: ReadonlySet<string>,
  isReallyDenied: (f: Found<Told>) => boolean,
) => SaidKinds

export const saidKindsReader = (lexicon: Lexicon, kinds: KindPhrases): SaidKindsIn => {
  const harmlessIn = harmlessFinder(lexicon)
  const bounds = phraseFinder(lexicon.grammar.bounds)
  const isLasting = (f: Found<Told>): boolean => lexicon.troubles[f.value.kind]?.lasting === true
  const isWaited = (f: Found<Told>): boolean => lexicon.troubles[f.value.kind]?.waited === true && !f.denied
  const isBounded = (f: Found<Told>, from: number, words: readonly TextWord[]): boolean =>
    bounds.in(words, Math.max(from, f.from - END_REACH), f.from).length > 0
  return (segment, text, things, isReallyDenied) => {
    const { from, to } = segment
    const { words } = text
    const isWeak = (f: Found<Told>): boolean => !f.denied && isDeniedInside(f, text)
    const all = kinds.in(words, from, to, isReallyDenied, isWeak)
    const ofNamed = kinds.ofThings(words, from, to, isReallyDenied).filter(o => things.has(o.thing))
    const isHarmless = harmlessIn(segment, text, all)
    const ofThings = ofNamed.map(o => o.f).filter(f => !isHarmless(f, true))
    const remains = [...all, ...ofThings].some(isLasting)
    // "It sits there for a while before it vanishes": that is how it ends each time.
    const isEnd = (f: Found<Told>): boolean => remains && !isLasting(f) && isBounded(f, from, words)
    // "'Has stopped working' every evening": what is a part of one kind denies no other.
    const isTaken = (f: Found<Told>): boolean => f.denied && all.some(o => o.to <= f.from && takesDenial(o, f, text))
    const found = all.filter(f => !isHarmless(f) && !isEnd(f) && !isTaken(f))
    // "Still there for a minute": told as late already.
    const isAllLasting = [...found, ...ofThings].every(f => isLasting(f) || (remains && isWaited(f)))
    return { found, ofThings, remains, isAllLasting }
  }
}
