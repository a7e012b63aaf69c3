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
