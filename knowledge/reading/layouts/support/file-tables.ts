import type { Block, Section } from '../../../article.ts'
import type { Line } from '../../structure/blocks.ts'

/**
 * Tables of the files that an update brings: they are searched, and are nothing to do. Their cells stand side by side,
 * or one a line when the table was copied from a page.
 */
export const takeFileTables = (lines: readonly Line[]) => {
  const rest: Line[] = []
  const tables: Section[] = []
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i] as Line
    const end = isHead(line.text) ? endOfRows(lines, i + 1) : endOfCells(lines, i)
    if (end === undefined) {
      rest.push(line)
      continue
    }
    tables.push(tableOf(lines.slice(i, end)))
    i = end - 1
  }
  return { rest, tables }
}

const COLUMN =
  /^(?:file ?name|file version|file size|version|size|date|time|platform|sp requirement|service branch|path)$/i

/** Tabs, bars or several blanks stand between cells. */
const cellsOf = (text: string): readonly string[] =>
  text
    .slice(0, LONGEST)
    .split(/\t| {2}|\|/)
    .map(c => c.trim())
    .filter(Boolean)

/** Of a row, in characters. */
const LONGEST = 500

const isHead = (text: string): boolean => {
  const cells = /\t| {2}|\|/.test(text) ? cellsOf(text) : []
  return cells.length >= 2 && cells.filter(c => COLUMN.test(c)).length >= 2
}

const endOfRows = (lines: readonly Line[], from: number): number => {
  let end = from
  for (let i = from; i < lines.length; i++) {
    const { text } = lines[i] as Line
    if (cellsOf(text).length >= 2 || /^[\s|+=-]{3,}$/.test(text)) end = i + 1
    else if (text.trim() !== '') break
  }
  return end
}

/** Undefined when no names of columns stand there one a line. */
const endOfCells = (lines: readonly Line[], from: number): number | undefined => {
  const isColumn = (at: number): boolean => COLUMN.test(lines[at]?.text.slice(0, 40).trim() ?? '')
  if (!isColumn(from) || !isColumn(from + 1) || !isColumn(from + 2)) return undefined
  let end = from
  while (isCell(lines[end]?.text ?? '')) end++
  return end
}

/** A file's name, a number, a date; no sentence, and no heading. */
const isCell = (text: string): boolean => {
  const cell = text.slice(0, 100).trim()
  return (
    COLUMN.test(cell) ||
    (cell.length < 60 &&
      /^(?:\S+\.\S+|[\d,.:/-]+(?: [AP]M)?|\d{1,2}-[A-Za-z]{3,9}-\d{2,4}|x(?:86|64)|IA-?64|SP\d|Not applicable)$/i.test(
        cell,
      ))
  )
}

const tableOf = (lines: readonly Line[]): Section => ({
  kind: 'other',
  heading: 'File information',
  line: lines[0]?.number ?? 1,
  blocks: lines.flatMap((l): readonly Block[] => {
    const text = cellsOf(l.text).join(' | ')
    return /[\p{L}\p{N}]/u.test(text) ? [{ kind: 'item', depth: 1, text, line: l.number }] : []
  }),
})
