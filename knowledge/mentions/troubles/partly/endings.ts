import { type Grammar, phraseFinder } from '../../../words/index.ts'
import { isDenied } from '../../sentences/negations.ts'
import type { Segment, SegmentedText } from '../../sentences/segments.ts'

/** True where a part tells that what went well in the part before it, or in the sentence before, came to an end. */
export type IsEnding = (segment: Segment, before: Segment | undefined, text: SegmentedText) => boolean

/** In words: "and then suddenly". */
const LEADING = 3

/** "It gets them for some hours, then no more", "all is fine until noon, and then they dry up": it was well at first only. */
export const endingReader = (grammar: Grammar): IsEnding => {
  const [then, stopping] = [phraseFinder(grammar['and-then']), phraseFinder(grammar.stopping)]
  const good = phraseFinder([...grammar.working, ...grammar.coming, ...grammar.prompt, ...grammar.getting])
  return ({ from, to, sentence, mood }, before, { words, negations }) => {
    if (before === undefined || mood !== 'now' || sentence - before.sentence > 1) return false
    const isGood =
      before.works || good.in(words, before.from, before.to).some(f => !isDenied(f.from, before.from, negations))
    const isNext = then.in(words, from, Math.min(to, from + LEADING)).length > 0
    return isGood && isNext && stopping.in(words, from, to).some(f => !f.denied || isDenied(f.from, from, negations))
  }
}
