import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { SearchIndex } from '../../../knowledge/search/search-index.ts'
import { Speller } from '../../../knowledge/words/spelling/speller.ts'
import { isTelling, termOf, tokensOf } from '../../../knowledge/words/words.ts'
import { codePoint } from '../../code-point.ts'
import { articleOf } from '../room.ts'

const wordList = (name: string): Readonly<Record<string, readonly string[]>> =>
  parse(readFileSync(new URL(`../../../knowledge/words/en/${name}`, import.meta.url), 'utf8'), { schema: 'failsafe' })
const groups = wordList('synonyms.yaml')

describe('words for the same thing', () => {
  /** Group → a title with one of its words, and another of them as the question. */
  const examples: Readonly<Record<string, readonly [title: string, question: string]>> = {
    program: ['The application stalls', 'software'],
    late: ['Post is delayed', 'sluggish'],
    crash: ['It aborts at once', 'crashes'],
    mail: ['No message comes', 'e-mails'],
    notification: ['It is never notified', 'notifications'],
    fail: ['The failure is total', 'broken'],
    restart: ['After the server was restarted', 'rebooting'],
    'log on': ['Nobody can log-on', 'logins'],
    hang: ['The window is unresponsive', 'freezes'],
    delete: ['Rules are removed', 'deleting'],
    hotfix: ['Since the last hotfix', 'patches'],
    corrupt: ['A damaged store', 'corruption'],
    wrong: ['Dates are incorrect', 'wrongly'],
    empty: ['A blank page', 'empty'],
    disappear: ['Icons disappear', 'vanished'],
    garbled: ['Scrambled letters', 'gibberish'],
    'non-delivery': ['A nondelivery report', 'bounced'],
    'out of office': ['OOF replies come twice', 'out-of-office'],
    webmail: ['OWA shows no folders', 'webmail'],
    password: ['The password expires', 'pwd'],
    administrator: ['Only the administrator may', 'admins'],
    configuration: ['Configure the connector', 'config'],
    database: ['The DB grows', 'databases'],
    certificate: ['The certificate expires', 'certs'],
    authentication: ['Authentication is refused', 'auth'],
    synchronization: ['Phones do not synchronise', 'syncing'],
    processor: ['The processor is busy', 'CPU'],
    memory: ['Memory runs out', 'RAM'],
    disk: ['The disk is full', 'drives'],
    permission: ['Permissions are missing', 'privilege'],
    large: ['A huge store', 'big'],
    worksheet: ['A worksheet does not open', 'spreadsheets'],
    wireless: ['Wireless phones', 'wi-fi'],
    computer: ['A computer without keys', 'PCs'],
    send: ['Faxes are sent twice', 'sending'],
    lose: ['Drafts are lost', 'loses'],
    write: ['A log is written', 'writes'],
    run: ['The tool ran', 'running'],
    find: ['No route is found', 'finds'],
    show: ['Nothing is shown', 'shows'],
    hide: ['Columns are hidden', 'hides'],
    choose: ['A colour was chosen', 'choosing'],
    overwrite: ['Files are overwritten', 'overwrites'],
    hold: ['Faxes are held', 'holds'],
    begin: ['It began', 'begins'],
    color: ['Strange colours', 'color'],
    dialog: ['An endless dialogue', 'dialogs'],
    license: ['No licence', 'licenses'],
    catalog: ['A catalogue is missing', 'catalogs'],
    organization: ['Two organisations', 'organization'],
  }
  const article = (id: string, title: string) =>
    articleOf(`---\nid: ${id}\ntitle: ${title}\napplies-to: [Outlook 2007]\n---\n## Symptoms\n\nSee above.\n`)

  it('have an example for each group', () => expect(Object.keys(examples).sort()).toEqual(Object.keys(groups).sort()))

  it.each(Object.entries(examples))('find one another: %s', (_, [title, question]) => {
    const index = SearchIndex.of([article('KB990041', 'Bread burns'), article('KB990042', title)])
    expect(index.search(question).map(h => h.id)).toEqual(['KB990042'])
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
    ['0x80040102', ['80040102']],
    ['returns -2147221246.', ['80040102']],
    ['8.1.240.6', ['8.1.240.6']],
    ['KB951251', ['951251']],
    ['WindowsServer2003-KB951251-x86.exe', ['951251', 'x86', 'exe', 'windowsserver2003']],
    ['EnumProtocols', ['enumprotocols', 'enum', 'protocols']],
    ['ExSetup.exe', ['exsetup.exe', 'exsetup', 'exe']],
    ["can't", ["can't"]],
    ['can’t', ["can't"]],
    ['on-line, twice', ['on-line', 'line', 'twice']],
    ['ＭＡＰＩ', ['mapi']],
    ['...', []],
  ])('%s → %j', (text, words) =>
    expect(tokensOf(text).flatMap(t => [t.whole, ...t.parts])).toEqual(expect.arrayContaining(words)),
  )

  it('in lower case and never empty, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: codePoint }), text => {
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

  it('takes the word that most articles have when two are equally near, in whatever order they became known', () => {
    const articles: Readonly<Record<string, number>> = { serling: 2, serving: 5, serring: 1 }
    for (const known of [Object.keys(articles), Object.keys(articles).reverse()])
      expect(new Speller(known).repair('seraing', word => articles[word] ?? 0)).toBe('serving')
    for (const known of [Object.keys(articles), Object.keys(articles).reverse()])
      expect(new Speller(known).repair('seraing')).toBe('serling')
  })

  it('takes a word that no article has any more for unknown', () => {
    const gone = new Speller(['thermostst', 'thermostat'])
    expect(gone.repair('thermostst')).toBeUndefined()
    expect(gone.repair('thermostst', word => (word === 'thermostst' ? 0 : 1))).toBe('thermostat')
  })

  it('never misses a word that is near enough', () => {
    const letter = fc.constantFrom(...'abcdeé')
    const word = fc.array(letter, { minLength: 4, maxLength: 12 }).map(letters => letters.join(''))
    fc.assert(
      fc.property(
        fc.array(word, { maxLength: 30 }),
        word,
        fc.array(fc.tuple(fc.nat(), letter), { maxLength: 2 }),
        (known, asked, edits) => {
          const near = edits.reduce((w, [at, l]) => w.slice(0, 1) + replaced(w.slice(1), at, l), asked)
          const words = [...known, near]
          const most = asked.length >= 9 ? 2 : 1
          const distances = words
            .filter(w => w.length >= 6 && w[0] === asked[0])
            .map(w => distance(asked, w))
            .filter(d => d <= most)
          const expected = asked.length < 6 || words.includes(asked) ? undefined : Math.min(...distances)
          const repaired = new Speller(words).repair(asked)
          if (expected === undefined || distances.length === 0) expect(repaired).toBeUndefined()
          else expect(distance(asked, repaired ?? '')).toBe(expected)
        },
      ),
      { numRuns: 500 },
    )
  })
})

/** A letter in place of another, or put in, or taken out. */
const replaced = (word: string, at: number, letter: string): string => {
  const place = at % word.length
  return word.slice(0, place) + (at % 3 === 0 ? '' : letter) + word.slice(place + (at % 3 === 1 ? 0 : 1))
}

/** Optimal string alignment, straight from its definition. */
const distance = (a: string, b: string): number => {
  const table = Array.from({ length: a.length + 1 }, (_, i) => Array.from({ length: b.length + 1 }, (_, j) => i + j))
  const at = (i: number, j: number): number => table[i]?.[j] ?? Number.POSITIVE_INFINITY
  for (let i = 1; i <= a.length; i++)
    for (let j = 1; j <= b.length; j++) {
      const isSwap = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      ;(table[i] as number[])[j] = Math.min(
        at(i - 1, j) + 1,
        at(i, j - 1) + 1,
        at(i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1),
        isSwap ? at(i - 2, j - 2) + 1 : Number.POSITIVE_INFINITY,
      )
    }
  return at(a.length, b.length)
}
