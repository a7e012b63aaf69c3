import { type Grammar, type PhraseFinder, phraseFinder } from '../../../words/index.ts'
import { isDenied } from '../../sentences/negations.ts'
import { firstOf, type Segment, type SegmentedText } from '../../sentences/segments.ts'

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
  return (segment, before, text) => {
    const { from, to, sentence, mood } = segment
    const { words, negations } = text
    if (before === undefined || mood !== 'now' || sentence - before.sentence > 1 || to - from > LONGEST) return false
    const isAt = (list: PhraseFinder<string>, at: number): boolean =>
      at < to && list.in(words, at, at + 1).some(f => f.from === at)
    const around = partsAround(segment, text)
    // "For those on B (2008) not": the place stands before the bracket.
    const isWhole = none.in(words, from, to).some(f => f.from === from && f.to === to)
    const led = isWhole ? around.find(s => s.sentence === sentence && s.to <= from) : undefined
    let first = led?.from ?? from
    while (isAt(turning, first)) first++
    const opened = led ? undefined : none.in(words, first, to).find(f => f.from === first)
    const ended = opened ? undefined : none.endingAt(words, to, first)
    const place = opened ? opened.to : first
    const isPlace = isAt(beside, place) && (opened !== undefined || ended !== undefined)
    if (!isPlace) return false
    const isMachine =
      machines.in(words, place + 1, to).length > 0 ||
      words.slice(place + 1, to).some(w => w.word === '' || /\p{L}.*\d/u.test(w.word))
    const told = around.filter(s => s.to <= place && s.to <= from)
    // "From … from", "on … on".
    const isParallel = told.some(s => words.slice(s.from, s.to).some(w => w.word === words[place]?.word))
    const comes = (s: Segment): boolean => good.in(words, s.from, s.to).some(f => !isDenied(f.from, s.from, negations))
    const isGood = told.some(s => (s.works ? s.sentence !== sentence : comes(s)))
    return isMachine && isParallel && isGood && good.in(words, place, to).length === 0
  }
}

/** The parts of its sentence and of the one before. */
const partsAround = ({ sentence, from }: Segment, { segments }: SegmentedText): readonly Segment[] => {
  const at = firstOf(segments, s => s.from >= from)
  return segments.slice(Math.max(0, at - MOST_PARTS), at).filter(s => sentence - s.sentence <= 1)
}

/** What is told of one place has so many parts at most: "on A (2003, SP1 RU3) they arrive. On B (2008, SP1 RU3) not". */
const MOST_PARTS = 7
