import {
  type Found,
  type Grammar,
  isErrorCode,
  type Lexicon,
  phraseFinder,
  type TextWord,
} from '../../../../words/index.ts'
import { type Denials, isDenied } from '../../../sentences/negations.ts'
import type { Segment, SegmentedText } from '../../../sentences/segments.ts'
import type { Told } from '../../kind-phrases.ts'

/** Behind a verb, how far "gets nothing", "receives no …" may be. In words. */
const OBJECT_REACH = 2
/** Behind "gives", how far an error's code may be. In words. */
const CODE_REACH = 4

/** Of a part of a text: true where the "not" of a phrase is fulfilled, as that of "not arrive" in "it never arrives". */
export type KindDenials = (segment: Segment, text: SegmentedText) => (f: Found<Told>) => boolean

type IsFoundBehind = (f: Found<Told>, segment: Segment, text: SegmentedText) => boolean

export const kindDenials = ({ grammar, troubles }: Lexicon, denials: Denials): KindDenials => {
  const [isObjectDenied, isCodeGiven] = [deniedObjects(grammar, denials), givenCodes(grammar)]
  return (segment, text) => {
    const { from, to, wantedFrom } = segment
    const { words, failings } = text
    return f =>
      f.from >= wantedFrom ||
      (troubles[f.value.kind]?.tried === true && isCodeGiven(f, segment, text)) ||
      isDenied(denials.verbAt(f, from, words), from, failings) ||
      denials.isFronted(f, segment, words) ||
      denials.isBehind(f, to, text) ||
      isObjectDenied(f, segment, text)
  }
}

/** "It gets no callbacks": the verb is denied by its object. */
const deniedObjects = (grammar: Grammar, denials: Denials): IsFoundBehind => {
  const denying = phraseFinder(grammar['denied-behind'])
  const parting = phraseFinder([...grammar.joining, ...grammar['there-is']])
  // "It registers and nothing comes": that is no object.
  const objectEnd = (from: number, to: number, words: readonly TextWord[]): number =>
    parting.in(words, from, to)[0]?.from ?? to
  return (f, { from, to }, { words, failings, negations }) =>
    denying
      .in(words, f.from + 1, objectEnd(f.to, Math.min(to, f.to + OBJECT_REACH), words))
      .some(d => failings.has(d.from) && (!negations.has(d.from) || !denials.isNoun(f, from, words)))
}

/** "Advise gives 0x8007000E": what is tried fails with the code of an error. */
const givenCodes = (grammar: Grammar): IsFoundBehind => {
  const giving = phraseFinder(grammar.giving)
  return ({ to }, segment, { words }) =>
    giving
      .in(words, to, segment.to)
      .some(g => words.slice(g.to, Math.min(segment.to, g.to + CODE_REACH)).some(w => isErrorCode(w.word)))
}
