import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { loadSentences } from '../../dialogs/index.ts'

const KEYS = { locale: [], hello: [], found: ['count', 'asked'] } as const
const LINES = ['# Said.', 'locale: en-GB', 'hello: Hello', 'found: "{count} for “{asked}”"']

/** Sentences of a file with these lines. */
const sentences = (...lines: readonly string[]) => {
  const file = join(mkdtempSync(join(tmpdir(), 'advise-sentences-')), 'said.yaml')
  writeFileSync(file, lines.join('\n'))
  return loadSentences(file, KEYS)
}

/** The file with one of its lines, counted from 1, in other words; or with none. */
const changed = (line: number, text?: string) =>
  sentences(...LINES.flatMap((said, index) => (index + 1 === line ? (text ?? []) : said)))

describe('sentences of a file', () => {
  test('are said with their places filled in', () => {
    const say = sentences(...LINES)
    expect(say('hello')).toBe('Hello')
    expect(say('found', { count: 3, asked: 'MAPI' })).toBe('3 for “MAPI”')
  })

  test('write numbers as their language does', () => {
    const found = { count: 12345, asked: '12345' }
    expect(sentences(...LINES)('found', found)).toBe('12,345 for “12345”')
    expect(changed(2, 'locale: de-DE')('found', found)).toBe('12.345 for “12345”')
  })

  test.each(['{count}', '$&', '$1', '{{asked}}'])('show what is put in as it is: %s', asked => {
    expect(sentences(...LINES)('found', { count: 1, asked })).toBe(`1 for “${asked}”`)
  })

  test.each<readonly [string, () => unknown, RegExp]>([
    ['a key is missing', () => changed(3), /said\.yaml:1:1 .*hello: the sentence is missing/],
    ['a key is unknown', () => sentences(...LINES, 'helo: Hi'), /said\.yaml:5:7 .*Unrecognized key: "helo"/],
    ['a place is missing', () => changed(4, 'found: "{count}"'), /said\.yaml:4:8 .*found: \{asked\} is missing/],
    [
      'a place is unknown',
      () => changed(4, 'found: "{count} of {all} for {asked}"'),
      /said\.yaml:4:8 .*found: there is nothing to put in for \{all\}; it may have \{count\}, \{asked\}/,
    ],
    [
      'a place stands where there is none',
      () => changed(3, 'hello: Hello {name}'),
      /said\.yaml:3:8 .*nothing to put in for \{name\}; it may have no places/,
    ],
    ['a sentence is empty', () => changed(3, 'hello: ""'), /said\.yaml:3:8 .*hello: the sentence is empty/],
    ['a sentence is a list', () => changed(3, 'hello: [Hello]'), /said\.yaml:3:8 .*hello: the sentence must be text/],
    ['a key stands twice', () => sentences(...LINES, 'hello: Hi'), /said\.yaml:5:1 .*"hello" stands here once more/],
    [
      'the locale is no language tag',
      () => changed(2, 'locale: en_GB'),
      /said\.yaml:2:9 .*locale: it is no language tag \(BCP 47\); one is en-GB/,
    ],
  ])('are refused with file and line when %s', (_, load, expected) => {
    expect(load).toThrow(expected)
  })

  test('are refused for every mistake at once', () => {
    expect(() => sentences('locale: en-GB', 'found: "{asked}"')).toThrow(/hello: [\s\S]*\{count\} is missing/)
  })
})
