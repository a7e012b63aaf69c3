import { onceFor } from '../../../lately.ts'
import {
  escaped,
  type Found,
  type Lexicon,
  type PhraseFinder,
  phraseFinder,
  type TextWord,
} from '../../../words/index.ts'
import { isDenied } from '../../sentences/negations.ts'
import type { Segment, SegmentedText } from '../../sentences/segments.ts'
import { phrasesOf } from '../phrases/phrases-of.ts'
import { isOfPerson, type Outcome, outcomeReader, type Place, type Sentence } from './outcomes.ts'

/** Something is changed: "with the scanner unloaded they arrive", "disabled IPv6: no difference". */
export interface Experiment extends Place {
  /** The part that tells what is changed; `from` to `to` are the words of the change itself. */
  readonly segment: Segment
  /** The sentence before, which may name what this one points to. */
  readonly before: Place | undefined
  /** None where it goes wrong up to then: "until I unloaded it nothing came". */
  readonly outcome: Outcome | undefined
}

type Tried = Pick<Experiment, 'from' | 'to' | 'outcome'>

export interface Experiments {
  readonly experimentsIn: (text: SegmentedText) => readonly Experiment[]
  /** What is done to something, in a part: "unloaded", "turn … off". */
  readonly liftingsIn: (segment: Segment, text: SegmentedText) => readonly Found<string>[]
  /** "We replaced the network card", "without the proxy": no trouble is told of it. */
  readonly isTrial: (segment: Segment, text: SegmentedText) => boolean
  /** The place of the first word of a part, behind an "even" or "also". */
  readonly behindEven: (segment: Segment, text: SegmentedText) => number
}

/** In words: "turn the scanner on the server off", "take it out". */
const LIFTING_GAP = 3
/** In words: so long a name may be behind what is done to it. */
const LONGEST_NAME = 6
/** In words: how far before what is done "until" may stand. */
const UNTIL_REACH = 5

/** Finds what people have tried, and what came of it. */
export const experimentReader = onceFor((lexicon: Lexicon): Experiments => {
  const { causes, grammar } = lexicon
  const phrases = phrasesOf(lexicon)
  const { sentencesIn, opening, tellsTrouble } = outcomeReader(lexicon)
  const list = (said: readonly string[], gap = 0) => phraseFinder(said, { gap })
  const lifting = list([...causes.lifting, ...causes.removing], LIFTING_GAP)
  const [until, righting, joints] = [list(causes.until), list(causes.righting), list(causes.joints)]
  const [released, away] = [list(causes.released), list(causes.away)]
  const [withWords, withoutWords, even] = [list(causes.with), list(causes.without), list(causes.even)]
  const [pointing, articles] = [list(grammar.pointing), list([...grammar.articles, ...causes.determiners])]
  const [participle, noun] = [endsIn(causes['participle-endings']), endsIn(causes['noun-endings'])]
  const has = (finder: PhraseFinder<string>, { words }: SegmentedText, { from, to }: Place): boolean =>
    finder.in(words, from, to).length > 0

  const liftingsIn: Experiments['liftingsIn'] = (s, text) => {
    const things = phrases.thingsIn(s, text)
    const isOfName = (f: Found<string>): boolean => things.some(t => t.from <= f.from && f.to <= t.to)
    // "Deleted mails", "the change", "its settings": what they are, and not what is done to them.
    const isNoun = (f: Found<string>): boolean => {
      const word = text.words[f.to - 1]?.word ?? ''
      const isAttribute = participle.test(word) && things.some(t => t.from === f.to)
      return isAttribute || noun.test(word) || articles.endingAt(text.words, f.from, s.from) !== undefined
    }
    return lifting
      .in(text.words, s.from, s.to)
      .filter(f => !isOfName(f) && !isNoun(f) && !isDenied(f.from, s.from, text.negations))
  }

  const behindEven: Experiments['behindEven'] = (s, { words }) =>
    even.in(words, s.from, s.to).find(f => f.from === s.from)?.to ?? s.from

  /** What is done, and to what: a part of `s`, beside what comes of it at `outcome`, or elsewhere. */
  const spanOf = (f: Found<string>, s: Segment, outcome: Place | undefined, text: SegmentedText): Place => {
    const { words } = text
    if (outcome === undefined || outcome.to <= s.from || s.to <= outcome.from) return s
    if (outcome.from < f.from)
      return { from: joints.in(words, outcome.to, f.from).at(-1)?.from ?? outcome.to, to: s.to }
    const joint = joints.in(words, f.to, outcome.from)[0]
    if (joint) return { from: s.from, to: joint.from }
    const before = { ...s, to: f.from }
    const { things, words: beside } = phrases.besideIn(before, text)
    const isBefore = things.length + beside.length > 0 || has(released, text, before)
    if (isBefore) return { from: s.from, to: f.to }
    // "After unloading the filter the events arrive": the first of the two.
    const behind = { ...s, from: f.to, to: outcome.from }
    const name = phrases.thingsIn(behind, text)[0]
    return { from: f.from, to: name?.to ?? Math.min(outcome.from, f.to + 2) }
  }

  /** "With the scanner unloaded they arrive", "until I unloaded it nothing came", "I unloaded it. Now they arrive." */
  const liftedIn = (
    s: Segment,
    liftings: readonly Found<string>[],
    { outcomes }: Sentence,
    next: Sentence | undefined,
    text: SegmentedText,
  ): readonly Tried[] =>
    liftings.flatMap((f): readonly Tried[] => {
      const apart = outcomes().filter(w => w.to <= f.from || f.to <= w.from)
      const nearest = apart.toSorted((a, b) => distance(a, f) - distance(b, f))[0] ?? (next && opening(next, text))
      const isUntil = has(until, text, { from: Math.max(0, s.from - 1, f.from - UNTIL_REACH), to: f.from })
      // "Deleted mails stay": it goes wrong right there.
      if (isUntil) return [{ ...spanOf(f, s, undefined, text), outcome: undefined }]
      const isHere = nearest?.kind === 'same' || !tellsTrouble(s, text)
      return nearest && isHere ? [{ ...spanOf(f, s, nearest, text), outcome: nearest }] : []
    })

  /** "Without the proxy they arrive", "with the right mask it gets them all", "even with the proxy off it hangs". */
  const leftOutIn = (s: Segment, { from, segments, outcomes }: Sentence, text: SegmentedText): readonly Tried[] => {
    const { words } = text
    const start = behindEven(s, text)
    const first = (finder: PhraseFinder<string>) => finder.in(words, s.from, s.to).find(f => f.from === start)
    const [without, withOne] = [first(withoutWords), first(withWords)]
    const opened = without ?? withOne
    const nameFrom = (at: number, end: number): Place => {
      const next = pointing.in(words, at + 1, end)[0]?.from ?? end
      return { from: at, to: Math.min(next, at + LONGEST_NAME) }
    }
    const next = segments.find(o => o.from === s.to)
    const rest = opened && outcomes().find(w => w.from >= opened.to && w.from < (next?.to ?? s.to))
    if (opened && rest && s.from === from) {
      const behind = nameFrom(opened.to, Math.min(s.to, rest.from))
      const gone = away.in(words, behind.from, behind.to)[0]
      const name = gone ? { ...behind, to: gone.to } : behind
      return without || has(righting, text, name) || gone || isRelease(words, name) ? [{ ...name, outcome: rest }] : []
    }
    const close = withoutWords.in(words, s.from + 1, s.to)[0]
    const before = close && outcomes().find(w => w.to <= close.from && s.from <= w.from)
    return before ? [{ ...nameFrom(close.to, s.to), outcome: before }] : []
  }

  const experimentsIn = onceFor((text: SegmentedText): readonly Experiment[] => {
    const sentences = sentencesIn(text)
    return sentences.flatMap((sentence, n) =>
      sentence.segments.filter(isDone).flatMap(segment => {
        const liftings = liftingsIn(segment, text)
        const tried =
          liftings.length > 0
            ? liftedIn(segment, liftings, sentence, sentences[n + 1], text)
            : leftOutIn(segment, sentence, text)
        return tried.map(t => ({ ...t, segment, before: sentences[n - 1] }))
      }),
    )
  })
  const isLeftOut = ({ from, to }: Segment, { words }: SegmentedText): boolean =>
    withoutWords.in(words, from, to).some(f => f.from === from)
  return {
    experimentsIn,
    liftingsIn,
    isTrial: (s, text) => !tellsTrouble(s, text) && (isLeftOut(s, text) || liftingsIn(s, text).length > 0),
    behindEven,
  }
})

/** "4.1": of the person's own program, where it is no version that was read. */
export const isRelease = (words: readonly TextWord[], { from, to }: Place): boolean =>
  words.slice(from, to).some(w => RELEASE.test(w.word))
const RELEASE = /^v?\d+(?:\.\d+)+$/u

/** Of a word. */
const endsIn = (endings: readonly string[]): RegExp => new RegExp(`(?:${endings.map(escaped).join('|')})$`)

/** The same, or of what has to be done for it: "as soon as it is disabled". */
const isDone = (s: Segment): boolean => isOfPerson(s) || (s.mood === 'planned' && s.opener !== undefined && !s.isLog)

const distance = (a: Place, b: Place): number => Math.max(a.from - b.to, b.from - a.to)
