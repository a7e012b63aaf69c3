import { type Grammar, type PhraseFinder, phraseFinder } from '../../../words/index.ts'
import { isDenied } from '../../sentences/negations.ts'
import type { Segment, SegmentedText } from '../../sentences/segments.ts'

/** True where a part tells that what comes from one machine, by the part before it, does not from another. */
export type IsNotThere = (segment: Segment, before: Segment | undefined, text: SegmentedText) => boolean

/** In words: "and never for those mailboxes that are on". */
const LONGEST = 9

/** "They come from MBX1 but never from MBX2", "on MBX1 they arrive, on MBX2 not": the verb is left out. */
export const notThereReader = (grammar: Grammar): IsNotThere => {
  const good = phraseFinder([...grammar.coming, ...grammar.getting, ...grammar['machine-only-well']])
  const none = phraseFinder(grammar['none-elsewhere'])
  const beside = phraseFinder(grammar.beside)
  const turning = phraseFinder([...grammar.adversative, ...grammar.joining])
  const machines = phraseFinder(
    [...grammar['machine-words'], ...grammar['machine-pronouns'], ...grammar['own-machines'], ...grammar.pointing],
    { nouns: true },
  )
  return ({ from, to, sentence, mood }, before, { words, negations }) => {
    if (before === undefined || mood !== 'now' || sentence !== before.sentence || to - from > LONGEST) return false
    const isAt = (list: PhraseFinder<string>, at: number): boolean =>
      at < to && list.in(words, at, at + 1).some(f => f.from === at)
    let first = from
    while (isAt(turning, first)) first++
    const opened = none.in(words, first, to).find(f => f.from === first)
    const ended = opened ? undefined : none.endingAt(words, to, first)
    const place = opened ? opened.to : first
    const isPlace = isAt(beside, place) && (opened !== undefined || ended !== undefined)
    if (!isPlace) return false
    const isMachine =
      machines.in(words, place + 1, to).length > 0 ||
      words.slice(place + 1, to).some(w => w.word === '' || /\p{L}.*\d/u.test(w.word))
    // "From … from", "on … on".
    const isParallel = words.slice(before.from, before.to).some(w => w.word === words[place]?.word)
    const isGood =
      !before.works && good.in(words, before.from, before.to).some(f => !isDenied(f.from, before.from, negations))
    return isMachine && isParallel && isGood && good.in(words, place, to).length === 0
  }
}
