import { ONLY } from '../../../article.ts'
import { type Found, type Lexicon, type PhraseFinder, phraseFinder, type TextWord } from '../../../words/index.ts'
import { isStated, range, type Segment, type SegmentedText } from '../../sentences/segments.ts'
import type { Beside, Phrases } from '../phrases/phrases.ts'

/** The part that a trouble is narrowed to; `occasion`: the things that its part of the sentence names. */
interface Narrowed extends Beside {
  readonly kind: typeof ONLY
  readonly occasion: readonly string[]
}

export type FindNarrowed = (text: SegmentedText) => readonly Narrowed[]

/** "Only the permissions are not taken along", "everything arrives except the views": who alone has it is no such part. */
export const narrowedFinder = (lexicon: Lexicon, phrases: Phrases): FindNarrowed => {
  const partIn = partFinder(lexicon, phrases)
  return text =>
    text.segments.flatMap((s, n): readonly Narrowed[] => {
      if (!isStated(s) || s.isLog || s.denies || s.oneOfMany) return []
      const part = partIn(s, text.segments[n - 1], text)
      if (!part) return []
      const beside = phrases.besideIn(part, text)
      const named = phrases.thingsIn(s, text).flatMap(f => f.value)
      return beside.things.length + beside.words.length === 0
        ? []
        : [{ ...beside, kind: ONLY, occasion: [...new Set(named)] }]
    })
}

/** Where a part of a sentence names the part of a thing to which it narrows its trouble. */
const partFinder = ({ narrowing, grammar }: Lexicon, phrases: Phrases) => {
  const [leading, only, alone] = [
    phraseFinder(narrowing.leading),
    phraseFinder(narrowing.only),
    phraseFinder(narrowing.alone),
  ]
  const [except, but, whole] = [
    phraseFinder(narrowing.except),
    phraseFinder(narrowing.but),
    phraseFinder(narrowing.whole),
  ]
  const takers = phraseFinder(narrowing.takers, { nouns: true })
  const ending = new Set(narrowing.ending)
  const joints = phraseFinder([
    ...grammar.beside,
    ...grammar.occasions,
    ...grammar['units-of-time'],
    ...narrowing.counting,
  ])
  /** From there up to a verb or the like. */
  const partFrom = (from: number, s: Segment, text: SegmentedText): Segment | undefined => {
    const ends = new Set([...phrases.kindsIn(s, text), ...joints.in(text.words, from, s.to)].map(f => f.from))
    let to = from
    while (to < s.to && !ends.has(to) && !text.failings.has(to) && !ending.has(text.words[to]?.word ?? '')) to++
    const isScope = hasVersion(text.words.slice(from, to)) || takers.in(text.words, from, to).length > 0
    return to === from || isScope ? undefined : { ...s, from, to }
  }
  const tellsTrouble = (from: number, s: Segment, text: SegmentedText): boolean =>
    phrases.kindsIn(s, text).some(k => k.from >= from && k.value.isNotSo !== true) ||
    range(from, s.to).some(at => text.failings.has(at))
  return (s: Segment, before: Segment | undefined, text: SegmentedText): Segment | undefined => {
    const { words, segments } = text
    const opening = (finder: PhraseFinder<string>, at: number): Found<string> | undefined =>
      finder.in(words, at, s.to).find(f => f.from === at)
    const startOf = (sentence: number): number => segments.find(o => o.sentence === sentence)?.from ?? s.from
    const excepted = except.in(words, s.from, s.to).find(f => whole.in(words, startOf(s.sentence), f.from).length > 0)
    if (excepted) return partFrom(excepted.to, s, text)
    // "Everything but the views", "all of it came but the views".
    const rest = before?.sentence === s.sentence ? before : undefined
    const behindBut = rest && whole.in(words, rest.from, rest.to).length > 0 ? opening(but, s.from) : undefined
    const other = behindBut && partFrom(behindBut.to, s, text)
    if (other && rest && (other.to === s.to || whole.endingAt(words, rest.to, rest.from))) return other
    let at = s.from
    for (let led = opening(leading, at); led; led = opening(leading, at)) at = led.to
    const behindOnly = opening(only, at)
    const closing = alone.in(words, at, s.to)[0]
    const part = partFrom(behindOnly?.to ?? at, s, text)
    const isNarrowed = behindOnly !== undefined || (closing !== undefined && closing.from === part?.to)
    return part && isNarrowed && tellsTrouble(part.to, s, text) ? part : undefined
  }
}

/** "Only Outlook 2003", "only 20 of them". */
const hasVersion = (words: readonly TextWord[]): boolean => words.some(w => w.word === '' || /^\d/.test(w.word))
