import type { PhraseFinder, TextWord } from '../../words/index.ts'
import type { Lists } from '../standings/around-versions.ts'
import type { Segment, SegmentedText } from './segments.ts'

/** "Not SP2: SP1", "it isn't: still SP1": what is denied ends with the colon. */
export const behindDenial = (
  word: number,
  segment: Segment,
  text: SegmentedText,
  taken: ReadonlySet<number>,
  isLabel: (word: number) => boolean,
  lists: Lists,
): Segment => {
  let colon = word - 1
  while (colon >= segment.from && !isLabel(colon)) colon--
  if (colon < segment.from) return segment
  // "Not on SP2 yet: …": the part begins with "yet".
  const start = text.segments.find(s => s.sentence === segment.sentence)?.from ?? segment.from
  const is = (list: PhraseFinder<string>, place: number): boolean =>
    list.endingAt(text.words, place + 1, start) !== undefined
  let version = colon
  while (is(lists.behindVersions, version)) version--
  const leads = (place: number): boolean => !text.negations.has(place) && isLeading(place, is, lists)
  let place = version
  while (place >= start && (taken.has(place) || leads(place))) place--
  const isDenied = taken.has(version)
    ? place >= start && text.negations.has(place)
    : is(lists.leftOut, colon) || isUnmoved(version, start, text, lists)
  return isDenied ? { ...segment, from: colon + 1 } : segment
}

/** What may stand between a denial and the version that it denies, or between the versions of a list. */
const isLeading = (
  place: number,
  is: (list: PhraseFinder<string>, place: number) => boolean,
  { between, beside, having, being, ours }: Lists,
): boolean => [between, beside, having, being, ours].some(l => is(l, place))

/** "We are not: SP1", "mail hasn't moved: SP1": that is how it stayed. What begins with the denial ("not moved: …") denies what follows. */
const isUnmoved = (end: number, start: number, { words, negations }: SegmentedText, { unmoved }: Lists): boolean => {
  const stayed = unmoved.endingAt(words, end + 1, start)
  const denial = stayed ? stayed.from - 1 : end
  return denial > start && negations.has(denial)
}

/** True where a sentence goes on behind a colon: a comma would part the words, so that within one part it is one. */
export const isColonBefore = (at: number, words: readonly TextWord[]): boolean =>
  (words[at]?.start ?? 0) === (words[at - 1]?.end ?? 0) + ': '.length
