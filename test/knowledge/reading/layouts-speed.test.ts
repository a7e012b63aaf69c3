import { describe, expect, it } from 'vitest'
import { microsoftMarkdown } from '../../../knowledge/reading/layouts/markdown/microsoft-markdown.ts'
import { supportText } from '../../../knowledge/reading/layouts/support/support-text.ts'

/** Beginnings of what a layout looks for, without the end that it looks for. */
const BEGINNINGS = [
  ...['a', ' ', '\t', '.', '>', '> ', '#', '# ', '[', '[a](b', '[a](http://b', '![a', '![](', '[a][b', '[a] ', '<!--'],
  ...[
    '<a ',
    '<a href="http://a" ',
    '</b',
    '&#',
    '`',
    '`a',
    '*',
    ' **a',
    '_a',
    '__a ',
    '|',
    '| ',
    '-',
    '- ',
    '• ',
    '1. ',
  ],
  ...[':::image ', '[!NOTE]', '[!INCLUDE [', '(http://a', 'a (', '\\', '**', '\u2028', 'Article ID : ', 'Keywords:'],
]
const LINES = [
  ...['```', '> [!NOTE]', '|a|\n|-|', '- a\n  - b\n    - c', '> ```', '## Cause', 'x:\nY', '[a]: b', 'CAUSE', 'Cause'],
  ...['File name\tSize', 'File name', 'Method 1: a', '• A, when used with:', 'Article ID', '2', 'APPLIES TO'],
]
const PIECES = [...BEGINNINGS, ...[...BEGINNINGS, ...LINES].map(piece => `${piece}\n`)]

const nested = (depth: number): string => Array.from({ length: depth }, (_, i) => `${' '.repeat(i)}- x`).join('\n')

const timeOf = (use: () => unknown): number => {
  const start = performance.now()
  use()
  return performance.now() - start
}

const LAYOUTS = [
  ['Microsoft’s Markdown', microsoftMarkdown, '---\nms.date: 1\n---\n## Symptoms\n\nx ://'],
  ['a support article', supportText, 'Article ID: 990009\n\nT\n\nSYMPTOMS\n\nx ://'],
] as const

describe.each(LAYOUTS)('%s', (_, layout, opening) => {
  const read = (run: string) => () => layout.recognises(run) || layout.read(`${opening}${run}\u2028`, 'a.md')

  // Ten times as much takes ten times as long; were time to grow with the square, a hundred times.
  it('takes time in proportion to its length, whatever is begun in it again and again', () => {
    const slow = PIECES.filter(piece => {
      const runOf = (length: number): string => piece.repeat(Math.ceil(length / piece.length))
      read(runOf(1000))()
      const short = timeOf(read(runOf(4_000)))
      return timeOf(read(runOf(40_000))) > 200 + 40 * short
    })
    expect(slow).toEqual([])
  })

  it('nests lists as deep as they come', () => {
    expect(timeOf(read(nested(600)))).toBeLessThan(2000)
  })
})
