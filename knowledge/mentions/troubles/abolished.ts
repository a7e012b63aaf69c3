import { type Grammar, phraseFinder } from '../../words/index.ts'
import { isDenied } from '../sentences/negations.ts'
import type { Segment, SegmentedText } from '../sentences/segments.ts'

/** True where a part of a text says that a thing is done away with: "the BlackBerrys were scrapped". */
export type IsAbolished = (
  thing: { readonly from: number; readonly to: number },
  segment: Segment,
  text: SegmentedText,
) => boolean

/** Between a thing and what was done to it, in words: "were all". */
const REACH = 3

export const abolishedReader = (grammar: Grammar): IsAbolished => {
  const passive = phraseFinder([...grammar.abolished, ...grammar['gone-for-good']], { literal: true })
  const active = phraseFinder(grammar.abolishing, { literal: true })
  const moments = phraseFinder([...grammar.occasions, ...grammar['since-when']])
  const leading = phraseFinder([...grammar.articles, ...grammar.ours, ...grammar.auxiliaries, ...grammar.joining])
  const [some, whole] = [phraseFinder(grammar['some-of']), phraseFinder(grammar.latest)]
  return (thing, { from, to }, { words, negations }) => {
    const areAll = (start: number, end: number): boolean => {
      for (let at = start; at < end; at++) if (leading.in(words, at, at + 1).length === 0) return false
      return true
    }
    // "Since the controller was retired": that is when it began.
    if (moments.in(words, Math.max(0, from - 1), Math.min(to, thing.from)).length > 0) return false
    // "An old one was scrapped": there are others. "The last one": there is none.
    const before = Math.max(from, thing.from - REACH)
    const isSome = some.in(words, before, thing.from).length > 0 && whole.in(words, before, thing.from).length === 0
    if (isSome) return false
    return (
      passive
        .in(words, thing.to, Math.min(to, thing.to + REACH + LONGEST))
        .some(f => f.from - thing.to <= REACH && !isDenied(f.from, from, negations)) ||
      active.in(words, from, thing.from).some(f => areAll(f.to, thing.from) && !isDenied(f.from, from, negations))
    )
  }
}

/** In words: "does not exist any more". */
const LONGEST = 6
