import type { Found, PhraseFinder } from '../../../words/index.ts'
import { range, type Segment, type SegmentedText } from '../../sentences/segments.ts'
import { type Lists, LONGEST_MACHINE } from '../around-versions.ts'

// Where a version is said to be, right behind it.

/** "RU5 (is) on the hubs", where nothing stands before it: what it is on is told, and no trouble there. */
export const isOnOther = (
  end: number,
  segment: Segment,
  read: SegmentedText,
  lists: Lists,
  otherAt: (place: number) => Found<string> | undefined,
): boolean => {
  const first = otherAt(segment.to - 1)?.from
  return first !== undefined && machinesBehind(end, segment, read, lists).includes(first)
}

/** "I can tell you of SP1 (being) on our mailbox server". */
export const isOnOwn = (
  end: number,
  segment: Segment,
  read: SegmentedText,
  lists: Lists,
  ownAt: (place: number) => Found<string> | undefined,
): boolean =>
  machinesBehind(end, segment, read, lists).some(first =>
    range(first, Math.min(segment.to, first + LONGEST_MACHINE)).some(last => ownAt(last)?.from === first),
  )

/** Where a machine may begin in "is on the hubs", "on our hubs". */
const machinesBehind = (
  end: number,
  { to }: Segment,
  { words }: SegmentedText,
  { standingOn, articles, ours, being }: Lists,
): readonly number[] => {
  const isAt = (list: PhraseFinder<string>, at: number): boolean => list.in(words, at, Math.min(to, at + 1)).length > 0
  const on = isAt(being, end) ? end + 1 : end
  if (!isAt(standingOn, on)) return []
  // "My own machine" has its "my" in its name.
  return [articles, ours].some(l => isAt(l, on + 1)) ? [on + 1, on + 2] : [on + 1]
}

/** "SP1 is in production here", "SP1 installed". */
export const isInService = (
  end: number,
  { to }: Segment,
  { words, negations }: SegmentedText,
  { is: verbs, had, inService }: Lists,
): boolean => {
  const verb = verbs.in(words, end, Math.min(to, end + 1))[0]
  const from = verb?.to ?? end
  const found = inService.in(words, from, Math.min(to, from + SERVICE_REACH)).find(f => f.from <= from + 1)
  return found !== undefined && !negations.has(from) && had.in(words, end, from).length === 0
}

/** In words: "is now in production". */
const SERVICE_REACH = 5
