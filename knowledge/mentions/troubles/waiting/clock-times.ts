import { type Found, type Grammar, phraseFinder, type TextWord } from '../../../words/index.ts'
import type { Segment, SegmentedText } from '../../sentences/segments.ts'

/**
 * Finds two clock times that tell of lateness, in the part that has the second of them: "mail in at 09:00:02, the program hears
 * of it at 09:01:04".
 */
export type FindLateClocks = (
  segment: Pick<Segment, 'from' | 'to' | 'sentence'>,
  text: SegmentedText,
) => readonly Pick<Found<string>, 'from' | 'to'>[]

/** In seconds: less is no delay, and so long after it is another matter. */
const SHORTEST = 4
const LONGEST = 600

export const lateClockFinder = (grammar: Grammar): FindLateClocks => {
  const [coming, learning] = [phraseFinder(grammar['coming-at']), phraseFinder(grammar['learning-at'])]
  const another = phraseFinder(grammar['another-one'])
  return ({ from, to, sentence }, { words, segments, negations }) => {
    const second = clockTimesIn(words, from, to).at(-1)
    if (second === undefined) return []
    const told = segments.filter(s => s.sentence === sentence || s.sentence === sentence - 1)
    const [start, end] = [told[0]?.from ?? from, told.at(-1)?.to ?? to]
    const first = clockTimesIn(words, start, second.from).at(-1)
    const came = coming.in(words, start, second.from)[0]
    if (first === undefined || came === undefined) return []
    const learnt = learning.in(words, Math.max(came.to, Math.min(first.from, came.from)), end).length > 0
    const wait = second.seconds - first.seconds
    const isOther = another.in(words, first.to, end).length > 0
    const isDenied = words.slice(start, end).some((_, i) => negations.has(start + i))
    return learnt && wait >= SHORTEST && wait <= LONGEST && !isDenied && !isOther ? [second] : []
  }
}

interface ClockTime {
  readonly from: number
  readonly to: number
  /** Since midnight. */
  readonly seconds: number
}

/** "9:05", "09:00:02": numbers with one sign between. */
const clockTimesIn = (words: readonly TextWord[], from: number, to: number): readonly ClockTime[] => {
  const found: ClockTime[] = []
  for (let at = from; at < to - 1; at++) {
    if (!HOUR.test(words[at]?.word ?? '') || !isNext(words, at + 1, to)) continue
    const end = isNext(words, at + 2, to) ? at + 3 : at + 2
    const [hours = 0, minutes = 0, seconds = 0] = words.slice(at, end).map(w => Number(w.word))
    found.push({ from: at, to: end, seconds: hours * 3600 + minutes * 60 + seconds })
    at = end - 1
  }
  return found
}

const isNext = (words: readonly TextWord[], at: number, to: number): boolean =>
  at < to && MINUTE.test(words[at]?.word ?? '') && words[at]?.start === (words[at - 1]?.end ?? 0) + 1
const HOUR = /^(?:[01]?\d|2[0-3])$/
const MINUTE = /^[0-5]\d$/
