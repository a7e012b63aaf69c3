import { type Found, type Grammar, phraseFinder, type TextWord } from '../../words/index.ts'

/** True for the "too" of "a minute too late", which tells of nothing else that is so. `to`: the end of its part. */
export type IsExcess = (found: Found<unknown>, words: readonly TextWord[], to: number) => boolean

export const excessReader = (grammar: Grammar): IsExcess => {
  const excess = phraseFinder(grammar['too-much'])
  const degrees = phraseFinder(grammar.degrees, { literal: true })
  return (f, words, to) =>
    excess.in(words, f.from, f.to).length > 0 && degrees.in(words, f.to, Math.min(to, f.to + 1)).length > 0
}
