import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { wordLists } from '../../../knowledge/words/word-lists.ts'

const stop = 'small words: [and, or]\n'
const joined = 'crash: [crash, abort]\nmail: [mail, email, mails]\n'
const read = (stopWords: string, synonyms: string) => {
  const folder = mkdtempSync(join(tmpdir(), 'advise-words-'))
  try {
    writeFileSync(join(folder, 'stop-words.yaml'), stopWords)
    writeFileSync(join(folder, 'synonyms.yaml'), synonyms)
    return wordLists(folder)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

describe('the lists of words', () => {
  it('are read: a group of synonyms is one word, whatever the form', () => {
    const { stopWords, synonyms } = read(stop, joined)
    expect([...stopWords]).toEqual(['and', 'or'])
    expect(synonyms.get('abort')).toBe(synonyms.get('crash'))
    expect(synonyms.get('email')).toBe('mail')
  })

  it.each([
    ['an empty group of stop words', 'none: []\n', joined, /stop-words\.yaml:1:7 .*none: the group has no words/],
    ['a group without a list', 'none:\n', joined, /stop-words\.yaml:1:6 .*none: write a list of words/],
    ['a stop word twice', 'a: [and]\nb: [or, and]\n', joined, /stop-words\.yaml:2:9 .*"and" is in the group "a", too/],
    ['a word twice in a group', 'a: [and, or, and]\n', joined, /stop-words\.yaml:1:14 .*"and" stands here twice/],
    [
      'a synonym in two groups',
      stop,
      `${joined}end: [quit, abort]\n`,
      /synonyms\.yaml:3:13 .*in the group "crash", too/,
    ],
    ['another form in two groups', stop, `${joined}end: [quit, aborted]\n`, /synonyms\.yaml:3:13 .*"crash", too/],
    ['a synonym of nothing', stop, `${joined}end: [quit]\n`, /synonyms\.yaml:3:6 .*at least two words/],
    ['a phrase', stop, `${joined}end: [quit, give up]\n`, /synonyms\.yaml:3:13 .*phrases are not found/],
    ['a capital', stop, `${joined}end: [quit, Exit]\n`, /synonyms\.yaml:3:13 .*lower case/],
    ['a list in a list', stop, `${joined}end: [quit, [exit]]\n`, /synonyms\.yaml:3:13 .*write a word/],
    ['no YAML', stop, 'crash: [crash, abort\n', /synonyms\.yaml:1:8 .*Close it with ]/],
    ['nothing', '', joined, /stop-words\.yaml:1:1 /],
  ])('with %s cannot be used, and the error says where', (_, stopWords, synonyms, error) => {
    expect(() => read(stopWords, synonyms)).toThrow(error)
  })

  it('tell all mistakes at once', () => {
    expect(() => read('a: []\nb: []\n', 'c: [x]\n')).toThrow(/:1:4 .*\n.*:2:4 .*\n.*synonyms\.yaml:1:4 /)
  })
})
