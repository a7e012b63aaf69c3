import { onceFor } from '../../lately.ts'
import { type Grammar, type PhraseFinder, phraseFinder } from '../../words/index.ts'
import { partsOf, range, type Segment, type SegmentedText, segmentAt } from './segments.ts'

/** True where a word stands in what is said of others: "at another customer, with …", "a friend's company has …". */
export type IsOfOthers = (word: number, text: SegmentedText, told: ToldAtPlaces) => boolean

/** What is told at places of words: a version, and that something goes wrong. */
interface ToldAtPlaces {
  readonly isVersion: (word: number) => boolean
  readonly isTrouble: (word: number) => boolean
}

/** In words: "at a former employer of mine". */
const LONGEST_PLACE = 6

/** In words: "our own, which is much older, has". */
const OWN_REACH = 10

export const placeReader = (grammar: Grammar): IsOfOthers => {
  const [others, here, those] = (['places-of-others', 'here-again', 'those-there'] as const).map(list =>
    phraseFinder(grammar[list]),
  ) as [PhraseFinder<string>, PhraseFinder<string>, PhraseFinder<string>]
  const [third, own] = [phraseFinder(grammar['third-parties']), phraseFinder(grammar['own-systems'])]
  const ownIn = onceFor(({ words }: SegmentedText) => own.in(words))
  /** "A customer has …, no complaints. We have …": whose trouble it is has versions of its own; else it may be the customer's. */
  const thirdIn = (from: number, to: number, text: SegmentedText, told: ToldAtPlaces): number => {
    const { words } = text
    const found = third.in(words, from, to).at(-1)
    const part = found && segmentAt(found.from, text)
    if (!part) return -1
    const owned = ownIn(text)
      .filter(f => f.to <= part.from || f.from >= part.to)
      .filter(f => range(f.to, Math.min(words.length, f.to + OWN_REACH)).some(told.isVersion))
    const next = owned.find(f => f.from >= part.to)?.from ?? words.length
    const theirs = partsOf(part.sentence, text).filter(s => s.from < next && !s.works)
    const isTroubled = theirs.some(s => range(s.from, Math.min(s.to, next)).some(told.isTrouble))
    return owned.length > 0 && !isTroubled ? found.to : -1
  }
  const isAway = (
    from: number,
    to: number,
    text: SegmentedText,
    told: ToldAtPlaces,
    before: () => boolean,
  ): boolean => {
    const { words } = text
    const [other, back] = [others, here].map(list => list.in(words, from, to).at(-1)?.to ?? -1) as [number, number]
    const away = Math.max(other, thirdIn(from, to, text, told))
    if (away >= 0 || back >= 0) return away >= back
    return those.in(words, from, Math.min(to, from + 1)).length > 0 && before()
  }
  // Most texts speak of no others.
  const speaksOfOthers = new WeakMap<SegmentedText, boolean>()
  return (word, text, told) => {
    const speaks = speaksOfOthers.get(text) ?? [others, third].some(list => list.in(text.words).length > 0)
    speaksOfOthers.set(text, speaks)
    if (!speaks) return false
    const around = segmentAt(word, text)
    if (!around) return false
    const isAwayAt = (sentence: number, to: number): boolean => {
      const parts = partsOf(sentence, text)
      const [first, last] = [parts[0], parts.at(-1)]
      if (!first || !last) return false
      return isAway(first.from, Math.min(to, last.to), text, told, () =>
        isAwayAt(sentence - 1, Number.POSITIVE_INFINITY),
      )
    }
    // "With 2003 at another customer": the place stands behind it in its part, or opens the next one with "at" and tells no more.
    const next = partsOf(around.sentence, text).find(s => s.from === around.to)
    const isNext = (n: Segment): boolean =>
      n.opener !== undefined &&
      n.to - n.from <= LONGEST_PLACE &&
      others.endingAt(text.words, n.to, n.from) !== undefined
    const isBehind =
      (others.in(text.words, word, around.to).length > 0 || (next !== undefined && isNext(next))) &&
      here.in(text.words, around.from, around.to).length === 0
    return isBehind || isAwayAt(around.sentence, word)
  }
}
