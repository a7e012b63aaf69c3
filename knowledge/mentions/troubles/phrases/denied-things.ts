import { type Grammar, type Lexicon, type PhraseFinder, phraseFinder } from '../../../words/index.ts'
import { isDenied } from '../../sentences/negations.ts'
import type { Segment, SegmentedText } from '../../sentences/segments.ts'
import { leftOutReader } from '../partly/left-out.ts'
import type { Phrases } from './phrases.ts'
import { thingMarks } from './things.ts'

/** True when what stands at a place is denied: "no callbacks", "without new callbacks", "nothing from the callback". */
export type IsDeniedAt = (place: number, segment: Segment, text: SegmentedText) => boolean

export const deniedPlaces = (grammar: Grammar): IsDeniedAt => {
  const [nothing, lacking] = [phraseFinder(grammar.nothing), phraseFinder(grammar.lacking)]
  const [beside, articles] = [phraseFinder(grammar.beside), phraseFinder(grammar.articles)]
  return (place, { from }, { words, negations }) => {
    const ends = (finder: PhraseFinder<string>, at: number): boolean => {
      const found = at > from ? finder.endingAt(words, at, from) : undefined
      return found !== undefined && (!found.denied || negations.has(found.from - 1))
    }
    const named = ends(articles, place) ? place - 1 : place
    return (
      negations.has(place - 1) ||
      ends(lacking, place) ||
      ends(lacking, place - 1) ||
      (ends(beside, named) && ends(nothing, named - 1))
    )
  }
}

/** The kinds that "no callbacks" means. */
export const kindsOfNothing = ({ troubles }: Lexicon): readonly string[] =>
  Object.keys(troubles).filter(kind => troubles[kind]?.nothing)

/** `kinds`: those that "no callbacks" means. */
export const nothingReader = (
  lexicon: Lexicon,
  kinds: readonly string[],
  { thingsIn, kindsIn }: Pick<Phrases, 'thingsIn' | 'kindsIn'>,
  isDeniedAt: IsDeniedAt,
): Phrases['nothingIn'] => {
  const { isPart, isMoment } = thingMarks(lexicon)
  const isLeftOut = leftOutReader(lexicon.grammar, (s, text) =>
    kindsIn(s, text).some(f => f.value.isNotSo !== true && !f.denied && !isDenied(f.from, s.from, text.negations)),
  )
  return (segment, text) => {
    const things = thingsIn(segment, text)
    const isThingDenied = things.some(
      f => !isPart(f.value) && !isMoment(f.value) && f.from > segment.from && isDeniedAt(f.from, segment, text),
    )
    return isThingDenied || isLeftOut(segment, text, things.length > 0) ? kinds : []
  }
}
