import { type Found, type Lexicon, phraseFinder } from '../../../words/index.ts'
import { isDenied } from '../../sentences/negations.ts'
import type { Segment, SegmentedText } from '../../sentences/segments.ts'

/** True for a way to do something that is denied where nothing else is told: "no MAPI in this project", and not "no MAPI program is told". */
type IsUnused = (thing: Found<readonly string[]>, segment: Segment, text: SegmentedText) => boolean

/** In words: "no MAPI ever in this". */
const REACH = 2
/** In words: "in the house". */
const PLACE = 3

/** `isDeniedAt`: "no" and the like stand before the place. */
export const unusedReader = (
  { things, grammar }: Lexicon,
  isDeniedAt: (place: number, segment: Segment, text: SegmentedText) => boolean,
): IsUnused => {
  const [users, behind] = [phraseFinder(grammar['users-of-means']), phraseFinder(grammar['unused-behind'])]
  const notUsing = phraseFinder(grammar['not-using'])
  const [places, articles] = [phraseFinder(grammar.beside), phraseFinder([...grammar.articles, ...grammar.ours])]
  // "No MAPI program in the house", and not "no MAPI program in the house is told".
  const isPlace = (from: number, to: number, { words }: SegmentedText): boolean =>
    to - from === PLACE &&
    places.in(words, from, from + 1).length > 0 &&
    articles.in(words, from + 1, from + 2).length > 0
  return ({ value: [thing = ''], from, to }, segment, text) => {
    if (things[thing]?.means !== true) return false
    const isArticle = from > segment.from && articles.in(text.words, from - 1, from).length > 0
    const before = notUsing.endingAt(text.words, isArticle ? from - 1 : from, segment.from)
    if (before && (!before.denied || isDenied(before.from, segment.from, text.negations))) return true
    if (!isDeniedAt(from, segment, text)) return false
    const end = users.in(text.words, to, Math.min(segment.to, to + 1))[0]?.to ?? to
    return (
      end === segment.to ||
      isPlace(end, segment.to, text) ||
      behind.in(text.words, end, segment.to).some(f => f.from - end < REACH && f.to === segment.to)
    )
  }
}
