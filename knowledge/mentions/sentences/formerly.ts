import { type Found, type Grammar, phraseFinder, type TextWord } from '../../words/index.ts'

/** Finds what says that something was so before, word by word: "it used to come", and not "what we use to send". */
export type FindFormerly = (words: readonly TextWord[], from: number, to: number) => readonly Found<string>[]

export const formerlyFinder = (grammar: Grammar): FindFormerly => {
  const purposes = new Set(grammar['used-for'])
  const finder = phraseFinder([...grammar.formerly, ...purposes], { literal: true })
  return (words, from, to) => finder.in(words, from, to).filter(f => !purposes.has(f.value))
}
