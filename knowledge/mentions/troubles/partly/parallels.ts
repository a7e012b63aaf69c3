import { type Found, type Grammar, phraseFinder } from '../../../words/index.ts'
import { firstOf, type Segment, type SegmentedText } from '../../sentences/segments.ts'
import { type Beside, NOTHING, type Phrases } from '../phrases/phrases.ts'

/** What is left out of a sentence because it stands in the one that is built like it. */
export interface Parallels {
  /** What a part names that is no place: not the mailboxes of "for mailboxes on A the callbacks come". */
  readonly namedIn: (segment: Segment, text: SegmentedText) => Beside
  /**
   * "Mailbox on A: the sink is called. Mailbox on B: is never called": what the same verb was told of shortly before; nothing
   * where it was of nothing.
   */
  readonly ofSameVerb: (at: number | undefined, segment: Segment, text: SegmentedText) => Beside | undefined
}

/** In parts. */
const VERB_REACH = 6

export const parallelReader = (grammar: Grammar, phrases: Phrases): Parallels => {
  const [besides, articles] = [phraseFinder(grammar.beside), phraseFinder([...grammar.articles, ...grammar.ours])]
  const namedIn: Parallels['namedIn'] = (segment, text) => {
    const { from } = segment
    const isPlace = (f: Found<unknown>): boolean => {
      const first = articles.endingAt(text.words, f.from, from)?.from ?? f.from
      return besides.endingAt(text.words, first, from) !== undefined
    }
    const found = phrases.thingsIn(segment, text)
    const things = [...new Set(found.filter(f => !isPlace(f)).map(f => f.value))]
    if (things.length === 0) return NOTHING
    const { broad } = phrases.besideIn(segment, text)
    return { ...NOTHING, things, broad: broad.filter(b => things.some(([thing]) => thing === b)) }
  }
  return {
    namedIn,
    ofSameVerb: (at, { from, sentence, isEarlier }, text) => {
      if (at === undefined || isEarlier) return undefined
      const { segments, words } = text
      const last = firstOf(segments, s => s.from >= from)
      const form = words[at]?.form
      for (let n = last - 1; n >= Math.max(0, last - VERB_REACH); n--) {
        const s = segments[n] as Segment
        if (sentence - s.sentence > 1) return undefined
        const isUsed = words.slice(s.from, s.to).some(w => w.form === form)
        const named = isUsed ? namedIn(s, text) : NOTHING
        if (named.things.length > 0) return named
      }
      return undefined
    },
  }
}
