import { type Found, type Lexicon, phraseFinder } from '../../../words/index.ts'
import { isDenied } from '../../sentences/negations.ts'
import type { Segment, SegmentedText } from '../../sentences/segments.ts'

/** True for a way to do something that is denied where nothing else is told: "no MAPI in this project", and not "no MAPI program is told". */
type IsUnused = (thing: Found<readonly string[]>, segment: Segment, text: SegmentedText) => boolean

/** In words: "no MAPI ever in this". */
const REACH = 2

/** `isDeniedAt`: "no" and the like stand before the place. */
export const unusedReader = (
  { things, grammar }: Lexicon,
  isDeniedAt: (place: number, segment: Segment, text: SegmentedText) => boolean,
): IsUnused => {
  const [users, behind] = [phraseFinder(grammar['users-of-means']), phraseFinder(grammar['unused-behind'])]
  const notUsing = phraseFinder(grammar['not-using'])
  return ({ value: [thing = ''], from, to }, segment, text) => {
    if (things[thing]?.means !== true) return false
    const before = notUsing.endingAt(text.words, from, segment.from)
    if (before && (!before.denied || isDenied(before.from, segment.from, text.negations))) return true
    if (!isDeniedAt(from, segment, text)) return false
    const end = users.in(text.words, to, Math.min(segment.to, to + 1))[0]?.to ?? to
    return (
      end === segment.to ||
      behind.in(text.words, end, segment.to).some(f => f.from - end < REACH && f.to === segment.to)
    )
  }
}
