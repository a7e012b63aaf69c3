import type { TextWord } from '../../words/index.ts'
import type { Segment, SegmentedText } from '../sentences/segments.ts'
import { LOOK_AHEAD } from './waiting/durations.ts'

/**
 * What is found in a part of a text is asked for several times while the text is read: of its words as they stand there,
 * without its versions, and without what is misspelt, which are the same in most parts.
 */
export const oncePerPart = <T>(find: (segment: Segment, text: SegmentedText) => T): typeof find => {
  // Of a text by the place of the part's first word.
  const found = new WeakMap<SegmentedText['segments'], Map<number, Known<T>[]>>()
  return (segment, text) => {
    let ofText = found.get(text.segments)
    if (!ofText) {
      ofText = new Map()
      found.set(text.segments, ofText)
    }
    const before = ofText.get(segment.from)
    for (const known of before ?? [])
      if (known.to === segment.to && areSame(known.words, text.words, segment)) return known.made
    const known = { to: segment.to, words: text.words, made: find(segment, text) }
    if (before) before.push(known)
    else ofText.set(segment.from, [known])
    return known.made
  }
}

interface Known<T> {
  readonly to: number
  readonly words: readonly TextWord[]
  readonly made: T
}

/** True when two rows of words have the same ones in a part of the text, and as far behind it as is looked. */
const areSame = (some: readonly TextWord[], others: readonly TextWord[], { from, to }: Segment): boolean => {
  if (some === others) return true
  const end = Math.min(some.length, to + LOOK_AHEAD)
  for (let at = from; at < end; at++) if (some[at] !== others[at]) return false
  return true
}
