import { once } from '../../../../lately.ts'
import { type Found, type Lexicon, phraseFinder } from '../../../../words/index.ts'
import { MENDING_GAP } from '../../../sentences/finders.ts'
import type { Segment, SegmentedText } from '../../../sentences/segments.ts'
import { spanOfTimeFinder } from '../../../sentences/spans-of-time.ts'
import { isWordOf, type Told } from '../../kind-phrases.ts'

/** What so few words part stands side by side. */
const NEXT = 2

/** Of a part, what is found in it and what is said to happen there: true for what is told as a trouble. */
type ToldKindsIn = (
  segment: Segment,
  text: SegmentedText,
  found: readonly Found<Told>[],
  comings: readonly Found<Told>[],
) => (f: Found<Told>) => boolean

export const toldKindsReader = ({ grammar, troubles }: Lexicon): ToldKindsIn => {
  const spansIn = spanOfTimeFinder(grammar)
  const mending = phraseFinder(grammar.mending, { gap: MENDING_GAP })
  return ({ from, to, mood }, { words }, found, comings) => {
    // "It does not start by itself": nothing happens. "The services come up by themselves": that is as it should be.
    const isUndone = (f: Found<Told>): boolean =>
      troubles[f.value.kind]?.happening === true &&
      (found.some(o => o.denied && o.to <= f.from && f.from - o.to < NEXT) ||
        comings.some(c => c.from < f.from && f.from - c.to < NEXT))
    // "How do I stop the notifications?": who wants an end of them misses none.
    const isWantedToEnd = (f: Found<Told>): boolean =>
      mood === 'asked' && mending.in(words, from, to).some(m => f.from < m.to && m.to <= f.to)
    // "A minute or two late for every mail": what is counted there is time.
    const spans = once(() => spansIn(words, from, to))
    const isOfTime = (f: Found<Told>): boolean =>
      f.to - f.from > 1 && spans().some(s => s.from <= f.from && f.from < s.to && s.to < f.to && !isWordOf(s.unit, f))
    return f => !isUndone(f) && !isWantedToEnd(f) && !isOfTime(f)
  }
}
