import type { Found, TextWord } from '../../words/index.ts'
import type { Cut } from './cuts.ts'
import type { Finders } from './finders.ts'
import { isDenied } from './negations.ts'

// What a part of a sentence only reports or plans, or tells as over.

type Part = Pick<Cut, 'from' | 'to'>

/** "They say …", "the maker of our scanner wants …", and not "the label on it says …". */
export const isReported = ({ from, to }: Part, words: readonly TextWord[], finders: Finders): boolean => {
  const { reporting, advisers, advising, pointing, beside, papers, ownPapers, ours, it, relatives } = finders
  const isBehind = (place: number): boolean =>
    place > from && beside.in(words, place - 1, place).length > 0 && pointing.in(words, place, place + 1).length > 0
  /** "Our documentation says that it is 2008." */
  const isOwnPaper = (place: number): boolean =>
    papers.in(words, place, place + 1).length > 0 && ours.endingAt(words, place, from) !== undefined
  // "According to our inventory".
  const isByOwn = ({ to: place }: Found<string>): boolean =>
    ownPapers.in(words, place, Math.min(to, place + PAPER_REACH)).length > 0 || isByOurs(place)
  // "According to our warehouse", and not "according to our vendor".
  const isByOurs = (place: number): boolean =>
    ours.in(words, place, Math.min(to, place + 1)).length > 0 &&
    advisers.in(words, place, Math.min(to, place + PAPER_REACH)).length === 0
  /** "Who installed it says": "it" is what was installed. */
  const isObject = (place: number): boolean =>
    it.in(words, place, place + 1).length > 0 &&
    relatives.in(words, Math.max(from, place - RELATIVE_REACH), place).length > 0
  /** "On the server it says 8.1.263.1": that is what is shown there. */
  const isPrinted = (f: Found<string>): boolean => BUILD.test(words[f.to]?.word ?? '')
  return (
    reporting
      .in(words, from, to)
      .some(f => !isBehind(f.from) && !isOwnPaper(f.from) && !isByOwn(f) && !isObject(f.from) && !isPrinted(f)) ||
    reports({ from, to }, words, finders) ||
    isOfArticle({ from, to }, words, finders) ||
    advisers.in(words, from, to).some(f => advising.in(words, f.to, Math.min(to, f.to + ADVICE_REACH)).length > 0)
  )
}

/** "8.1.263.1". */
const BUILD = /^v?\d+(?:\.\d+){2,}$/

/**
 * "The vendor says that his client gets none": what somebody found on what one has here is so, whoever tells it. What is told of
 * "some systems", or of what may be, is hearsay.
 */
export const isFoundHere = ({ from, to }: Part, words: readonly TextWord[], finders: Finders): boolean =>
  finders.advisers.in(words, from, to).some(who => {
    const [says] = finders.saying.in(words, who.to, Math.min(to, who.to + ADVICE_REACH))
    const told = says?.to ?? to
    const own = finders.toldOfOwn.in(words, told, to)
    // "The vendor says that it crashes": it may be anybody's.
    const isHere = own.some(f => f.value !== IT || f.from > told + 1)
    return isHere && finders.toldInGeneral.in(words, told, to).length === 0
  })

const IT = 'it'

/** "KB951251 speaks of …". */
const isOfArticle = ({ from, to }: Part, words: readonly TextWord[], { describing }: Finders): boolean =>
  describing.in(words, from, to).some(f => f.from > from && ARTICLE.test(words[f.from - 1]?.word ?? ''))

const ARTICLE = /^(?:kb|q)-?\d{5,}$/

/** In words: "who has installed it". */
const RELATIVE_REACH = 3

/** In words: "according to the last inventory". */
const PAPER_REACH = 4

/** In words: "the maker of our time recording system says". */
const ADVICE_REACH = 7

/**
 * True for a part that gives what somebody else says is to be done: "they told me to go to SP3", and behind a verb of saying
 * earlier in its sentence "that is the bug, install RU5". `start`: of the sentence.
 */
export const isAdvised = (
  { from, to }: Part,
  start: number,
  words: readonly TextWord[],
  { advice: { saying, imperatives, leading } }: Finders,
): boolean => {
  const heads = imperatives.in(words, from, to)
  if (heads.length === 0) return false
  return heads.some(f => {
    let at = f.from
    while (at > from && leading.in(words, at - 1, at).length > 0) at--
    // What was said to be done opens its part, or stands right behind the verb.
    return at === from ? saying.in(words, start, from).length > 0 : saying.endingAt(words, at, from) !== undefined
  })
}

/** "The vendor supports …", and not "the support mailbox". */
const reports = (cut: Part, words: readonly TextWord[], { reportingVerbs, unreported, articles }: Finders): boolean =>
  reportingVerbs
    .in(words, cut.from, cut.to)
    .filter(f => unreported.endingAt(words, f.to, cut.from) === undefined)
    .some(f => articles.in(words, Math.max(cut.from, f.from - 1), f.from).length === 0)

/** "We will not start it", and not "it will not start". */
export const plans = (
  cut: Part,
  words: readonly TextWord[],
  negations: ReadonlySet<number>,
  finders: Finders,
): boolean => {
  const { from, to } = cut
  const { planning, planningWords, unplanned, deciders } = finders
  if (isToCome(cut, words, finders) || isCalledOff(cut, words, finders)) return true
  const others = unplanned.in(words, from, to).filter(f => !deciders.endingAt(words, f.from, from))
  const isDeniedHere = (f: { readonly from: number }): boolean => isDenied(f.from, from, negations)
  return [...planning.in(words, from, to, isDeniedHere), ...planningWords.in(words, from, to)].some(
    f => (!f.denied || isDeniedHere(f)) && !others.some(o => o.from <= f.from && f.from < o.to),
  )
}

/** "Need to install", "about to upgrade". */
export const plansChange = (cut: Part, words: readonly TextWord[], { planningTo, changing }: Finders): boolean =>
  planningTo
    .in(words, cut.from, cut.to)
    .some(f => changing.in(words, f.to, Math.min(cut.to, f.to + CHANGE_REACH)).length > 0)

/** In words. */
const CHANGE_REACH = 4

/** "2008 comes in June." */
const isToCome = ({ from, to }: Part, words: readonly TextWord[], { arriving, timesToCome }: Finders): boolean =>
  arriving.in(words, from, to).some(f => timesToCome.in(words, f.to, Math.min(to, f.to + TO_COME_REACH)).length > 0)

/** "The upgrade to 2010 was postponed." */
const isCalledOff = ({ from, to }: Part, words: readonly TextWord[], { renewals, calledOff }: Finders): boolean =>
  renewals.in(words, from, to).some(f => calledOff.in(words, f.to, to).length > 0)

/** In words: "comes at the end of June". */
const TO_COME_REACH = 5

/** "It was solved", "it used to be so". */
export const isOver = (
  cut: Part,
  words: readonly TextWord[],
  negations: ReadonlySet<number>,
  finders: Finders,
): boolean =>
  [...finders.over.in(words, cut.from, cut.to), ...finders.formerly(words, cut.from, cut.to)].some(
    f =>
      !isDenied(f.from, cut.from, negations) &&
      !isMissed(f, cut, words, finders) &&
      !isLostSince(f, cut, words, finders) &&
      !isAwaited(f, cut, words, finders) &&
      !isWished(f, cut, words, finders),
  )

/** "It refuses to go away." */
const isMissed = ({ from }: Found<string>, cut: Part, words: readonly TextWord[], { failing }: Finders): boolean =>
  (failing.endingAt(words, from, cut.from)?.size ?? 0) > 1

/** "If nothing came, we would see it". */
export const supposes = ({ from, to }: Part, words: readonly TextWord[], { supposing }: Finders): boolean =>
  supposing.in(words, from, to).length > 0

/** What a sentence only supposes by "if" and a "would" beside it: "if none came, we would see it". */
export const unrealIn = (
  sentence: readonly Cut[],
  words: readonly TextWord[],
  { conditional, unreal }: Finders,
): ReadonlySet<Cut> => {
  const first = sentence.findIndex(c => conditional.in(words, c.from, c.from + 1).length > 0)
  const isUnreal = (c: Cut | undefined): c is Cut => c !== undefined && unreal.in(words, c.from, c.to).length > 0
  const main = first < 0 ? undefined : [sentence[first], sentence[first + 1], sentence[first - 1]].find(isUnreal)
  return new Set(main === undefined ? [] : [sentence[first] as Cut, main])
}

/** "What it used to get has stopped": that it came is over, and that it does not is so. */
const isLostSince = (over: Found<string>, { to }: Part, words: readonly TextWord[], finders: Finders): boolean =>
  finders.formerly(words, over.from, over.to).length > 0 && finders.lostSince.in(words, over.to + 1, to).length > 0

/** "It sits there for a minute before it goes away": each time, and that it does is not over. */
const isAwaited = ({ from }: Found<string>, cut: Part, words: readonly TextWord[], { awaitedEnd }: Finders): boolean =>
  awaitedEnd.in(words, Math.max(cut.from + 1, from - AWAITED_REACH), from).length > 0

/** "My boss wants it fixed by Friday": so it is not. */
const isWished = ({ from }: Found<string>, cut: Part, words: readonly TextWord[], finders: Finders): boolean => {
  const verb = finders.wishing.in(words, Math.max(cut.from, from - AWAITED_REACH), from).at(-1)
  return verb !== undefined && finders.wishedFor.in(words, verb.to, from).length > 0
}

/** In words: "before they finally go away". */
const AWAITED_REACH = 4

/** In words: "that was production last year". */
const GONE_REACH = 4

/** "That was last year": and not "we moved to 2010, that was last year", nor yesterday's trouble, which may still be there. `end`: of the sentence. */
export const saysGoneBy = (
  { from, to }: Part,
  end: number,
  words: readonly TextWord[],
  { thoseWere, longPast }: Finders,
): boolean =>
  thoseWere
    .in(words, from, to)
    .some(f => f.from === from && longPast.in(words, f.to, Math.min(end, f.to + GONE_REACH + LONGEST_PAST)).length > 0)

/** In words: "before the migration". */
const LONGEST_PAST = 3

/** What happened at that time is done: "we moved to 2010", "it stopped". */
export const isDeed = ({ from, to }: Part, words: readonly TextWord[], { moved }: Finders): boolean =>
  moved.in(words, from, to).length > 0
