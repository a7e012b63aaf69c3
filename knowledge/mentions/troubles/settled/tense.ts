import { type Grammar, phraseFinder } from '../../../words/index.ts'
import type { Segment, SegmentedText } from '../../sentences/segments.ts'

/** True where a part tells what was: "the program was not informed", "it had vanished". */
export type IsPast = (segment: Segment, text: SegmentedText) => boolean

/**
 * By the forms of English verbs. "It stopped" and "they disappeared" tell what is so since then; "have stopped" and "is
 * refused" are no past, and "the cached Inbox" is no verb.
 */
export const tenseReader = (grammar: Grammar): IsPast => {
  const past = new Set([...grammar['past-verbs'], ...grammar['past-auxiliaries']])
  const lasting = new Set(grammar['lasting-past'])
  const perfect = new Set(grammar['before-participles'])
  const pluperfect = phraseFinder(['had'])
  return (segment, { words }) => {
    if (segment.isEarlier) return true
    const own = words.slice(segment.from, segment.to).map(w => w.word)
    const isBefore = pluperfect.in(words, segment.from, segment.to).length > 0
    return own.some((word, n) => {
      const before = own[n - 1] ?? ''
      if (lasting.has(word)) return isBefore
      if (past.has(word)) return !perfect.has(before)
      return PAST.test(word) && n > 0 && !perfect.has(before) && !perfect.has(own[n - 2] ?? '')
    })
  }
}

/** A regular form; shorter ones are nouns: "need", "feed", "speed". */
const PAST = /^\p{L}{2,}[^e\W]ed$/u
