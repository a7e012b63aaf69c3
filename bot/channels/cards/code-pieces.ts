/** A stretch of a line: code, or words. */
interface Piece {
  readonly text: string
  readonly isCode: boolean
}

/** A line in pieces; `code` says what of it is written as code. Longer code goes before shorter. */
export const codePieces = (line: string, code: readonly string[] = []): readonly Piece[] => {
  if (!code.some(c => c !== '' && line.includes(c))) return [{ text: line, isCode: false }]
  return line
    .split(patternOf(code))
    .map((text, index) => ({ text, isCode: index % 2 === 1 }))
    .filter(({ text }) => text !== '')
}

const patternOf = (code: readonly string[]): RegExp => {
  const known = patterns.get(code)
  if (known) return known
  const longestFirst = code.filter(c => c !== '').toSorted((a, b) => b.length - a.length)
  const pattern = new RegExp(`(${longestFirst.map(asWhole).join('|')})`, 'u')
  patterns.set(code, pattern)
  return pattern
}

/** All lines of a reply have one list, and to make its pattern takes many times as long as to use it. */
const patterns = new WeakMap<readonly string[], RegExp>()

/** Not within a longer word: `fl` is no code in "reflect". */
const asWhole = (code: string): string =>
  `${WORD.test(code.at(0) ?? '') ? '(?<![\\p{L}\\p{N}_])' : ''}${code.replace(SPECIAL, '\\$&')}${WORD.test(code.at(-1) ?? '') ? '(?![\\p{L}\\p{N}_])' : ''}`

const WORD = /[\p{L}\p{N}_]/u
const SPECIAL = /[\\^$.*+?()[\]{}|/]/g
