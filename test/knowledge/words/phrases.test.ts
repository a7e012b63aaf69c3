import { describe, expect, it } from 'vitest'
import { findersAt, phraseFinder, textWords } from '../../../knowledge/words/index.ts'

const found = (phrase: string, text: string, options?: { gap?: number; inflected?: boolean }) =>
  phraseFinder([phrase], options).in(textWords(text)).length > 0

describe('a phrase', () => {
  it('is found word by word where nothing may stand between', () => {
    expect(found('news server', 'the news servers are down')).toBe(true)
    expect(found('news server', 'the new mailbox server is down')).toBe(false)
  })

  it.each([
    [1, 'lost the server', true],
    [1, 'lost the old server', false],
    [2, 'lost the old server', true],
  ])('may have %i words between its own: "%s" %s', (gap, text, is) =>
    expect(found('lost server', text, { gap })).toBe(is),
  )

  it.each([
    ['inform', 'informed', true],
    ['inform', 'information', false],
    ['plan', 'planning', true],
    ['notify', 'notifies', true],
    ['activation', 'active', false],
    ['ad', 'added', false],
    ['wins', 'win', false],
    ['cd-rom', 'cdrom', true],
  ])('of one word, "%s", has "%s" as an inflection: %s', (phrase, word, is) =>
    expect(found(phrase, word, { inflected: true })).toBe(is),
  )

  it('that ends with a stop is found at the end only', () => {
    expect(found('behave .', 'the old one behaves')).toBe(true)
    expect(found('behave .', 'the old one behaves oddly')).toBe(false)
  })
})

it('of many finders those may find something with whose phrase a word begins, in their order', () => {
  const all = ['lost server', 'not sent', 'mail'].map(phrase => ({ phrase, finder: phraseFinder([phrase]) }))
  const may = (text: string, from = 0) => {
    const words = textWords(text)
    return findersAt(all)(words, from, words.length).map(f => f.phrase)
  }
  expect(may('mails are sent, nobody lost any')).toEqual(['lost server', 'not sent', 'mail'])
  expect(may('mails are sent', 1)).toEqual(['not sent'])
  expect(may('all is well')).toEqual([])
})
