import type { PhraseFinder, TextWord } from '../../words/index.ts'
import type { Segment, SegmentedText } from '../sentences/segments.ts'
import type { Lists } from './around-versions.ts'

/** "Windows Server 2008 got postponed", "2008: that was ruled out". */
export const isFallenThrough = (
  end: number,
  { from, to }: Segment,
  word: number,
  words: readonly TextWord[],
  lists: Lists,
): boolean => {
  const { articles, ours, beside, being, having, had, between, fallen } = lists
  const areAll = (some: readonly PhraseFinder<string>[], first: number, last: number): boolean => {
    for (let at = first; at < last; at++) if (some.every(l => l.in(words, at, at + 1).length === 0)) return false
    return true
  }
  if (!areAll([articles, ours, beside], from, word)) return false
  return fallen
    .in(words, end, Math.min(to, end + LONGEST_NEWS))
    .some(f => areAll([being, having, had, between], end, f.from) && (f.from > end || words[f.from]?.word === 'never'))
}

/** "Everything is on 2008, except the mailbox server." */
export const isExcepted = (
  sentence: readonly Segment[],
  end: number,
  { words }: SegmentedText,
  { excepting, articles, ours }: Lists,
  home: PhraseFinder<string>,
): boolean => {
  const to = sentence.at(-1)?.to ?? end
  return excepting.in(words, end, to).some(f => {
    const isLed = [articles, ours].some(l => l.in(words, f.to, Math.min(to, f.to + 1)).length > 0)
    return home.in(words, f.to, to).some(h => h.from === (isLed ? f.to + 1 : f.to))
  })
}

/** In words: "was of course postponed". */
const LONGEST_NEWS = 6
