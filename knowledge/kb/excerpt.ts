import type { Problem } from '../problem.ts'
import { linesOf } from '../reading/index.ts'
import { visible } from './output.ts'

/** Characters of a line that are shown, and how many of them before the place at most. */
const WIDTH = 100
const BEFORE = 60

/**
 * The line of a problem with a caret below its column. Nothing for a line without words: there the problem concerns the
 * whole file. A long line is cut around the place; a tab is as wide as a letter.
 */
export const excerpt = (source: string, { line, column }: Pick<Problem, 'line' | 'column'>): readonly string[] => {
  const text = linesOf(source)[line - 1]?.text.replace(/^\uFEFF/, '') ?? ''
  if (!/[\p{L}\p{N}]/u.test(text)) return []
  const place = Math.min(Math.max(0, column - 1), text.length)
  const start = text.length <= WIDTH ? 0 : Math.max(0, Math.min(place - BEFORE, text.length - WIDTH))
  const end = Math.min(text.length, start + WIDTH)
  const [before, after] = [start > 0 ? '…' : '', end < text.length ? '…' : '']
  const number = `${line}`.padStart(5)
  const shown = `${before}${visible(text.slice(start, end))}${after}`.trimEnd()
  return [`${number} | ${shown}`, `${' '.repeat(number.length)} | ${' '.repeat(before.length + place - start)}^`]
}
