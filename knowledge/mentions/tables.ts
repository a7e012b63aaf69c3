import type { Catalog } from '../catalog/index.ts'
import type { Steps } from '../steps.ts'
import { anyOf, type Lexicon } from '../words/index.ts'

/** What a column or a line of a table is about: a product, a kind of update, or anything else. */
interface Head {
  readonly said: string
  /** The name of a product in it. */
  readonly product: string | undefined
  /** The name of a kind of update in it. */
  readonly kind: string | undefined
}

/**
 * Writes tables as lines: each system that has one is a line of its own, "K1: Exchange 2010 SP1 RU2, Windows 2008, events
 * missing", each cell behind its head. Cells stand between bars, tabs or wide gaps; a table that has its systems side by
 * side is turned. All else stays as it is, and so does what has no head that names a product or a kind of update.
 */
export const tableReader = (catalog: Catalog, { comparing, grammar }: Lexicon): ((text: string) => Steps<string>) => {
  const files = [...catalog.products.values()].map(p => p.file)
  const whole = (names: readonly string[]): RegExp =>
    new RegExp(`(?<![\\p{L}\\d])${anyOf(names.map(n => n.toLowerCase()))}(?![\\p{L}\\d])`, 'iu')
  const product = whole(files.flatMap(f => [...f.names.filter(n => n.length > 1), ...f.alone]))
  const kinds = files.flatMap(f => Object.values(f.kinds).flat())
  const kind = whole(kinds)
  const ofKind = new RegExp(`^${anyOf(kinds)}[\\s#-]*\\d`, 'iu')
  const none = new RegExp(`^(?:${anyOf(comparing['none-behind'])}|[-–—0])$`, 'iu')
  const alone = new Set(files.flatMap(f => f.alone.map(n => n.toLowerCase())))
  const machines = new Set(grammar['machine-words'].filter(w => !alone.has(w)))
  const headOf = (said: string): Head => {
    const isHead = !NO_HEAD.test(said) && said.split(' ').length <= LONGEST_HEAD && !machines.has(said.toLowerCase())
    return {
      said,
      product: isHead ? product.exec(said)?.[0] : undefined,
      kind: isHead ? kind.exec(said)?.[0] : undefined,
    }
  }
  const isVersion = (h: Head): boolean => h.product !== undefined || h.kind !== undefined
  /** "ExSetup.exe", "ExSetup build": the name of the product whose versions a tool prints. */
  const printedBy = (said: string): string | undefined =>
    files.find(f =>
      f.howToFind.some(h =>
        h.marks.some(m =>
          said
            .toLowerCase()
            .replace(/\.exe\b/, '')
            .split(' ')
            .includes(m.toLowerCase()),
        ),
      ),
    )?.names[0]
  const toldIn = (head: Head, cell: string): string => {
    if (cell === '' || (DASH.test(cell) && head.kind === undefined)) return ''
    if (head.product !== undefined) return product.test(cell) ? cell : `${head.product} ${cell}`
    if (head.kind !== undefined && ofKind.test(cell)) return cell
    return none.test(cell) ? `no ${head.kind ?? head.said}` : `${head.kind ?? head.said} ${cell}`
  }
  const lineOf = (name: string, heads: readonly Head[], cells: readonly string[]): string => {
    const values = heads.map((h, i) => ({ ...h, value: toldIn(h, cells[i] ?? '') })).filter(v => v.value !== '')
    const pieces = values.filter(v => v.product === undefined && v.kind !== undefined)
    // A rollup is Exchange's, wherever its column stands: of the product whose updates are called so.
    const ownerOf = (piece: Head) =>
      values.find(o => {
        const file = files.find(f => [...f.names, ...f.alone].includes(o.product?.toLowerCase() ?? ''))
        return (
          file &&
          Object.values(file.kinds)
            .flat()
            .includes(piece.kind?.toLowerCase() ?? '')
        )
      })
    const placed = values
      .filter(o => !pieces.includes(o) || !ownerOf(o))
      .map(o => ({ head: o, line: [o, ...pieces.filter(p => ownerOf(p) === o)].map(v => v.value).join(' ') }))
    const linesAre = (isOne: (h: Head) => boolean): readonly string[] =>
      placed.filter(p => isOne(p.head)).map(p => p.line)
    const [versions, told] = [linesAre(isVersion), linesAre(h => !isVersion(h))]
    // Each says whose it is: a trouble is nobody's that stands behind a comma.
    return name === ''
      ? [...versions, ...told].join(', ')
      : [versions.join(', '), ...told].flatMap(line => (line === '' ? [] : [`${name}: ${line}`])).join('\n')
  }
  function* linesOf(rows: readonly (readonly string[])[]): Steps<readonly string[] | undefined> {
    const [first = [], ...others] = rows
    const leading = rows.map(([cell = '']) => headOf(cell))
    /** "OS", where each of its cells names a product; "ExSetup.exe", which prints the versions of one. */
    const columnOf = (said: string, at: number): Head => {
      const head = headOf(said)
      if (isVersion(head) || at === 0) return head
      const cells = others.map(c => c[at] ?? '').filter(c => c !== '' && !none.test(c))
      const named =
        cells.length > 1 && cells.every(c => product.test(c) && VERSION.test(c)) ? product.exec(cells[0] ?? '') : null
      return { ...head, product: named?.[0] ?? printedBy(said) }
    }
    const columns = first.map(columnOf)
    const isHeadless = first.some((c, at) => NO_HEAD.test(c) && columns[at]?.product === undefined)
    if (columns.some(isVersion) && !isHeadless) {
      const isNamed = columns[0] !== undefined && !isVersion(columns[0])
      const from = isNamed ? 1 : 0
      const lines: string[] = []
      for (const cells of others) {
        lines.push(lineOf(isNamed ? (cells[0] ?? '') : '', columns.slice(from), cells.slice(from)))
        if (lines.length % LINES_AT_ONCE === 0) yield
      }
      return lines
    }
    // "Windows | 2008": one system, a line each.
    if (first.length < LEAST_TURNED && leading.some(isVersion))
      return rows.map(([key = '', cell = ''], i) => {
        const head = leading[i]
        return head && isVersion(head) ? toldIn(head, cell) : `${key}: ${cell}`
      })
    if (first.length < LEAST_TURNED || !leading.slice(1).some(isVersion) || columns.some(isVersion)) return undefined
    return first.slice(1).map((name, i) =>
      lineOf(
        name,
        leading.slice(1),
        others.map(cells => cells[i + 1] ?? ''),
      ),
    )
  }
  return function* (text) {
    if (!MAY_BE.test(text)) return text
    const lines = text.split('\n')
    const read: string[] = []
    for (let at = 0; at < lines.length; ) {
      const table = tableAt(at, lines)
      const told = table && (yield* linesOf(table.rows))
      read.push(...(told ?? lines.slice(at, table?.to ?? at + 1)))
      at = table?.to ?? at + 1
    }
    return read.join('\n')
  }
}

/** Nothing. */
const DASH = /^[-–—]+$/

/** "Windows Server 2008", "2007 SP1". */
const VERSION = /\d/

/** What tells something names nothing. */
const NO_HEAD = /[\d.!?;:,]/
/** In words: "installed update rollup". */
const LONGEST_HEAD = 3

/** So many lines of a table are written in one step. */
const LINES_AT_ONCE = 100

/** In columns, the heads among them. */
const LEAST_TURNED = 3

const MAY_BE = /\|[^\n]*\||\t| {2}/

/** How cells are told apart: by bars, by tabs, by wide gaps. */
const CELLS: readonly ((line: string) => readonly string[])[] = [
  line =>
    line.includes('|')
      ? line
          .trim()
          .replace(/^\||\|$/g, '')
          .split('|')
      : [],
  line => line.split('\t'),
  line => line.trimEnd().split(/ {2,}/),
]

/** "|---|:--:|". */
const isRule = (line: string): boolean => /^[\s|:+=-]*-{2}[\s|:+=-]*$/.test(line)

interface Table {
  readonly rows: readonly (readonly string[])[]
  /** The line behind it. */
  readonly to: number
}

/** The table whose first line this is: at least two lines, each with as many cells as the first one at most. */
const tableAt = (at: number, lines: readonly string[]): Table | undefined => {
  for (const cellsOf of CELLS) {
    const rows: (readonly string[])[] = []
    let to = at
    for (; to < lines.length; to++) {
      const line = lines[to] ?? ''
      if (rows.length > 0 && isRule(line)) continue
      const cells = cellsOf(line).map(c => c.trim())
      if (cells.length < 2 || cells.length > (rows[0]?.length ?? MOST_COLUMNS)) break
      rows.push(cells)
    }
    if (rows.length < 2) continue
    const isIndented = rows.every(([cell, ...others]) => cell === '' && others.length > 1)
    return { rows: isIndented ? rows.map(r => r.slice(1)) : rows, to }
  }
  return undefined
}

/** More are no table that somebody wrote. */
const MOST_COLUMNS = 12
