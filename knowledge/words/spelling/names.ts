/** A word as it is written, and whether a sentence begins with it. */
interface WrittenWord {
  readonly word: string
  readonly opens: boolean
}

const MIXED = /\p{Ll}\p{Lu}/u
const CAPITAL = /^\p{Lu}/u
const SMALL = /^\p{Ll}/u

/** True when only letters changed their places: a slip of the fingers, in a name as well. */
export const isSlip = (word: string, meant: string): boolean =>
  word.length === meant.length && [...word].sort().join('') === [...meant].sort().join('')

/**
 * Which words of a text are names, by their letters: they are no other words misspelt, for nobody can know how a name is
 * spelt.
 * "RaiDrive" is one wherever it stands, "Raidrive" where no sentence begins, and where capitals say something: not in a
 * text that is written in capitals, or in Which Every Word Has One.
 */
export const areNames = (words: readonly WrittenWord[]): readonly boolean[] => {
  const inside = words.filter(w => !w.opens)
  const small = inside.filter(w => SMALL.test(w.word)).length
  const capital = inside.filter(w => CAPITAL.test(w.word)).length
  const isTold = small > capital
  return words.map(({ word, opens }) => MIXED.test(word) || (isTold && !opens && CAPITAL.test(word)))
}
