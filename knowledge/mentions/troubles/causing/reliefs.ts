import { isClaimed, RELIEF, type Trouble } from '../../../article.ts'
import { once } from '../../../lately.ts'
import type { Steps } from '../../../steps.ts'
import { escaped, type Found, formOf, type Lexicon, type PhraseFinder, phraseFinder } from '../../../words/index.ts'
import { grouped } from '../../sentences/grouped.ts'
import { isDenied } from '../../sentences/negations.ts'
import type { Segment, SegmentedText } from '../../sentences/segments.ts'
import type { Phrases } from '../beside.ts'
import { wellFinder } from './going-well.ts'

export interface Experiments {
  /** What is done to something when one of the troubles told stays away: "with the scanner unloaded they arrive". */
  readonly reliefsIn: (text: SegmentedText, troubles: readonly Trouble[]) => Steps<readonly Trouble[]>
  /** "We replaced the network card", "without the proxy": no trouble is told of it. */
  readonly isTrial: (segment: Segment, text: SegmentedText) => boolean
}

/** Places of words. */
interface Place {
  readonly from: number
  readonly to: number
}

interface Sentence extends Place {
  readonly segments: readonly Segment[]
}

/** Where it is said to go well. */
interface Well extends Place {
  readonly segment: Segment
}

/** Where something is done, and what goes well then; nothing where it goes wrong up to then. */
interface Experiment extends Place {
  readonly well: Well | undefined
}

const MOST_RELIEFS = 3
/** So many sentences are read in one step. */
const SENTENCES_AT_ONCE = 30
/** In words: "turn the scanner on the server off", "take it out". */
const LIFTING_GAP = 3
/** In words: so long a name may be behind what is done to it. */
const LONGEST_NAME = 6
/** In words: of a sentence that only says that it goes well now. */
const SHORT_SENTENCE = 6
/** In words: how far before what is done "until" may stand. */
const UNTIL_REACH = 5

/**
 * An experiment: something is done to a thing, and it goes well. Whose article does not speak of that thing has another trouble.
 * What brings relief to anything (a restart), or for a while, tells nothing.
 */
export const experimentReader = (lexicon: Lexicon, phrases: Phrases): Experiments => {
  const { causes, grammar } = lexicon
  const list = (said: readonly string[], gap = 0) => phraseFinder(said, { gap })
  const lifting = list(causes.lifting, LIFTING_GAP)
  const [until, righting, resting] = [list(causes.until), list(causes.righting), list(causes.resting)]
  const passing = list([...grammar.passing, ...causes.passing])
  const [released, whole] = [list(causes.released), list(lexicon.narrowing.whole)]
  const isSystem = new Set(causes.systems.map(formOf))
  const [thereupon, joints, pointing] = [list(causes.thereupon), list(causes.joints), list(grammar.pointing)]
  const [withWords, withoutWords] = [list(causes.with), list(causes.without)]
  const articles = list(grammar.articles)
  const [participle, noun] = [endsIn(causes['participle-endings']), endsIn(causes['noun-endings'])]
  const wellIn = wellFinder(lexicon, phrases)
  const has = (finder: PhraseFinder<string>, { words }: SegmentedText, { from, to }: Place): boolean =>
    finder.in(words, from, to).length > 0

  const liftingsIn = (s: Segment, text: SegmentedText): readonly Found<string>[] => {
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

  const tellsTrouble = (s: Segment, text: SegmentedText): boolean =>
    phrases.kindsIn(s, text).some(f => f.value.isNotSo !== true && !isDenied(f.from, s.from, text.negations))

  const wellsOf = ({ to, segments }: Sentence, text: SegmentedText): readonly Well[] =>
    segments
      .filter(isOfPerson)
      .flatMap(segment => wellIn(segment, text).map(({ from, to }): Well => ({ from, to, segment })))
      .filter(w => !has(passing, text, { from: w.from, to }))

  /** What is done, and to what: a part of `s`, beside what goes well at `well`, or elsewhere. */
  const spanOf = (f: Found<string>, s: Segment, well: Place | undefined, text: SegmentedText): Place => {
    const { words } = text
    if (well === undefined || well.to <= s.from || s.to <= well.from) return s
    if (well.from < f.from) return { from: joints.in(words, well.to, f.from).at(-1)?.from ?? well.to, to: s.to }
    const joint = joints.in(words, f.to, well.from)[0]
    if (joint) return { from: s.from, to: joint.from }
    const before = { ...s, to: f.from }
    const { things, words: beside } = phrases.besideIn(before, text)
    const isBefore = things.length + beside.length > 0 || has(released, text, before)
    if (isBefore) return { from: s.from, to: f.to }
    // "After unloading the filter the events arrive": the first of the two.
    const behind = { ...s, from: f.to, to: well.from }
    const name = phrases.thingsIn(behind, text)[0]
    return { from: f.from, to: name?.to ?? Math.min(well.from, f.to + 2) }
  }

  /** "With the scanner unloaded they arrive", "until I unloaded it nothing came", "I unloaded it. Now they arrive." */
  const experimentsIn = (
    s: Segment,
    liftings: readonly Found<string>[],
    well: () => readonly Well[],
    next: Sentence | undefined,
    text: SegmentedText,
  ): readonly Experiment[] =>
    liftings.flatMap((f): readonly Experiment[] => {
      const apart = well().filter(w => w.to <= f.from || f.to <= w.from)
      const nearest = apart.sort((a, b) => distance(a, f) - distance(b, f))[0] ?? (next && opening(next, text))
      const isUntil = has(until, text, { from: Math.max(0, s.from - 1, f.from - UNTIL_REACH), to: f.from })
      // "Deleted mails stay": it goes wrong right there.
      if (isUntil) return [{ ...spanOf(f, s, undefined, text), well: undefined }]
      return nearest && !tellsTrouble(s, text) ? [{ ...spanOf(f, s, nearest, text), well: nearest }] : []
    })

  /** What is said right at the beginning: "now they arrive". */
  const opening = (sentence: Sentence, text: SegmentedText): Well | undefined => {
    const { from, to, segments } = sentence
    const isOpened = thereupon.in(text.words, from, to).some(f => f.from === from)
    const [well] = wellsOf(sentence, text)
    return well && well.segment === segments[0] && (isOpened || to - from <= SHORT_SENTENCE) ? well : undefined
  }

  /** "Without the proxy they arrive", "with the right mask it gets them all". */
  const withoutIn = (
    s: Segment,
    { from, segments }: Sentence,
    well: () => readonly Well[],
    text: SegmentedText,
  ): readonly Experiment[] => {
    const { words } = text
    const first = (finder: PhraseFinder<string>) => finder.in(words, s.from, s.to).find(f => f.from === s.from)
    const [without, withOne] = [first(withoutWords), first(withWords)]
    const opened = without ?? withOne
    const nameFrom = (at: number, end: number): Place => {
      const next = pointing.in(words, at + 1, end)[0]?.from ?? end
      return { from: at, to: Math.min(next, at + LONGEST_NAME) }
    }
    const behind = segments.find(o => o.from === s.to)
    const rest = opened && well().find(w => w.from >= opened.to && w.from < (behind?.to ?? s.to))
    if (opened && rest && s.from === from) {
      const name = nameFrom(opened.to, Math.min(s.to, rest.from))
      return without || has(righting, text, name) ? [{ ...name, well: rest }] : []
    }
    const close = withoutWords.in(words, s.from + 1, s.to)[0]
    const before = close && well().find(w => w.to <= close.from && s.from <= w.from)
    return before ? [{ ...nameFrom(close.to, s.to), well: before }] : []
  }

  /** What goes well is nothing else than what was told to go wrong; a later message may tell nothing but the experiment. */
  const isOf = (told: readonly Trouble[], { segment }: Well, done: Place, text: SegmentedText): boolean => {
    const { from, to } = segment
    const isHere = from <= done.from && done.to <= to
    const rest = !isHere ? segment : done.from === from ? { ...segment, from: done.to } : { ...segment, to: done.from }
    const { things, words } = phrases.besideIn(rest, text)
    const isTold = ([thing = '']: readonly string[]): boolean => told.some(t => t.things.flat().includes(thing))
    // "All three kinds arrive": of those that were told.
    const isOfAnything = told.length === 0 || (things.length === 0 && (words.length === 0 || has(whole, text, rest)))
    return isOfAnything || things.some(isTold) || words.some(x => told.some(t => t.words.includes(x)))
  }

  const reliefOf = (place: Place, s: Segment, before: Place | undefined, text: SegmentedText): readonly Trouble[] => {
    const { words } = text
    const part = { ...s, ...place }
    const isOfVersion = words.slice(place.from, place.to).some(w => w.word === '')
    if (isOfVersion || has(resting, text, place)) return []
    const own = phrases.besideIn(part, text)
    const isPointing = own.things.length === 0 && has(pointing, text, place)
    const named = isPointing && before ? phrases.besideIn({ ...s, ...before }, text) : own
    const done = new Set(liftingsIn(part, text).flatMap(f => words.slice(f.from, f.to).map(w => w.form)))
    const others = isPointing ? [] : own.words.filter(w => !done.has(w) && !isSystem.has(w) && !/\d/.test(w))
    // "With the old build of our tool": of the person's own program.
    const releases = released.in(words, place.from, place.to).map(f => f.value)
    return named.things.length + others.length + releases.length === 0
      ? []
      : [
          {
            kind: RELIEF,
            things: named.things,
            broad: [],
            words: [...others, ...releases],
            occasion: [],
            standing: 'claimed',
          },
        ]
  }

  const reliefsIn: Experiments['reliefsIn'] = function* (text, troubles) {
    const told = troubles.filter(isClaimed)
    const reliefs: Trouble[] = []
    const sentences = sentencesOf(text)
    for (const [n, sentence] of sentences.entries()) {
      if (n % SENTENCES_AT_ONCE === SENTENCES_AT_ONCE - 1) yield
      if (reliefs.length >= MOST_RELIEFS) break
      const [before, next] = [sentences[n - 1], sentences[n + 1]]
      const well = once(() => wellsOf(sentence, text))
      for (const s of sentence.segments.filter(isDone)) {
        const liftings = liftingsIn(s, text)
        const all =
          liftings.length > 0 ? experimentsIn(s, liftings, well, next, text) : withoutIn(s, sentence, well, text)
        for (const found of all)
          if (found.well === undefined || isOf(told, found.well, found, text))
            reliefs.push(...reliefOf(found, s, before, text))
      }
    }
    return reliefs.slice(0, MOST_RELIEFS)
  }
  const isLeftOut = ({ from, to }: Segment, { words }: SegmentedText): boolean =>
    withoutWords.in(words, from, to).some(f => f.from === from)
  return {
    reliefsIn,
    isTrial: (s, text) => !tellsTrouble(s, text) && (isLeftOut(s, text) || liftingsIn(s, text).length > 0),
  }
}

/** Of a word. */
const endsIn = (endings: readonly string[]): RegExp => new RegExp(`(?:${endings.map(escaped).join('|')})$`)

/** Said of what there is, or of what would be if it were done. */
const isOfPerson = ({ mood, isLog, isEarlier }: Segment): boolean =>
  !isLog && !isEarlier && (mood === 'now' || mood === 'over' || mood === 'supposed')

/** The same, or of what has to be done for it: "as soon as it is disabled". */
const isDone = (s: Segment): boolean => isOfPerson(s) || (s.mood === 'planned' && s.opener !== undefined && !s.isLog)

const distance = (a: Place, b: Place): number => Math.max(a.from - b.to, b.from - a.to)

const sentencesOf = ({ segments }: SegmentedText): readonly Sentence[] =>
  [...grouped(segments, s => s.sentence).values()].map(own => ({
    from: own[0]?.from ?? 0,
    to: own.at(-1)?.to ?? 0,
    segments: own,
  }))
