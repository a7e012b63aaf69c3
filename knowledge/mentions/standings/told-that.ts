import type { PhraseFinder } from '../../words/index.ts'
import type { Segment, SegmentedText } from '../sentences/segments.ts'
import { type Lists, LONGEST_MACHINE } from './around-versions.ts'

/** In words: "told me for sure". */
const SAYING_REACH = 4

/** "He told me that the Exchange 2007 on our mailbox server is older than RU4": where it stands is told, and nothing denied. */
export const isStandingOnOwn = (
  word: number,
  { from, to }: Segment,
  { words, negations }: SegmentedText,
  taken: ReadonlySet<number>,
  { standingOn, articles, ours, own, saying, telling }: Lists,
): boolean => {
  let on = word
  while (on < to && taken.has(on)) on++
  const isAt = (list: PhraseFinder<string>, at: number): boolean => list.in(words, at, Math.min(to, at + 1)).length > 0
  let that = word - 1
  while (that > from && [articles, ours].some(l => isAt(l, that))) that--
  if (that < from || !isAt(telling, that) || saying.in(words, Math.max(from, that - SAYING_REACH), that).length === 0)
    return false
  if (!isAt(standingOn, on) || ![articles, ours].some(l => isAt(l, on + 1))) return false
  for (let at = from; at < word; at++) if (negations.has(at)) return false
  return own.in(words, on + 2, Math.min(to, on + 2 + LONGEST_MACHINE)).some(f => f.from === on + 2)
}

/**
 * "The mailboxes are still on the old Exchange 2003 server": it is old, and they are there. "They were on the old one", "some
 * are on the old one" say nothing of the system.
 */
export const isStillOnAged = (
  before: number,
  { from }: Segment,
  { words, negations }: SegmentedText,
  is: (list: PhraseFinder<string>, place: number) => boolean,
  back: (from: number) => number,
  /** True where what stands before a verb is the system in question. */
  isOfOwn: (verb: number) => boolean,
  { aged, articles, standingOn, being, lying, had, someOf, ours }: Lists,
): boolean => {
  if (!is(aged, before)) return false
  let on = before - 1
  while (on > from && [articles, ours].some(l => is(l, on))) on--
  if (on <= from || !is(standingOn, on)) return false
  const verb = back(on - 1)
  const isPresent = [being, lying].some(l => is(l, verb)) && !is(had, verb) && !PAST.test(words[verb]?.word ?? '')
  if (verb <= from || !isPresent || !isOfOwn(verb) || someOf.in(words, from, verb).length > 0) return false
  for (let at = from; at < before; at++) if (negations.has(at)) return false
  return true
}

/** "Lived", "been". */
const PAST = /(?:ed|sat|stood|lay|been)$/
