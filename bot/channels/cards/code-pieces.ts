/** A stretch of a line: code, or words. */
interface Piece {
  readonly text: string
  readonly isCode: boolean
}

/** A line in pieces; `code` says what of it is written as code. Longer code goes before shorter. */
export const codePieces = (line: string, code: readonly string[] = []): readonly Piece[] => {
  const within = code.filter(c => c !== '' && line.includes(c)).toSorted((a, b) => b.length - a.length)
  if (within.length === 0) return [{ text: line, isCode: false }]
  return line
    .split(new RegExp(`(${within.map(asWhole).join('|')})`, 'u'))
    .map((text, index) => ({ text, isCode: index % 2 === 1 }))
    .filter(({ text }) => text !== '')
}

/** Not within a longer word: `fl` is no code in "reflect". */
const asWhole = (code: string): string =>
  `${WORD.test(code.at(0) ?? '') ? '(?<![\\p{L}\\p{N}_])' : ''}${code.replace(SPECIAL, '\\$&')}${WORD.test(code.at(-1) ?? '') ? '(?![\\p{L}\\p{N}_])' : ''}`

const WORD = /[\p{L}\p{N}_]/u
const SPECIAL = /[\\^$.*+?()[\]{}|/]/g
