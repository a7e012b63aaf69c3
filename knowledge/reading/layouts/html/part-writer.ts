import type { Block } from '../../../article.ts'
import { kindOfHeading, kindOfName } from '../../structure/headings.ts'
import type { Part } from '../../structure/sections.ts'
import { markerOf, newRow, type Row, rowParts } from './rows.ts'

/** Levels of what is a heading by its looks alone: smaller than h6. */
const BOLD_NAME = 7
const BOLD_HEADING = 8
/** Deeper lists say no more. */
const DEEPEST = 9
/** Stands for `<br>` in what is being gathered. */
const BREAK = '\u2028'

export type ListName = 'ul' | 'ol'

interface Gathered {
  readonly pieces: string[]
  line: number
  /** Characters that are not blank: of all, in bold, in links to the same page. */
  all: number
  bold: number
  pointer: number
}

interface Item {
  readonly kind: 'item' | 'step'
  readonly depth: number
  /** Where it was written; undefined before. */
  at: number | undefined
}

/** Gathers text until it is cut, and writes it as headings, paragraphs, list items, code and table rows. */
export class PartWriter {
  readonly parts: Part[] = []
  /** How many headings with a meaning were written. */
  meaningful = 0
  /** Within a link to the same page, as tables of contents have them. */
  isPointer = false
  #gathered = nothing()
  #level: number | undefined
  #isCode = false
  #bold = 0
  #lists: ListName[] = []
  #open = { ul: 0, ol: 0 }
  #item: Item | undefined
  #row: Row | undefined
  /** The tables that are open; true for one within an item of a list that is set as a table. */
  #tables: boolean[] = []
  #nested = 0

  /** Takes back what was written from there on: it was furniture. */
  takeBack(length: number): void {
    if (length < this.parts.length) this.parts.length = length
    this.#item = undefined
  }

  text(text: string, line: number): void {
    const gathered = this.#gathered
    const solid = text.replace(/\s+/g, '').length
    if (gathered.all === 0 && solid > 0) gathered.line = line
    gathered.pieces.push(text)
    gathered.all += solid
    if (this.#bold > 0) gathered.bold += solid
    if (this.isPointer) gathered.pointer += solid
  }

  /** Two in a row divide paragraphs. */
  lineBreak(): void {
    const { pieces } = this.#gathered
    const isSecond = pieces.findLast(p => p.trim() !== '' || p === BREAK) === BREAK
    if (isSecond && !this.#isCode && !this.#row?.isOpen) this.#cut()
    else pieces.push(BREAK)
  }

  /** Where a block element begins or ends. */
  block(): void {
    if (this.#isCode) this.#gathered.pieces.push('\n')
    else this.#cut()
  }

  heading(level: number): void {
    this.endCode()
    this.#leaveRow()
    this.#level = level
  }

  endHeading(): void {
    this.block()
    this.#level = undefined
  }

  bold(change: 1 | -1): void {
    this.#bold = Math.max(0, this.#bold + change)
  }

  list(name: ListName): void {
    this.#leaveRow()
    this.#lists.push(name)
    this.#open[name]++
  }

  endList(name: ListName): void {
    this.endItem()
    while (this.#open[name] > 0) {
      const closed = this.#lists.pop() as ListName
      this.#open[closed]--
      if (closed === name) return
    }
  }

  item(): void {
    this.#leaveRow()
    const depth = Math.min(Math.max(this.#lists.length, 1), DEEPEST)
    this.#item = { kind: this.#lists.at(-1) === 'ol' ? 'step' : 'item', depth, at: undefined }
  }

  endItem(): void {
    this.block()
    this.#item = undefined
  }

  code(): void {
    this.#leaveRow()
    this.#isCode = true
  }

  endCode(): void {
    this.#cut()
    this.#isCode = false
  }

  table(): void {
    this.#leaveRow()
    const isNested = this.#row?.isItem ?? false
    this.#tables.push(isNested)
    if (isNested) this.#nested++
    this.#row = undefined
  }

  endTable(): void {
    this.endRow()
    if (this.#tables.pop()) this.#nested--
  }

  row(line: number): void {
    this.endRow()
    this.#item = undefined
    this.#row = newRow(line)
  }

  cell(line: number, isHeading: boolean): void {
    this.block()
    this.#item = undefined
    this.#row ??= newRow(line)
    if (!this.#row.isOpen) return
    this.#row.cells.push('')
    if (isHeading) this.#row.headings++
  }

  endRow(): void {
    this.block()
    if (this.#row?.isOpen) for (const part of rowParts(this.#row, this.#rowDepth())) this.#push(part)
    this.#row = undefined
  }

  #rowDepth(): number {
    return Math.min(this.#nested + 1, DEEPEST)
  }

  /** When more than text stands in its cells, a table is for looks, and what they hold is written as it comes. */
  #leaveRow(): void {
    this.block()
    const row = this.#row
    if (!row?.isOpen) return
    row.isOpen = false
    const parts = rowParts(row, this.#rowDepth())
    for (const part of parts) this.#push(part)
    const kind = markerOf(row)
    row.isItem = kind !== undefined
    if (kind) this.#item = { kind, depth: this.#rowDepth(), at: parts.length > 0 ? this.parts.length - 1 : undefined }
  }

  #cut(): void {
    const { pieces, line, all, bold, pointer } = this.#gathered
    if (pieces.length === 0) return
    this.#gathered = nothing()
    const raw = pieces.join('')
    if (this.#isCode) {
      if (all > 0) this.#write('code', this.#depth(), raw.replaceAll(BREAK, '\n').replace(/^\n/, '').trimEnd(), line)
      return
    }
    const lines = raw.split(BREAK).map(oneLine).filter(Boolean)
    const text = lines.join(' ')
    if (text === '') return
    const row = this.#row
    if (this.#level !== undefined) {
      this.#heading(text, line, this.#level)
      this.#level = undefined
    } else if (pointer === all) return
    else if (row?.isOpen && row.cells.length > 0) row.cells.push(`${row.cells.pop()} ${text}`.trim())
    else if (this.#item) this.#writeItem(this.#item, text, line)
    else this.#writeLoose(lines, text, line, bold === all)
  }

  #writeItem(item: Item, text: string, line: number): void {
    const last = this.parts.at(-1)
    if (item.at === undefined) {
      item.at = this.parts.length
      this.#write(item.kind, item.depth, text, line)
    } else if (last && item.at === this.parts.length - 1)
      this.parts[item.at] = { ...last, block: { ...last.block, text: `${last.block.text} ${text}` } }
    else this.#write('paragraph', this.#depth(), text, line)
  }

  /** Of what stands in a list and is no item itself. */
  #depth(): number {
    const lists = this.#lists.length > 0 ? this.#lists.length : (this.#item?.depth ?? 0)
    return lists > 0 ? Math.min(lists, DEEPEST) + 1 : 0
  }

  #writeLoose(lines: readonly string[], text: string, line: number, isBold: boolean): void {
    const level = levelByLooks(text, isBold)
    if (level !== undefined) this.#heading(text, line, level)
    else for (const one of lines.some(isLabelled) ? lines : [text]) this.#write('paragraph', this.#depth(), one, line)
  }

  #write(kind: Block['kind'], depth: number, text: string, line: number): void {
    this.#push({ level: undefined, block: { kind, depth, text, line } })
  }

  #heading(text: string, line: number, level: number): void {
    this.#push({ level, block: { kind: 'heading', depth: 0, text, line } })
  }

  #push(part: Part): void {
    if (part.level === 1 || (part.level !== undefined && kindOfHeading(part.block.text))) this.meaningful++
    this.parts.push(part)
  }
}

const nothing = (): Gathered => ({ pieces: [], line: 1, all: 0, bold: 0, pointer: 0 })

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim()

/** Text in bold, or in capitals, that is the name of a section. */
const levelByLooks = (text: string, isBold: boolean): number | undefined => {
  const kind = kindOfName(text)
  if (kind === 'applies-to' || (kind && (isBold || text === text.toUpperCase()))) return BOLD_NAME
  return isBold && kindOfHeading(text) ? BOLD_HEADING : undefined
}

/** "Original KB number: 951251": such lines stand alone, though only `<br>` divides them. */
const isLabelled = (line: string): boolean =>
  /^(?:Article ID|Last Review(?:ed)?|Revision|Applies to|Original (?:product version|KB number))\s?:/i.test(line)
