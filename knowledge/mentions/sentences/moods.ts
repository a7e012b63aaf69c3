import type { TextWord } from '../../words/index.ts'
import type { Cut } from './cuts.ts'
import type { Finders } from './segments.ts'

// What a part of a sentence only reports or plans.

type Part = Pick<Cut, 'from' | 'to'>

/** "They say …", "the maker of our scanner wants …", and not "the label on it says …". */
export const isReported = ({ from, to }: Part, words: readonly TextWord[], finders: Finders): boolean => {
  const { reporting, advisers, advising, pointing, beside, papers, ours } = finders
  const isBehind = (place: number): boolean =>
    place > from && beside.in(words, place - 1, place).length > 0 && pointing.in(words, place, place + 1).length > 0
  /** "Our documentation says that it is 2008." */
  const isOwnPaper = (place: number): boolean =>
    papers.in(words, place, place + 1).length > 0 && ours.endingAt(words, place, from) !== undefined
  return (
    reporting.in(words, from, to).some(f => !isBehind(f.from) && !isOwnPaper(f.from)) ||
    reports({ from, to }, words, finders) ||
    advisers.in(words, from, to).some(f => advising.in(words, f.to, Math.min(to, f.to + ADVICE_REACH)).length > 0)
  )
}

/** In words: "the maker of our time recording system says". */
const ADVICE_REACH = 7

/** "The vendor supports …", and not "the support mailbox". */
const reports = (cut: Part, words: readonly TextWord[], { reportingVerbs, unreported, articles }: Finders): boolean =>
  reportingVerbs
    .in(words, cut.from, cut.to)
    .filter(f => unreported.endingAt(words, f.to, cut.from) === undefined)
    .some(f => articles.in(words, Math.max(cut.from, f.from - 1), f.from).length === 0)

/** "We will not start it", and not "it will not start". */
export const plans = (
  { from, to }: Part,
  words: readonly TextWord[],
  { planning, planningWords, unplanned, deciders }: Finders,
): boolean => {
  const others = unplanned.in(words, from, to).filter(f => !deciders.endingAt(words, f.from, from))
  return [...planning.in(words, from, to), ...planningWords.in(words, from, to)].some(
    f => !others.some(o => o.from <= f.from && f.from < o.to),
  )
}

/** "Need to install", "about to upgrade". */
export const plansChange = (cut: Part, words: readonly TextWord[], { planningTo, changing }: Finders): boolean =>
  planningTo
    .in(words, cut.from, cut.to)
    .some(f => changing.in(words, f.to, Math.min(cut.to, f.to + CHANGE_REACH)).length > 0)

/** In words. */
const CHANGE_REACH = 4
