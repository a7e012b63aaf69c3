import { type Found, type Grammar, phraseFinder, type TextWord } from '../../../words/index.ts'
import { spanOfTimeFinder } from '../../sentences/spans-of-time.ts'

/**
 * Finds where a text says how long something takes to come: "only after a minute", "takes up to two minutes", "60 to 120
 * seconds later". How often something is ("every minute"), or since when, is no such wait.
 */
export type FindWaits = (
  words: readonly TextWord[],
  from: number,
  to: number,
  /** What is told remains for a time: then it is so for, too. */
  isLasting?: boolean,
) => readonly Pick<Found<string>, 'from' | 'to'>[]

/** How far before or behind a duration the word may stand that makes it a wait. In words. */
const WAIT_REACH = 2
/** Behind "after", how far what it is after may be. In words. */
const OTHER_REACH = 4
/** So far behind a part of a text is looked. In words. */
export const LOOK_AHEAD = WAIT_REACH + OTHER_REACH

export const waitFinder = (grammar: Grammar): FindWaits => {
  const list = (phrases: readonly string[]) => phraseFinder(phrases)
  const spansIn = spanOfTimeFinder(grammar)
  const [waiting, behind] = [list(grammar['waiting-before']), list(grammar['waiting-behind'])]
  const [never, notAwaited] = [list(grammar['no-wait']), list(grammar['not-awaited'])]
  const we = list(grammar['we-ourselves'])
  const [onlyThen, happening] = [list(grammar['only-then']), list(grammar.happening)]
  const short = list(grammar['short-units'])
  // "I waited ten minutes, nothing came", "an hour later I called": who speaks lets time pass.
  const isOurs = (words: readonly TextWord[], f: Found<string>, from: number, isAll: boolean): boolean =>
    isAll && we.endingAt(words, f.from, from) !== undefined
  const isBeforeUs = (words: readonly TextWord[], { to }: Found<string>): boolean =>
    we.in(words, to, Math.min(words.length, to + 1)).length > 0
  // "Two minutes after the reboot": nothing that comes was awaited.
  const isBehindOther = (words: readonly TextWord[], { to }: Found<string>): boolean =>
    notAwaited.in(words, to, Math.min(words.length, to + OTHER_REACH)).length > 0
  const waitsIn: FindWaits = (words, from, to, isLasting = false) =>
    spansIn(words, from, to).flatMap(span => {
      const before = Math.max(from, span.from - WAIT_REACH)
      // "A minute after the mail": what follows may be another part of the sentence.
      const after = Math.min(words.length, span.to + WAIT_REACH)
      const isNone = never.in(words, before, after).length > 0
      // "After two minutes, …" tells when, and not how late.
      const isWait =
        waiting
          .in(words, before, span.from)
          .some(f => (f.from > from || f.size > 1) && !isOurs(words, f, from, span.to === to)) ||
        behind.in(words, span.to, after).some(f => !isBehindOther(words, f) && !isBeforeUs(words, f)) ||
        (isLasting && short.in(words, span.from, span.to).length > 0)
      return isWait && !isNone ? [span] : []
    })
  const [plural, much] = [phraseFinder(grammar['plural-units'], { literal: true }), list(grammar['much-later'])]
  // "It turns up hours after it was sent": no amount, and long enough.
  const longIn = (
    words: readonly TextWord[],
    from: number,
    to: number,
  ): readonly Pick<Found<string>, 'from' | 'to'>[] =>
    plural
      .in(words, from, to)
      .filter(f => much.in(words, f.to, Math.min(words.length, f.to + 1)).some(m => !isBehindOther(words, m)))
  return (words, from, to, isLasting) => {
    const late = onlyThen.in(words, from, Math.min(words.length, to + WAIT_REACH)).filter(f => f.from < to)
    const isLate = late.length > 0 && happening.in(words, from, to).length === 0
    if (isLate) return late
    const spans = waitsIn(words, from, to, isLasting)
    return spans.length > 0 ? spans : longIn(words, from, to)
  }
}
