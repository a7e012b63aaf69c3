import type { Line } from '../../structure/blocks.ts'

/** The rows of Markdown's tables as list items that name the columns: "- Event ID: 1022; Source: MSExchangeIS". */
export const withoutTables = <T extends Line & { readonly isCode: boolean }>(lines: readonly T[]): readonly T[] => {
  const found: T[] = []
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i] as T
    const under = lines[i + 1]
    if (!isRow(line) || !under || under.isCode || !isDivider(under.text)) {
      found.push(line)
      continue
    }
    const indent = /^\s*/.exec(line.text)?.[0] ?? ''
    const names = cellsOf(line.text)
    for (i += 2; i < lines.length && isRow(lines[i] as T); i++) {
      const row = lines[i] as T
      const text = sentenceOf(names, cellsOf(row.text))
      if (text !== '') found.push({ ...row, text: `${indent}- ${text}` })
    }
    i--
    found.push({ ...line, text: '' })
  }
  return found
}

const isRow = (line: Line & { readonly isCode: boolean }): boolean => !line.isCode && line.text.includes('|')

/** "|---|:--:|" */
const isDivider = (text: string): boolean => text.includes('|') && text.includes('-') && /^[\s|:-]+$/.test(text)

const cellsOf = (row: string): readonly string[] => {
  const cells = row
    .trim()
    .split(/(?<!\\)\|/)
    .map(c => c.trim().replace(/\\\|/g, '|'))
  if (cells[0] === '') cells.shift()
  if (cells.at(-1) === '') cells.pop()
  return cells
}

const sentenceOf = (names: readonly string[], cells: readonly string[]): string =>
  cells
    .map((cell, i) => {
      const name = (names[i] ?? '').replace(/^(\*\*|__)(.*)\1$/, '$2').replace(/:$/, '')
      return cell === '' || name === '' ? cell : `${name}: ${cell}`
    })
    .filter(Boolean)
    .join('; ')
