import { SWITCHED_OFF, SWITCHED_ON } from '../../article.ts'
import { type Grammar, phraseFinder } from '../../words/index.ts'
import { isDenied, type Segment, type SegmentedText } from '../sentences/segments.ts'
import type { Phrases } from './beside.ts'

/** A thing that a text says is switched on, or off: `SWITCHED_ON` or `SWITCHED_OFF`. */
interface ThingState {
  readonly kind: typeof SWITCHED_ON | typeof SWITCHED_OFF
  readonly things: readonly (readonly string[])[]
}

export type FindStates = (segment: Segment, text: SegmentedText) => readonly ThingState[]

/** How far before or behind a thing its state may stand. In words. */
const REACH = { before: 1, behind: 2 } as const

/** "IPv6 is unchecked", "disabled IPv6", "cached mode is not on": of what is so now. */
export const stateFinder = (grammar: Grammar, phrases: Phrases): FindStates => {
  const finders = [
    [SWITCHED_ON, SWITCHED_OFF, phraseFinder(grammar['switched-on'])],
    [SWITCHED_OFF, SWITCHED_ON, phraseFinder(grammar['switched-off'])],
  ] as const
  return (segment, text) => {
    if (segment.mood !== 'now' || segment.isLog || segment.denies) return []
    const { from, to } = segment
    const things = phrases.thingsIn(segment, text)
    const isOfName = (at: number): boolean => things.some(t => t.from <= at && at < t.to)
    return things.flatMap(thing =>
      finders.flatMap(([kind, opposite, finder]) => {
        const found = finder
          .in(text.words, Math.max(from, thing.from - REACH.before - 1), Math.min(to, thing.to + REACH.behind + 1))
          .find(f => !isOfName(f.from))
        if (!found) return []
        return [{ kind: isDenied(found.from, from, text.negations) ? opposite : kind, things: [thing.value] }]
      }),
    )
  }
}
