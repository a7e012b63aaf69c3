import { type Grammar, phraseFinder, type TextWord } from '../../words/index.ts'

/** Places of "a minute or two", "60 to 120 seconds": first word, and behind the last. */
interface SpanOfTime {
  readonly from: number
  readonly to: number
  /** The place of its unit. */
  readonly unit: number
}

export type FindSpansOfTime = (words: readonly TextWord[], from: number, to: number) => readonly SpanOfTime[]

/** Finds amounts with a unit of time behind them. */
export const spanOfTimeFinder = (grammar: Grammar): FindSpansOfTime => {
  const [units, amounts] = [phraseFinder(grammar['units-of-time']), phraseFinder(grammar.amounts)]
  const tails = phraseFinder(grammar['unit-tails'])
  const isAmount = (words: readonly TextWord[], at: number): boolean =>
    NUMBER.test(words[at]?.word ?? '') || amounts.in(words, at, at + 1).length > 0
  return (words, from, to) =>
    units.in(words, from, to).flatMap(unit => {
      let start = unit.from
      while (start > from && isAmount(words, start - 1)) start--
      // "A minute or two".
      const end = tails.in(words, unit.to, Math.min(to, unit.to + 2)).find(f => f.from === unit.to)?.to ?? unit.to
      return start === unit.from ? [] : [{ from: start, to: end, unit: unit.from }]
    })
}

/** "2", "1.5", "1-2". */
const NUMBER = /^\d+(?:[.-]\d+)?$/

/** Finds from which to which place of a text several amounts of one unit stand: "15, sometimes 20 seconds". */
export const amountListFinder = (grammar: Grammar) => {
  const spansIn = spanOfTimeFinder(grammar)
  const between = phraseFinder(grammar['between-amounts'], { literal: true })
  return (words: readonly TextWord[]): readonly { readonly start: number; readonly end: number }[] =>
    spansIn(words, 0, words.length).flatMap(({ from, to }) => {
      let at = from
      for (let before = from - 1; before >= 0 && from - before <= LONGEST_BETWEEN; before--) {
        if (NUMBER.test(words[before]?.word ?? '')) at = before
        else if (between.in(words, before, before + 1).length === 0) break
      }
      // "15, 20 seconds": both are amounts, with a comma between.
      const first = words[at] as TextWord
      return to - at > 2 || at < from ? [{ start: first.start, end: (words[to - 1] as TextWord).end }] : []
    })
}

/** In words: "15, at times even". */
const LONGEST_BETWEEN = 3
