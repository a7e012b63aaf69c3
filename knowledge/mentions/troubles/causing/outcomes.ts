import { once, onceFor } from '../../../lately.ts'
import { type Found, type Lexicon, phraseFinder, type TextWord } from '../../../words/index.ts'
import { grouped } from '../../sentences/grouped.ts'
import { isDenied } from '../../sentences/negations.ts'
import type { Segment, SegmentedText } from '../../sentences/segments.ts'
import { phrasesOf } from '../phrases/phrases-of.ts'
import { wellFinder } from './going-well.ts'

/** Places of words. */
export interface Place {
  readonly from: number
  readonly to: number
}

/** What came of it: it goes well, or is as it was before. */
export interface Outcome extends Place {
  readonly kind: 'well' | 'same'
  /** Its words say so by themselves: "no difference", and not "still hangs". */
  readonly isPlain: boolean
  readonly segment: Segment
}

export interface Sentence extends Place {
  readonly segments: readonly Segment[]
  readonly outcomes: () => readonly Outcome[]
}

export interface Outcomes {
  /** The sentences of a text in order, with what is said in each to have come of something. */
  readonly sentencesIn: (text: SegmentedText) => readonly Sentence[]
  /** What a sentence says right at its beginning: "now they arrive", "no difference". */
  readonly opening: (sentence: Sentence, text: SegmentedText) => Outcome | undefined
  readonly tellsTrouble: (segment: Segment, text: SegmentedText) => boolean
}

/** In words: of a sentence that only says what came of it. */
const SHORT_SENTENCE = 6
/** In words: "still the same". */
const NEXT = 2
/** In words: "turn the scanner off". */
const CHANGING_GAP = 3
/** Nobody tells more of experiments, nor a sentence of more parts; the rest stands in a log. */
const MOST_SENTENCES = 60
const MOST_PARTS = 30

/** Finds where a text says that it goes well, or that it is as before. */
export const outcomeReader = onceFor((lexicon: Lexicon): Outcomes => {
  const { causes, comparing, grammar } = lexicon
  const phrases = phrasesOf(lexicon)
  const passing = phraseFinder([...grammar.passing, ...causes.passing])
  const [thereupon, without] = [phraseFinder(causes.thereupon), phraseFinder(causes.without)]
  const unchanged = phraseFinder([...comparing.unchanged, ...causes.unmoved])
  const besides = phraseFinder(grammar.beside)
  const [persisting, ditto, taking] = [
    phraseFinder(causes.persisting),
    phraseFinder(causes.ditto),
    phraseFinder(causes.taking),
  ]
  const troubles = phraseFinder(comparing['alike-in'])
  const changing = phraseFinder([...causes.lifting, ...causes.removing, ...causes.trying], { gap: CHANGING_GAP })
  const wellIn = wellFinder(lexicon)

  const tellingParts = onceFor((text: SegmentedText) =>
    onceFor(
      (s: Segment): boolean =>
        phrases
          .kindsIn(s, text)
          .some(f => f.value.isNotSo !== true && (f.denied || !isDenied(f.from, s.from, text.negations))) ||
        phrases.nothingIn(s, text).length > 0,
    ),
  )
  const tellsTrouble = (s: Segment, text: SegmentedText): boolean => tellingParts(text)(s)

  /** "Same failure", "no change"; "antivirus off - same", "new profile: identical"; and not "same rules". */
  const dittoIn = ({ from, to }: Segment, { words }: SegmentedText): Found<string> | undefined => {
    const first = ditto.in(words, from, to)[0]
    // "They get none", "…, hears nothing": that is a trouble.
    const isTaken = (f: Found<string>): boolean => taking.endingAt(words, f.from, from) !== undefined
    const isAll = (f: Found<string>): boolean =>
      f.from - from < NEXT &&
      !isTaken(f) &&
      (f.to === to || troubles.in(words, f.to, to).some(t => t.from === f.to && t.to === to))
    const last = ditto.endingAt(words, to, from)
    const isBehind = (f: Found<string>): boolean =>
      f.from > from &&
      !isTaken(f) &&
      (markBefore(f.from, words) === f.from || changing.in(words, from, f.from).length > 0)
    return first && isAll(first) ? first : last && isBehind(last) ? last : undefined
  }

  /** "No difference", "still nothing", "hangs just as often". */
  const sameIn = (s: Segment, text: SegmentedText): readonly Omit<Outcome, 'kind'>[] => {
    const { words, negations } = text
    // "No NAT: same result": what is denied ends with the colon.
    const isDeniedHere = ({ from }: { readonly from: number }): boolean =>
      isDenied(from, Math.max(s.from, markBefore(from, words)), negations)
    const isThere = (f: Found<string>): boolean => f.denied === isDeniedHere(f)
    const [names, kinds] = [phrases.thingsIn(s, text), phrases.kindsIn(s, text)]
    // "No change events", "is not told of changes", "waits in vain": that belongs to what is told.
    const isOther = (f: Found<string>): boolean =>
      names.some(n => n.to - n.from > 1 && n.from < f.to && f.to <= n.to) ||
      kinds.some(k => k.from < f.from && f.to <= k.to) ||
      (f.to - f.from === 1 && besides.endingAt(words, f.from, s.from) !== undefined)
    const found = unchanged.in(words, s.from, s.to, isDeniedHere).filter(f => isThere(f) && !isOther(f))
    const same = found.length > 0 ? undefined : dittoIn(s, text)
    const isPlain = found.length > 0 || same !== undefined || !tellsTrouble(s, text)
    const all = same ? [same] : isPlain ? found : persisting.in(words, s.from, s.to)
    return all.map(({ from, to }) => ({ from, to, segment: s, isPlain }))
  }

  /** "It arrives without its attachments". */
  const lacks = ({ to }: Place, { words }: SegmentedText): boolean =>
    without.in(words, to, Math.min(words.length, to + 1)).length > 0

  const outcomesOf = ({ to, segments }: Pick<Sentence, 'to' | 'segments'>, text: SegmentedText): readonly Outcome[] =>
    segments.filter(isOfPerson).flatMap((segment): readonly Outcome[] => {
      const same = sameIn(segment, text)
      if (same.length > 0) return same.map(o => ({ ...o, kind: 'same' }))
      return wellIn(segment, text)
        .filter(w => passing.in(text.words, w.from, to).length === 0 && !lacks(w, text))
        .map(({ from, to }) => ({ from, to, segment, kind: 'well', isPlain: true }))
    })

  const sentencesIn = onceFor((text: SegmentedText): readonly Sentence[] =>
    [...grouped(text.segments, s => s.sentence).values()].slice(0, MOST_SENTENCES).map(all => {
      const segments = all.slice(0, MOST_PARTS)
      const [from, to] = [segments[0]?.from ?? 0, segments.at(-1)?.to ?? 0]
      return { from, to, segments, outcomes: once(() => outcomesOf({ to, segments }, text)) }
    }),
  )
  return {
    sentencesIn,
    tellsTrouble,
    opening: ({ from, to, segments, outcomes }, { words }) => {
      const isOpened = thereupon.in(words, from, to).some(f => f.from === from)
      const [first] = outcomes()
      const isFirst = first !== undefined && first.segment === segments[0]
      return isFirst && (isOpened || first.kind === 'same' || to - from <= SHORT_SENTENCE) ? first : undefined
    },
  }
})

/** Said of what there is, or of what would be if it were done. */
export const isOfPerson = ({ mood, isLog, isEarlier }: Segment): boolean =>
  !isLog && !isEarlier && (mood === 'now' || mood === 'over' || mood === 'supposed')

/** The place of the word behind the last sign before one, or of that one: "antivirus off - same". */
const markBefore = (at: number, words: readonly TextWord[]): number => {
  let place = at
  while (place > 0 && (words[place]?.start ?? 0) - (words[place - 1]?.end ?? 0) <= 1) place--
  return place
}
