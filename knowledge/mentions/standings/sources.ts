import { type Grammar, phraseFinder, type TextWord } from '../../words/index.ts'

/** True where somebody or something tells of a system: "my colleague swears", "the sticker on its back says". */
export type IsOfSource = (
  words: readonly TextWord[],
  from: number,
  to: number,
  /** A word with which a label ends: "Sticker: …". */
  isLabel?: (word: number) => boolean,
) => boolean

/** In words: "the sticker on its back says". */
const SAYING_REACH = 5

export const sourceReader = (grammar: Grammar): IsOfSource => {
  const [sources, saying] = [phraseFinder(grammar.sources), phraseFinder(grammar.saying)]
  return (words, from, to, isLabel = () => false) =>
    sources
      .in(words, from, to)
      .some(f => isLabel(f.to - 1) || saying.in(words, f.to, Math.min(to, f.to + SAYING_REACH)).length > 0)
}
