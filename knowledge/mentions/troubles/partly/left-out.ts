import { type Grammar, phraseFinder } from '../../../words/index.ts'
import { ellipsisReader } from '../../alike/ellipses.ts'
import type { Segment, SegmentedText } from '../../sentences/segments.ts'

/** Whether a part leaves out what does not happen: "those on the old server get them, mine don't", "OnNotify never". */
export type IsLeftOut = (segment: Segment, text: SegmentedText, isThing: boolean) => boolean

/** `tells`: whether a part claims that something goes wrong. */
export const leftOutReader = (
  grammar: Grammar,
  tells: (segment: Segment, text: SegmentedText) => boolean,
): IsLeftOut => {
  const ellipses = ellipsisReader(grammar, phraseFinder(grammar['left-out']))
  const isNothing = phraseFinder(grammar.nothing)
  const turning = phraseFinder([...grammar['left-out-verbs'], ...grammar['machine-left-out']])
  const pronouns = phraseFinder(grammar.pointing)
  return (segment, text, isThing) => {
    const { from, to } = segment
    if (to - from <= 1 || !ellipses.isDenied(segment, text)) return false
    if (!isThing && isNothing.endingAt(text.words, to, from) !== undefined) return false
    // "It freezes for me, for my colleague it doesn't": what is denied there is the trouble.
    const before = text.segments[text.segments.indexOf(segment) - 1]
    const isOfIt = pronouns.in(text.words, from, to).length > 0
    const isTurned = !isThing && isOfIt && turning.in(text.words, from, to).length > 0
    return !(isTurned && before !== undefined && tells(before, text))
  }
}
