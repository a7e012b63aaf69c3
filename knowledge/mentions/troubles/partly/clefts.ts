import { type Grammar, phraseFinder } from '../../../words/index.ts'
import { firstOf, type Segment, type SegmentedText } from '../../sentences/segments.ts'

/** True where a part tells that something new, and not what was told of before it, has the trouble. */
export type IsCleft = (segment: Segment, text: SegmentedText, at: number | undefined) => boolean

/** In words: "it's rather". */
const LEADING = 4

/** In words: "which then sometimes". */
const BEHIND = 3

/** "The store is fine. It's a viewer from elsewhere that crashes": what crashes is no store. */
export const cleftReader = (grammar: Grammar): IsCleft => {
  const [opening, newly] = [phraseFinder(grammar['cleft-openings']), phraseFinder(grammar['newly-named'])]
  const relatives = phraseFinder(grammar['cleft-relatives'])
  const subjects = phraseFinder([...grammar.subjects, ...grammar.articles])
  return ({ from, to, sentence }, { words, segments }, at) => {
    if (at === undefined) return false
    // The part may begin with the relative: "it's a viewer, bought elsewhere, that crashes".
    const start = segments[firstOf(segments, s => s.sentence >= sentence)]?.from ?? from
    const open = opening.in(words, start, Math.min(to, start + LEADING))[0]
    if (open === undefined || newly.in(words, open.to, Math.min(to, open.to + 1)).length === 0) return false
    const relative = relatives.endingAt(words, at, start) ?? relatives.in(words, Math.max(start, at - BEHIND), at)[0]
    // "It's a pity that it crashes" has another subject.
    return relative !== undefined && relative.from > open.to + 1 && subjects.in(words, relative.to, at).length === 0
  }
}
