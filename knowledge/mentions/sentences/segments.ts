import { onceFor } from '../../lately.ts'
import type { Steps } from '../../steps.ts'
import { type Found, type Grammar, type PhraseFinder, type TextWord, textWords } from '../../words/index.ts'
import { type Cut, cutsOf, labelOf, ONE_WORD_IN_BRACKETS, type Span } from './cuts.ts'
import { type Finders, findersOf } from './finders.ts'
import {
  isAdvised,
  isDeed,
  isFoundHere,
  isOver,
  isReported,
  plans,
  plansChange,
  saysGoneBy,
  supposes,
  unrealIn,
} from './moods.ts'
import { isDenied, negationsIn } from './negations.ts'
import { type AskedFrom, askedFrom, behindBrackets, NOTHING_ASKED, wantedFrom } from './questions.ts'
import { amountListFinder, spanOfTimeFinder } from './spans-of-time.ts'

/** How a part of a sentence speaks: of what is so now, or of something else. */
type Mood = 'now' | 'over' | 'asked' | 'supposed' | 'reported' | 'planned'

/** The smallest part of a sentence that speaks in one way: up to a comma, a "but", an end. */
export interface Segment {
  /** Places of its words in the text's words: first, and behind the last. */
  readonly from: number
  readonly to: number
  readonly sentence: number
  readonly mood: Mood
  /** True when it asks why something is so, or somebody found it here: that is so. */
  readonly presumes: boolean
  /** True in a question that tells what is wanted, wherever in it. */
  readonly wants: boolean
  /** True when it says that something goes well. */
  readonly works: boolean
  /** True when everything goes well. */
  readonly mends: boolean
  /** True for "it isn't that they are missing": nothing of it is so. */
  readonly denies: boolean
  /** The place from which on it tells what is wanted, and so is not there: "what makes it come?"; behind all words where nothing is. */
  readonly wantedFrom: number
  /** True for "on one PC only", "all others are fine". */
  readonly oneOfMany: boolean
  /** True for "on all 40 PCs", "not one of them". */
  readonly everyone: boolean
  /** True for "before the move …", "until March …": of what was before. */
  readonly isEarlier: boolean
  /** True for a line of a log: most of its words are numbers and names. */
  readonly isLog: boolean
  /** True when it stands in brackets. */
  readonly isBracketed: boolean
  /** The word that opened it: "but", "when". */
  readonly opener: string | undefined
}

export interface SegmentedText {
  readonly words: readonly TextWord[]
  readonly segments: readonly Segment[]
  /** Places of words that deny. */
  readonly negations: ReadonlySet<number>
  /** The same, and of those that deny what was meant to happen; of "fails to" the last word. */
  readonly failings: ReadonlySet<number>
}

/** `whole`: places in the text that are not cut, as from the first to the last of a list of versions. */
export type Segmenter = (text: string, whole?: readonly Span[]) => Steps<SegmentedText>

/** In words: of what is left out, "without the NAT router". */
const LONGEST_NAME = 4

/** In words: more are pasted by mistake. */
const MOST_WORDS = 16_000

/** So many parts are read in one step. */
const PARTS_AT_ONCE = 100

/** Cuts texts in one language into what speaks in one way. Expects lower case. */
export const createSegmenter = onceFor((grammar: Grammar): Segmenter => {
  const finders = findersOf(grammar)
  const spansOfTime = spanOfTimeFinder(grammar)
  const amountLists = amountListFinder(grammar)
  return function* (text, whole = []) {
    const words = textWords(text, MOST_WORDS)
    yield
    const negations = negationsIn(words, finders)
    // "Nothing at all", "only after a minute": no moment begins there.
    const uncut = finders.uncut.in(words)
    const spans = new Set(spansOfTime(words, 0, words.length).map(s => s.from))
    const occasions = finders.occasions
      .in(words)
      .filter(f => !spans.has(f.to) && !uncut.some(u => u.from <= f.from && f.from < u.to))
    // "Until then": no clause begins with "then".
    const untilThen = finders.untilThen.in(words)
    // "A minute or so": neither there.
    const parted = [...untilThen, ...uncut]
    const clauses = finders.clauses.in(words).filter(f => !parted.some(u => u.from < f.from && f.from < u.to))
    yield
    const uncutPlaces = [...whole, ...amountLists(words)]
    const cuts = cutsOf(
      text.replace(ONE_WORD_IN_BRACKETS, ' $1 '),
      words,
      clauses,
      occasions,
      uncutPlaces,
      (from, to) => labelOf(from, to, words, finders),
      (from, to) =>
        finders.doneBeforeArrow.in(words, from, to).some(f => f.from === from) ? finders.firstOccasion : undefined,
    )
    const sentences: Cut[][] = []
    for (const cut of cuts) {
      const own = sentences[cut.sentence] ?? []
      own.push(cut)
      sentences[cut.sentence] = own
    }
    const asked = sentences.map(sentence => askedFrom(sentence, words, finders))
    const unreal = sentences.map(sentence => unrealIn(sentence, words, finders))
    const segments: Segment[] = []
    for (const [n, cut] of cuts.entries()) {
      if (n % PARTS_AT_ONCE === 0) yield
      const isUnreal = unreal[cut.sentence]?.has(cut) === true
      const start = sentences[cut.sentence]?.[0]?.from ?? cut.from
      const alone = segmentOf(cut, asked[cut.sentence] ?? NOTHING_ASKED, isUnreal, start, words, negations, finders)
      segments.push(behindBrackets(withBefore(alone, segments.at(-1), words, finders), segments))
    }
    spreadOneOfMany(segments)
    spreadGoneBy(segments, words, finders)
    const failings = new Set([...negations, ...finders.failing.in(words).map(f => f.to - 1)])
    // "Without a hitch": what goes well is not denied by it.
    for (const f of finders.working.in(words)) if (f.to - f.from > 1) failings.delete(f.from)
    for (const f of finders.denyingNames.in(words))
      if (finders.subjects.in(words, f.to + 1, Math.min(words.length, f.to + LONGEST_NAME)).length > 0)
        failings.delete(f.to - 1)
    return { words, segments, negations, failings }
  }
})

/** "One user, just one, gets them late": so few words are not all that it is said of. In words. */
const SHORT_PART = 4

const spreadOneOfMany = (segments: Segment[]): void => {
  const few = new Set(
    segments.filter(s => s.oneOfMany && s.to - s.from <= SHORT_PART && s.mood === 'now').map(s => s.sentence),
  )
  for (const [i, s] of segments.entries())
    if (!s.works && !s.oneOfMany && few.has(s.sentence)) segments[i] = { ...s, oneOfMany: true }
}

/** "9646, 32 sessions, Exchange 2010: that was last year": of its sentence what was told before it, or else the one before. */
const spreadGoneBy = (segments: Segment[], words: readonly TextWord[], finders: Finders): void => {
  for (const [i, s] of segments.entries()) {
    const end = segments[firstOf(segments, o => o.sentence > s.sentence) - 1]?.to ?? s.to
    if (s.mood === 'asked' || !saysGoneBy(s, end, words, finders)) continue
    const sentence = segments[i - 1]?.sentence
    const first = sentence === undefined ? i : firstOf(segments.slice(0, i), o => o.sentence >= sentence)
    const before = segments.slice(first, i)
    if (before.some(one => isDeed(one, words, finders))) continue
    for (const [n, one] of [...before, s].entries()) segments[first + n] = { ...one, isEarlier: true, mood: 'over' }
  }
}

/**
 * What a part takes over from the one before it in its sentence. "Before, with Windows 2003, …": a word that stands alone
 * opens the part behind it. "It is not so that it crashes when …", "we would like to, with …": what only adds to a part
 * speaks as that part does.
 */
const withBefore = (s: Segment, before: Segment | undefined, words: readonly TextWord[], finders: Finders): Segment => {
  if (before === undefined || before.sentence !== s.sentence) return s
  const opens = (finder: PhraseFinder<string>, { from, to }: Segment): Found<string> | undefined =>
    finder.in(words, from, to).find(f => f.from === from)
  const isEarlier = s.isEarlier || (before.isEarlier && opens(finders.earlier, before)?.to === before.to)
  const isUnder = finders.thatMoments.in(words, before.from, before.to).length > 0
  const isAdded = isUnder || opens(finders.occasions, s) !== undefined || opens(finders.beside, s) !== undefined
  if (!isAdded || s.mood !== 'now') return { ...s, isEarlier }
  const isUnreal = before.mood !== 'now' && before.mood !== 'over' && !before.presumes
  return { ...s, isEarlier, denies: s.denies || before.denies, ...(isUnreal ? { mood: before.mood } : {}) }
}

const segmentOf = (
  cut: Cut,
  asked: AskedFrom,
  isUnreal: boolean,
  /** Where its sentence begins. */
  start: number,
  words: readonly TextWord[],
  negations: ReadonlySet<number>,
  finders: Finders,
): Segment => {
  const has = (finder: PhraseFinder<string>): boolean => finder.in(words, cut.from, cut.to).length > 0
  const works = finders.working
    .in(words, cut.from, cut.to, f => isDenied(f.from, cut.from, negations))
    .some(f => f.denied || negations.has(f.from) || !isDenied(f.from, cut.from, negations))
  const one = oneOfManyIn(cut, words, finders)
  // "Not one computer works."
  const isNotOne = one !== undefined && negations.has(one.from - 1)
  const wanted = wantedFrom(cut, asked, words, finders)
  // "Before you ask": that is no time.
  const isAside = finders.asides.in(words, cut.from, cut.to).some(f => f.from === cut.from)
  const isAsked = cut.from >= asked.from
  const mood: Mood =
    // "Why does 2007 (with RU2) …?"
    isAsked && !(cut.isBracketed && (asked.presumes || asked.wants))
      ? 'asked'
      : cut.isExpected || isUnreal || (!isAside && supposes(cut, words, finders))
        ? 'supposed'
        : isReported(cut, words, finders) || isAdvised(cut, start, words, finders)
          ? 'reported'
          : plans(cut, words, negations, finders) || plansChange(cut, words, finders)
            ? 'planned'
            : isOver(cut, words, negations, finders)
              ? 'over'
              : 'now'
  const isFound = mood === 'reported' && isFoundHere(cut, words, finders)
  return {
    from: cut.from,
    to: cut.to,
    sentence: cut.sentence,
    opener: cut.opener,
    wants: isAsked && asked.wants,
    presumes: (isAsked && asked.presumes) || Number.isFinite(wanted) || isFound,
    wantedFrom: wanted,
    mood,
    works,
    mends: has(finders.mended),
    denies: finders.denying.in(words, cut.from, cut.to).some(f => !f.denied || isDenied(f.from, cut.from, negations)),
    oneOfMany: one !== undefined && !has(finders.oneSystem) && !isNotOne,
    everyone: has(finders.everyone) || isNotOne,
    isEarlier:
      finders.earlier.in(words, cut.from, cut.to).some(f => f.from === cut.from) &&
      !isAside &&
      !isStill(cut, words, finders),
    isBracketed: cut.isBracketed,
    isLog: isLog(words.slice(cut.from, cut.to)),
  }
}

/** "Only for clients behind the firewall": of several it is said as of all. */
const oneOfManyIn = (
  { from, to }: Cut,
  words: readonly TextWord[],
  { oneOfMany }: Finders,
): Found<string> | undefined =>
  oneOfMany.in(words, from, to).find(f => words[f.to - 1]?.word.replace(/'s$/, '') === f.value.split(' ').at(-1))

/** "Until then it is SP1", "until the parcel is here we are on SP1": it is so now. */
const isStill = ({ from, to }: Cut, words: readonly TextWord[], finders: Finders): boolean => {
  const { untilThen, upToThen, awaitedComing, stillSo, past } = finders
  const opens = (finder: PhraseFinder<string>) => finder.in(words, from, to).find(f => f.from === from)
  const until = opens(untilThen) ?? (opens(upToThen) && awaitedComing.in(words, from, to)[0])
  return (
    until !== undefined &&
    stillSo.in(words, until.to, to).length > 0 &&
    !words.slice(from, to).some(w => past.has(w.word))
  )
}

/** In words: a shorter part is no line of a log. */
const SHORTEST_LOG = 5

const isLog = (words: readonly TextWord[]): boolean => {
  const names = words.filter(({ word }) => /\d|::|_/.test(word))
  // "Mail in at 09:00:02": a time alone makes no log.
  return words.length >= SHORTEST_LOG && names.length * 2 > words.length && names.some(n => !/^\d\d?$/.test(n.word))
}

/** The part that a word stands in. */
export const segmentAt = (word: number, { segments }: SegmentedText): Segment | undefined => {
  const found = segments[firstOf(segments, s => s.to > word)]
  return found && found.from <= word ? found : undefined
}

/** The place of the first for which it is true, where it is true of all behind it; the length where there is none. */
export const firstOf = <T>(all: readonly T[], isTrue: (one: T) => boolean): number => {
  let [from, to] = [0, all.length]
  while (from < to) {
    const middle = (from + to) >> 1
    if (isTrue(all[middle] as T)) to = middle
    else from = middle + 1
  }
  return from
}

/** The parts of a sentence, in order. */
export const partsOf = (sentence: number, { segments }: Pick<SegmentedText, 'segments'>): readonly Segment[] =>
  segments.slice(
    firstOf(segments, s => s.sentence >= sentence),
    firstOf(segments, s => s.sentence > sentence),
  )

/** False for what is asked, planned, supposed or reported. */
export const isStated = ({ mood }: Segment): boolean => mood === 'now' || mood === 'over'

/** The place of the word that stands at a place of the text, or behind it. */
export const wordAt = (place: number, { words }: SegmentedText): number => firstOf(words, w => w.end > place)

/** The places from one to before another. */
export const range = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, i) => from + i)
