import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { readYaml } from '../../knowledge/yaml-file.ts'
import { parse } from './room.ts'

const problemsOf = (text: string) => readYaml(text, 'x.yaml', z.unknown()).problems

describe("a mistake in YAML is told in an author's words, where it is", () => {
  const beginnings = ['@x', '`x` fails', '%x', '? x', '- x', '> x', '| x', '* x', ', x']
  it.each<readonly [string, string, number, number, string]>([
    [
      'a colon in a value',
      'id: KB1\ntitle: Outlook 2010: loses rules',
      2,
      8,
      'Put quotes around a value with a colon: "Outlook 2010: loses rules".',
    ],
    ['a colon at the end of a value', 'title: Outlook fails:\nb: 1', 1, 8, '"Outlook fails:"'],
    ['a colon beside quotation marks', 'title: The "Rules" pane: empty', 1, 8, `'The "Rules" pane: empty'`],
    ['a colon beside a backslash', 'title: C:\\Rules: gone', 1, 8, `'C:\\Rules: gone'`],
    [
      'a colon in the second line of a value',
      'title: Outlook\n  fails: now\nb: 1',
      2,
      3,
      'quotes around a value that goes on here',
    ],
    ['a colon in an item', 'a:\n  - Outlook: 2010: SP1\n  - b', 2, 14, 'Put quotes around a value with a colon'],
    ['a tab', 'a: 1\n\tb: 2', 2, 1, 'Indent with spaces'],
    ['a tab before an item', 'a:\n  - 1\n\t- 2', 3, 1, 'Indent with spaces'],
    ['a key that is indented too far', 'a: 1\n  b: 2', 2, 3, 'Begin a key where the key above it begins'],
    ['a key that is indented too little', 'a:\n  b: 1\n c: 2', 3, 2, 'by the same number of spaces'],
    ['a first key that is indented', ' a: 1\nb: 2', 2, 1, 'by the same number of spaces'],
    ['an item that is indented too little', 'a:\n    - 1\n  - 2', 3, 3, 'by the same number of spaces'],
    ['an item without its key', 'a: 1\n- b', 2, 1, 'by the same number of spaces'],
    ['a double quote left open', 'a: 1\nb: "x\nc: 1', 2, 4, 'Close it with "'],
    ['a single quote left open', "a: 1\nb: 'x\nc: 1", 2, 4, "Close it with '"],
    ['words behind a quote', 'a: "x" y', 1, 8, 'Put quotes around the whole value'],
    ['an apostrophe within quotes', "a: 'don't do it'", 1, 9, 'an apostrophe is written twice'],
    ['a bracket left open', 'a: 1\nb: [x, y\nc: 1', 2, 4, 'Close it with ]'],
    ['a brace left open', 'a: 1\nb: { x: 1\nc: 1', 2, 4, 'Close it with }'],
    ['words behind a bracket', 'a: [Fix] it', 1, 10, 'Put quotes around the whole value'],
    ['no space behind a colon', 'a:1\nb: 2', 1, 3, 'Write a plain space there: "a: …"'],
    ['a space that does not break behind a colon', 'a:\u00A0x\nb: 2', 1, 3, 'Write a plain space there'],
    ['no colon', 'a: 1\ntitle Outlook\nb: 2', 2, 1, 'Write "key: value"'],
    ['no colon in the last line', 'a: 1\ntitle Outlook', 2, 1, 'Write "key: value"'],
    ['a key twice', 'a: 1\nb: 2\na: 3', 3, 1, 'Keep one of the two'],
    ['a backslash in double quotes', 'a: "C:\\path"', 1, 7, 'Use single quotes'],
    ...beginnings.map(
      value => [`a value that begins with ${value[0]}`, `a: ${value}`, 1, 4, 'Put quotes around the value'] as const,
    ),
  ])('%s', (_, text, line, column, remedy) => {
    const problems = problemsOf(text)
    expect(problems).toMatchObject([{ code: 'yaml-syntax', line, column, advice: expect.stringContaining(remedy) }])
    expect(problems[0]?.message).not.toMatch(/mapping|implicit|scalar|sequence|flow|token/i)
  })

  it('in front matter at its place in the article', () => {
    const article = '---\nid: KB990004\ntitle: Outlook 2010: loses rules\n---\n\n## Symptoms\n\nIt stops.\n'
    expect(parse(article).problems).toMatchObject([{ code: 'yaml-syntax', severity: 'error', line: 3, column: 8 }])
  })

  it('once a line, and each of several lines', () => {
    expect(problemsOf('a: b: c\nd: "x" y\ne: f: g: h').map(p => p.line)).toEqual([1, 2, 3])
  })

  it('that the advice mends', () => {
    const value = fc.stringMatching(/^[A-Za-z][A-Za-z"'\\ ]{0,20}: [a-z"'\\ ]{0,20}[a-z]$/)
    fc.assert(
      fc.property(value, title => {
        const [problem] = problemsOf(`title: ${title}`)
        const mended = /a value with a colon: (.*)\.$/.exec(problem?.advice ?? '')?.[1]
        expect(readYaml(`title: ${mended}`, 'x.yaml', z.unknown()).value).toEqual({ title })
      }),
    )
  })

  it('in the line where it is, also behind what cannot be read', () => {
    expect(problemsOf("[]'\n'> a").map(({ line }) => line)).toContain(2)
  })

  it('or not at all, whatever the text, and never outside of it', () => {
    const piece = fc.constantFrom(
      'a',
      ': ',
      '\n',
      '  ',
      '- ',
      '"',
      "'",
      '[',
      ']',
      '{',
      '}',
      '\t',
      '#',
      '&',
      '*',
      '|',
      '> ',
      '? ',
      ',',
      '\\',
    )
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(piece, { maxLength: 30 }).map(p => p.join('')),
        ),
        text => {
          const lines = text.split('\n')
          for (const { line, column } of problemsOf(text)) {
            expect(line).toBeLessThanOrEqual(lines.length)
            expect(column).toBeLessThanOrEqual((lines[line - 1] ?? '').length + 1)
          }
        },
      ),
      { numRuns: 300 },
    )
  })
})
