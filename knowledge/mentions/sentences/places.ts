import { type Grammar, type PhraseFinder, phraseFinder } from '../../words/index.ts'
import { partsOf, type Segment, type SegmentedText, segmentAt } from './segments.ts'

/** True where a word stands in what is said of others: "at another customer, with …", "a friend's company has …". */
export type IsOfOthers = (word: number, text: SegmentedText) => boolean

/** In words: "at a former employer of mine". */
const LONGEST_PLACE = 6

export const placeReader = (grammar: Grammar): IsOfOthers => {
  const [others, here, those] = (['places-of-others', 'here-again', 'those-there'] as const).map(list =>
    phraseFinder(grammar[list]),
  ) as [PhraseFinder<string>, PhraseFinder<string>, PhraseFinder<string>]
  const isAway = (from: number, to: number, { words }: SegmentedText, before: () => boolean): boolean => {
    const [away, back] = [others, here].map(list => list.in(words, from, to).at(-1)?.to ?? -1) as [number, number]
    if (away >= 0 || back >= 0) return away >= back
    return those.in(words, from, Math.min(to, from + 1)).length > 0 && before()
  }
  // Most texts speak of no others.
  const speaksOfOthers = new WeakMap<SegmentedText, boolean>()
  return (word, text) => {
    const speaks = speaksOfOthers.get(text) ?? others.in(text.words).length > 0
    speaksOfOthers.set(text, speaks)
    if (!speaks) return false
    const own = segmentAt(word, text)
    if (!own) return false
    const isAwayAt = (sentence: number, to: number): boolean => {
      const parts = partsOf(sentence, text)
      const [first, last] = [parts[0], parts.at(-1)]
      if (!first || !last) return false
      return isAway(first.from, Math.min(to, last.to), text, () => isAwayAt(sentence - 1, Number.POSITIVE_INFINITY))
    }
    // "With 2003 at another customer": the place stands behind it in its part, or opens the next one with "at" and tells no more.
    const next = partsOf(own.sentence, text).find(s => s.from === own.to)
    const isNext = (n: Segment): boolean =>
      n.opener !== undefined &&
      n.to - n.from <= LONGEST_PLACE &&
      others.endingAt(text.words, n.to, n.from) !== undefined
    const isBehind =
      (others.in(text.words, word, own.to).length > 0 || (next !== undefined && isNext(next))) &&
      here.in(text.words, own.from, own.to).length === 0
    return isBehind || isAwayAt(own.sentence, word)
  }
}
