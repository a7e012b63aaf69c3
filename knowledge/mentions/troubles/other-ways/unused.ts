import { type Found, type Lexicon, phraseFinder } from '../../../words/index.ts'
import { isDenied } from '../../sentences/negations.ts'
import type { Segment, SegmentedText } from '../../sentences/segments.ts'
import type { Phrases } from '../phrases/phrases.ts'

/** True for a way to do something that is denied where nothing else is told: "no MAPI in this project", and not "no MAPI program is told". */
type IsUnused = (thing: Found<readonly string[]>, segment: Segment, text: SegmentedText) => boolean

/** In words: "no MAPI ever in this". */
const REACH = 2
/** In words: "in the house", "on the old fax box". */
const PLACE = 3
const LONGEST_PLACE = 5

/** `isDeniedAt`: "no" and the like stand before the place. */
export const unusedReader = (
  { things, grammar, aspects }: Lexicon,
  thingsIn: Phrases['thingsIn'],
  isDeniedAt: (place: number, segment: Segment, text: SegmentedText) => boolean,
): IsUnused => {
  const [users, behind] = [phraseFinder(grammar['users-of-means']), phraseFinder(grammar['unused-behind'])]
  const notUsing = phraseFinder(grammar['not-using'])
  const [places, articles] = [phraseFinder(grammar.beside), phraseFinder([...grammar.articles, ...grammar.ours])]
  const [on, looking] = [phraseFinder(grammar['standing-on']), phraseFinder(grammar.finding)]
  const machines = phraseFinder(
    [
      ...grammar['own-machines'],
      ...grammar['machine-words'],
      ...grammar['machine-locations'],
      ...aspects.aspects.computer.nouns,
    ],
    { nouns: true },
  )
  const joining = phraseFinder([...grammar.joining, ...grammar.alternating])
  // "No MAPI program in the house", and not "no MAPI program in the house is told".
  const isPlace = (from: number, to: number, { words }: SegmentedText): boolean =>
    to - from === PLACE &&
    places.in(words, from, from + 1).length > 0 &&
    articles.in(words, from + 1, from + 2).length > 0
  // "No MAPI on the fax box"; that it "finds no MAPI on one PC" is a trouble.
  const isOnMachine = (from: number, { words }: SegmentedText, segment: Segment): boolean =>
    segment.to - from > 1 &&
    segment.to - from <= LONGEST_PLACE &&
    on.in(words, from, from + 1).length > 0 &&
    machines.endingAt(words, segment.to, from + 1) !== undefined &&
    looking.in(words, segment.from, from).length === 0
  const isMeans = ([thing = '']: readonly string[]): boolean => things[thing]?.means === true
  // "No MAPI" and "no Outlook" of "no MAPI and no Outlook on it": what stands behind the last is told of each.
  const endOfList = (at: number, segment: Segment, text: SegmentedText): number => {
    const end = users.in(text.words, at, Math.min(segment.to, at + 1))[0]?.to ?? at
    const joined = joining.in(text.words, end, Math.min(segment.to, end + 1))[0]?.to
    if (joined === undefined) return end
    const next = text.negations.has(joined) ? joined + 1 : joined
    const other = thingsIn(segment, text).find(f => f.from === next && isMeans(f.value))
    return other === undefined ? end : endOfList(other.to, segment, text)
  }
  const isListed = (at: number, segment: Segment, text: SegmentedText): boolean => {
    const joint = at > segment.from ? joining.endingAt(text.words, at, segment.from) : undefined
    const other = joint && thingsIn(segment, text).find(f => f.to === joint.from && isMeans(f.value))
    return other !== undefined && (isDeniedAt(other.from, segment, text) || isListed(other.from, segment, text))
  }
  return ({ value, from, to }, segment, text) => {
    if (!isMeans(value)) return false
    const isArticle = from > segment.from && articles.in(text.words, from - 1, from).length > 0
    const before = notUsing.endingAt(text.words, isArticle ? from - 1 : from, segment.from)
    if (before && (!before.denied || isDenied(before.from, segment.from, text.negations))) return true
    if (!isDeniedAt(from, segment, text) && !isListed(from, segment, text)) return false
    const end = endOfList(to, segment, text)
    return (
      end === segment.to ||
      isPlace(end, segment.to, text) ||
      isOnMachine(end, text, segment) ||
      behind.in(text.words, end, segment.to).some(f => f.from - end < REACH && f.to === segment.to)
    )
  }
}
