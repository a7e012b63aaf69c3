import { type Found, type Grammar, type PhraseFinder, phraseFinder, type TextWord } from '../../words/index.ts'

/** How a version is only named, and said of no system: as a time that is gone by, or as what somebody has heard of. */
export type ReadNaming = (
  words: readonly TextWord[],
  /** Where its part of the sentence begins and ends. */
  part: { readonly from: number; readonly to: number },
  /** Places of the version's first word and behind its last. */
  word: number,
  end: number,
) => 'era' | 'heard-of' | undefined

/** In words: "that nasty old rollup 4". */
const CALLED_REACH = 3

/** "In the days of Exchange 2000", "a relic from Exchange 5.5 times"; "I know about that rollup 4". */
export const namingReader = (grammar: Grammar): ReadNaming => {
  const [eras, ages] = [phraseFinder(grammar['eras-of']), phraseFinder(grammar.eras, { literal: true })]
  const [inEras, noEras] = [phraseFinder(grammar['in-eras']), phraseFinder(grammar['no-eras'], { literal: true })]
  const hearing = phraseFinder(grammar['hearing-of'])
  const leading = phraseFinder(grammar.beside)
  const bugs = phraseFinder(grammar['bug-names'])
  return (words, { from, to }, word, end) => {
    // "That nasty rollup 4": what it is called stands between, and nothing that leads to another thing.
    const isNear = (f: Found<string>): boolean =>
      word - f.to <= CALLED_REACH && leading.in(words, f.to, word).length === 0
    const isBefore = (list: PhraseFinder<string>): boolean => list.in(words, from, word).some(isNear)
    if (isBefore(eras)) return 'era'
    if (isBefore(hearing)) return 'heard-of'
    // "The rollup 4 bug of Exchange 2010."
    if (bugs.in(words, word + 1, Math.min(to, end + 1)).length > 0) return 'heard-of'
    const age = ages.in(words, end, Math.min(to, end + 1))[0]
    // "The connection from Exchange 2003 times out."
    const isAge = age !== undefined && noEras.in(words, age.to, Math.min(to, age.to + 1)).length === 0
    return isAge && isBefore(inEras) ? 'era' : undefined
  }
}
