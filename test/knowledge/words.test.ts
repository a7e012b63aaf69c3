import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { buildIndex } from '../../knowledge/search-index.ts'
import { Speller } from '../../knowledge/spelling.ts'
import { isTelling, termOf, tokenise, tokensOf } from '../../knowledge/words.ts'
import { articleOf } from './room.ts'

const wordList = (name: string): Readonly<Record<string, readonly string[]>> =>
  parse(readFileSync(new URL(`../../knowledge/${name}`, import.meta.url), 'utf8'), { schema: 'failsafe' })
const groups = wordList('synonyms.yaml')

describe('words for the same thing', () => {
  /** Group → a title with one of its words, and another of them as the question. */
  const examples: Readonly<Record<string, readonly [title: string, question: string]>> = {
    program: ['The application stalls', 'software'],
    late: ['Post is delayed', 'slow'],
    crash: ['It aborts at once', 'crashes'],
    mail: ['No message comes', 'email'],
    notification: ['It is never notified', 'notifications'],
    fail: ['The failure is total', 'broken'],
  }
  const article = (id: string, title: string) =>
    articleOf(`---\nid: ${id}\ntitle: ${title}\napplies-to: [Outlook 2007]\n---\n## Symptoms\n\nSee above.\n`)

  it('have an example for each group', () => expect(Object.keys(examples).sort()).toEqual(Object.keys(groups).sort()))

  it.each(Object.entries(examples))('find one another: %s', (_, [title, question]) => {
    const index = buildIndex([article('KB990041', 'Bread burns'), article('KB990042', title)])
    expect(index.search(question).map(h => h.article.id)).toEqual(['KB990042'])
  })

  it('stand in one group only, and are searched for at all', () => {
    const words = Object.values(groups).flat()
    expect(words.filter((w, i) => words.indexOf(w) !== i)).toEqual([])
    expect(words.filter(w => !isTelling(w))).toEqual([])
    for (const group of Object.values(groups)) expect(new Set(group.map(termOf)).size).toBe(1)
    expect(new Set(Object.values(groups).map(g => termOf(g[0] as string))).size).toBe(Object.keys(groups).length)
  })
})

describe('a text is cut into words', () => {
  it.each([
    ['IMsgStore::Advise', ['imsgstore::advise', 'imsgstore', 'advise']],
    ['MAPI_E_NO_SUPPORT', ['mapi_e_no_support', 'mapi', 'no', 'support']],
    ['0x80040102', ['0x80040102']],
    ['8.1.240.6', ['8.1.240.6', '240']],
    ['KB951251', ['kb951251']],
    ['EnumProtocols', ['enumprotocols', 'enum', 'protocols']],
    ['ExSetup.exe', ['exsetup.exe', 'exsetup', 'exe']],
    ["can't", ["can't"]],
    ['can’t', ["can't"]],
    ['on-line, twice', ['on-line', 'line', 'twice']],
    ['ＭＡＰＩ', ['mapi']],
    ['...', []],
  ])('%s → %j', (text, words) => expect(tokenise(text)).toEqual(expect.arrayContaining(words)))

  it('in lower case and never empty, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), text => {
        for (const { whole, parts } of tokensOf(text)) {
          expect(whole).not.toBe('')
          expect(parts).not.toContain('')
          expect(termOf(whole)).not.toBe('')
        }
      }),
    )
  })

  it('some of which are identifiers, some of which say nothing', () => {
    expect(
      ['0x80040102', 'imsgstore::advise', 'mapi_e_no_support', 'exsetup.exe', 'kb951251'].every(
        w => tokensOf(w)[0]?.isIdentifier,
      ),
    ).toBe(true)
    expect(['mail', '2008', "can't"].some(w => tokensOf(w)[0]?.isIdentifier)).toBe(false)
    expect(['the', 'a', '8', '240', 'problem'].some(isTelling)).toBe(false)
    expect(['mapi', '2008', 'udp'].every(isTelling)).toBe(true)
  })
})

describe('spelling', () => {
  const speller = new Speller(['exchange', 'notification', 'rollup', 'server'])

  it.each([
    ['exchagne', 'exchange'],
    ['exchang', 'exchange'],
    ['notifcaton', 'notification'],
    ['rolup', undefined],
    ['rollups', 'rollup'],
    ['exchange', undefined],
    ['sever', undefined],
    ['xchange', undefined],
    ['exchxnxe', undefined],
    ['exchange7', undefined],
    ['', undefined],
  ])('repairs %j to %j', (word, repaired) => expect(speller.repair(word)).toBe(repaired))
})
