import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { loadReader } from '../../../knowledge/index.ts'

const messages = (file: string): readonly string[] =>
  readFileSync(new URL(`../../messages/${file}.jsonl`, import.meta.url), 'utf8')
    .trim()
    .split('\n')
    .map(line => (JSON.parse(line) as { readonly text: string }).text)

const { problemsOf } = loadReader()

describe('a message', () => {
  test.each(messages('two-problems'))('that tells two problems is parted: %s', text => {
    expect(problemsOf(text)).toHaveLength(2)
  })

  // Symptoms of one problem, steps, settings, logs: what is not parted costs a question, what is parted wrongly a fix.
  test.each(messages('one-problem'))('that tells one is not: %s', text => {
    expect(problemsOf(text)).toEqual([text])
  })

  test('keeps the versions of all its problems with the first', () => {
    expect(
      problemsOf('OWA shows a blank page. Unrelated: the print spooler hangs. Exchange 2010 SP1 on Server 2008 R2.'),
    ).toEqual(['OWA shows a blank page. Exchange 2010 SP1 on Server 2008 R2.', 'the print spooler hangs.'])
    expect(
      problemsOf('Exchange 2007 SP1 here. Two issues: 1) the store crashes 2) Word cannot print on Windows 7'),
    ).toEqual(['Exchange 2007 SP1 here. the store crashes', 'Word cannot print on Windows 7'])
  })

  test('that is long is left whole', () => {
    const text = `1) the store crashes 2) Word cannot print ${'x '.repeat(2000)}`
    expect(problemsOf(text)).toEqual([text])
  })

  test('of any letters is parted without losing itself', () => {
    fc.assert(
      fc.property(fc.string(), text => {
        expect(problemsOf(text).length).toBeGreaterThan(0)
      }),
    )
  })
})
