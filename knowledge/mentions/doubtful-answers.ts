import { type Grammar, phraseFinder, textWords } from '../words/index.ts'

/** A sentence with a mark; a point within a number does not end it. */
const MARKED = /(?<=^|[.!?:;\n]\s*)((?:[^\s.!?:;]|(?<=\d)\.(?=\d))(?:[^.!?:;\n]|(?<=\d)\.(?=\d))*)\?(?=\s|$)/gu

/**
 * "SP1 I suppose?": who guesses at a version and says nothing else tells it, in doubt, and asks nothing. `names`: what products
 * and their updates are called.
 */
export const doubtfulAnswerReader = (grammar: Grammar, names: Iterable<string>): ((text: string) => string) => {
  const guessing = phraseFinder([...grammar['guessing-ahead'], ...grammar['guessing-behind']])
  const { between, being, articles, it, 'it-is': itIs, 'own-machines': machines, interjections } = grammar
  const beside = new Set(
    [
      ...names,
      ...between,
      ...being,
      ...articles,
      ...it,
      ...itIs,
      ...machines,
      ...interjections,
      ...grammar.beside,
    ].flatMap(n => n.toLowerCase().split(/[\s-]+/)),
  )
  return text =>
    text.replace(MARKED, (all, said: string) => {
      const words = textWords(said.toLowerCase())
      const guesses = guessing.in(words)
      const isOfVersion = words.every(
        ({ word }, at) => /\d/.test(word) || beside.has(word) || guesses.some(g => g.from <= at && at < g.to),
      )
      return /\d/.test(said) && guesses.length > 0 && isOfVersion ? `${said}.` : all
    })
}
