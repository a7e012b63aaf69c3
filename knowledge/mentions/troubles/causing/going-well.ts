import { onceFor } from '../../../lately.ts'
import { type Found, type Lexicon, PhraseFinder, phraseFinder } from '../../../words/index.ts'
import { isDenied } from '../../sentences/negations.ts'
import type { Segment, SegmentedText } from '../../sentences/segments.ts'
import { phrasesOf } from '../phrases/phrases-of.ts'

/** Where a part of a text says that it goes well: "works", "the events arrive", "no longer crashes", "is gone". */
export type FindWell = (segment: Segment, text: SegmentedText) => readonly Found<unknown>[]

/**
 * What goes well needs few words of its own: a trouble that is told by denying something ("does not arrive") is not there
 * where the same is said and not denied, and one that is told otherwise is not there where it is denied.
 */
export const wellFinder = onceFor((lexicon: Lexicon): FindWell => {
  const { causes, grammar, troubles } = lexicon
  const phrases = phrasesOf(lexicon)
  const [working, relieving] = [phraseFinder([...grammar.working, ...grammar.prompt]), phraseFinder(causes.relieving)]
  const happening = new PhraseFinder(
    Object.values(troubles).flatMap(({ said, saidOf, implying, nothing }) =>
      nothing
        ? [said, ...Object.values(saidOf), ...Object.values(implying)]
            .flat()
            .filter(phrase => phrase.startsWith(DENIED))
            .map(phrase => [phrase.slice(DENIED.length), true] as const)
        : [],
    ),
  )
  const [articles, we] = [phraseFinder(grammar.articles), phraseFinder(grammar['we-ourselves'])]
  return (segment, text) => {
    const { from, to, denies } = segment
    const { words, negations, failings } = text
    if (denies) return []
    const kinds = phrases.kindsIn(segment, text)
    const isAway = (f: (typeof kinds)[number]): boolean =>
      (f.value.isNotSo === true) !== (!f.denied && isDenied(f.from, from, negations))
    if (kinds.some(f => !isAway(f)) || (kinds.length === 0 && phrases.nothingIn(segment, text).length > 0)) return []
    const isFree = (f: Found<unknown>): boolean => !isDenied(f.from, from, failings)
    return [
      ...working.in(words, from, to, f => isDenied(f.from, from, negations)).filter(f => f.denied || isFree(f)),
      ...relieving.in(words, from, to).filter(isFree),
      // And no noun: "the process"; nor what somebody does: "I run the program".
      ...happening
        .in(words, from, to)
        .filter(f => isFree(f) && [articles, we].every(l => l.endingAt(words, f.from, from) === undefined)),
      ...kinds,
    ]
  }
})

const DENIED = 'not '
