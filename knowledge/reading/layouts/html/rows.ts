import { kindOfName } from '../../structure/headings.ts'
import type { Part } from '../../structure/sections.ts'

export interface Row {
  readonly cells: string[]
  /** How many of the cells are headings of a column or row. */
  headings: number
  readonly line: number
  /** False once its cells were written. */
  isOpen: boolean
  /** Its first cell is a bullet or a number. */
  isItem: boolean
}

export const newRow = (line: number): Row => ({ cells: [], headings: 0, line, isOpen: true, isItem: false })

const BULLET = /^(?:[•·▪◦●○o*–-]|\d{1,3}[.)])$/

/** "1." and "•" in the first cell: old support pages set lists as tables. */
export const markerOf = ({ cells }: Row): 'item' | 'step' | undefined => {
  const first = cells.find(c => c !== '') ?? ''
  if (!BULLET.test(first)) return undefined
  return /^\d/.test(first) ? 'step' : 'item'
}

/** What a table's row says. `depth` is that of its item, if it is one. Knowledge tools put a section's name in the first cell. */
export const rowParts = (row: Row, depth: number): readonly Part[] => {
  const { cells, line } = row
  const filled = cells.filter(c => c !== '')
  const [first = '', ...rest] = filled
  const part = (kind: 'item' | 'step' | 'paragraph', text: string): Part => ({
    level: undefined,
    block: { kind, depth: kind === 'paragraph' ? 0 : depth, text, line },
  })
  const marker = markerOf(row)
  if (marker) return rest.length > 0 ? [part(marker, rest.join(' '))] : []
  if (isNamed(row, rest.join(' ')))
    return [
      { level: NAMED, block: { kind: 'heading', depth: 0, text: first, line } },
      ...rest.map(r => part('paragraph', r)),
    ]
  if (rest[0] === ':') return [part('paragraph', `${first}: ${rest.slice(1).join(' ')}`)]
  if (filled.length === 0) return []
  return [rest.length === 0 ? part('paragraph', first) : part('item', filled.join(' | '))]
}

/** The level of a section's name in the first cell: smaller than h6. */
const NAMED = 7
/** A shorter text beside a section's name is the heading of another column. In characters. */
const SHORTEST_TEXT = 20

const isNamed = ({ cells, headings, isOpen }: Row, rest: string): boolean =>
  cells.length === 2 &&
  headings < 2 &&
  kindOfName(cells[0] as string) !== undefined &&
  (!isOpen || rest.length >= SHORTEST_TEXT)
