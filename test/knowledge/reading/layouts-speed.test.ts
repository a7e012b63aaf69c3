import { describe, expect, it } from 'vitest'
import { microsoftMarkdown } from '../../../knowledge/reading/layouts/markdown/microsoft-markdown.ts'
import { supportText } from '../../../knowledge/reading/layouts/support/support-text.ts'
import { computingTime } from '../computing-time.ts'

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

const LAYOUTS = [
  ['Microsoft’s Markdown', microsoftMarkdown, '---\nms.date: 1\n---\n## Symptoms\n\nx ://'],
  ['a support article', supportText, 'Article ID: 990009\n\nT\n\nSYMPTOMS\n\nx ://'],
] as const

describe.each(LAYOUTS)('%s', (_, layout, opening) => {
  const read = (run: string) => () => layout.recognises(run) || layout.read(`${opening}${run}\u2028`, 'a.md')

  // Ten times as much takes ten times as long; were time to grow with the square, a hundred times.
  it('takes time in proportion to its length, whatever is begun in it again and again', () => {
    const isSlow = (piece: string): boolean => {
      const runOf = (length: number): string => piece.repeat(Math.ceil(length / piece.length))
      read(runOf(1000))()
      const short = computingTime(read(runOf(2_000)))
      return computingTime(read(runOf(20_000))) > 50 + 40 * short
    }
    // Once may be chance: the garbage of others is collected, or a function is compiled.
    expect(PIECES.filter(isSlow).filter(isSlow).filter(isSlow)).toEqual([])
  })

  it('nests lists as deep as they come', () => {
    expect(computingTime(read(nested(600)))).toBeLessThan(2000)
  })
})
