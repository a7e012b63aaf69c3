import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { openKnowledge } from '../../../knowledge/knowledge.ts'
import { SearchIndex } from '../../../knowledge/search/search-index.ts'
import { codePoint } from '../../code-point.ts'
import { openShipped } from '../../shipped.ts'
import { computingTime } from '../computing-time.ts'
import { articleOf, hasSeed, SEED } from '../room.ts'

const written = (id: string, title: string, sections: Readonly<Record<string, string>>, front = '') =>
  articleOf(
    `---\nid: ${id}\ntitle: ${title}\napplies-to: [Exchange Server 2007]\n${front}---\n${Object.entries(sections)
      .map(([heading, text]) => `## ${heading}\n\n${text}\n`)
      .join('\n')}`,
  )

const kettle = written('KB990021', 'The kettle whistles too long', {
  Symptoms: `The whistle does not stop. Call \`IKettle::Boil\` returns KETTLE_E_DRY (0x80040102).

Tea turns bitter, guests wait in the hall, the cat hides below the sofa, windows mist over, wallpaper peels, neighbours knock, cups rattle, the stove glows, milk boils over, nobody dares to touch the handle, and steam rises.`,
  Resolution: 'Pour the water into the toaster tray. Version 8.1.240.6 of Whistle.exe has the remedy.',
})
const toaster = written('KB990022', 'The toaster burns bread', {
  Symptoms: 'Bread comes out black.',
  Cause: 'The spring is rusty.',
  Resolution: 'Replace the spring. Do not use a kettle nearby.',
})
const fridge = written('KB990023', 'The fridge hums at night', {
  Symptoms: 'A hum, and the notification lamp blinks late.',
  Resolution: 'Level the feet.',
})
const iron = written('KB990024', 'Steam leaves the flat iron', {
  Symptoms: 'Water drips on shirts.',
  Cause: 'The thermostat was dropped.',
})
const index = SearchIndex.of([kettle, toaster, fridge, iron])
const ids = (words: string, limit?: number) => index.search(words, limit).map(h => h.id)
const K = kettle.id
const T = toaster.id
const F = fridge.id
const I = iron.id

describe('a search ranks', () => {
  it('what is in the title above what is in the remedy', () => {
    // "kettle" is the title of one and a warning in the remedy of the other.
    expect(ids('kettle')).toEqual([K, T])
  })

  it('the title above the symptoms', () => {
    // "steam" is what the iron's article is called, and one of several signs of the kettle's.
    expect(ids('steam')).toEqual([I, K])
  })

  it('the article that has more of the words first', () => {
    // Both speak of a spring or a kettle; only one of bread as well.
    expect(ids('kettle bread spring')[0]).toBe(T)
  })

  it('an article that has the rare word above one that has the common one', () => {
    // Every article has a "the"; one has a thermostat.
    expect(ids('the thermostat')).toEqual([I])
  })

  it('any form of a word', () => {
    expect(ids('whistling')).toEqual([K])
    expect(ids('springs')).toEqual([T])
    expect(ids('burnt burning BURNED')[0]).toBe(T)
  })

  it('an article by its number, with and without KB', () => {
    expect(ids('KB990023')).toEqual([F])
    expect(ids('990023')).toEqual([F])
  })

  it('as many as are asked for', () => {
    expect(ids('kettle steam bread hum', 2)).toHaveLength(2)
    expect(ids('kettle', 0)).toEqual([])
  })
})

describe('an identifier is found', () => {
  it.each(['IKettle::Boil', 'ikettle::boil', 'KETTLE_E_DRY', 'kettle_e_dry', '0x80040102', '8.1.240.6', 'Whistle.exe'])(
    'whole: %s',
    word => expect(ids(word)[0]).toBe(K),
  )

  it.each(['Boil', 'IKettle'])('by a part: %s', word => expect(ids(word)).toContain(K))

  it('by its parts when the whole is not known', () => {
    // No article has IToaster::Burn, but one is about burning.
    expect(ids('IToaster::Burns')).toContain(T)
  })

  it('but a bare small number finds nothing', () => {
    expect(ids('8')).toEqual([])
    expect(ids('1 2 240')).toEqual([])
  })
})

describe('a misspelling', () => {
  it('is repaired when no article knows the word', () => {
    expect(ids('thermostst')).toEqual([I])
    expect(ids('toasetr')).toEqual([T, K])
  })

  it('is told as the person wrote it', () => {
    expect(index.search('thermostst')[0]?.matches.map(m => m.word)).toEqual(['thermostst'])
  })

  it.each(['the drive of a Thermostst is gone', 'it is gone: thermoStst', 'the ThermoStst is gone'])(
    'is not what a name is taken for: %s',
    words => expect(ids(words)).toEqual([]),
  )

  it('is what a name has whose letters have changed places', () => {
    expect(ids('the drive of a Thermotsat is gone')).toContain(I)
  })

  it.each(['Thermostst', 'THE THERMOSTST IS GONE', 'It Is The Thermostst Again', 'Hello. Thermostst again'])(
    'may begin with a capital where that says nothing: %s',
    words => expect(ids(words)).toContain(I),
  )

  it('is not what a known word is taken for', () => {
    // "spring" is known, so it does not become "string", nor the other way round.
    const two = SearchIndex.of([toaster, written('KB990025', 'A string breaks', { Symptoms: 'Snap.' })])
    expect(two.search('spring').map(h => h.id)).toEqual([T])
    expect(two.search('string').map(h => h.id)).toEqual(['KB990025'])
  })

  it('of a short word is left alone', () => expect(ids('hmu')).toEqual([]))
})

describe('a hit says why', () => {
  it('which words were found, and in which fields', () => {
    const [hit] = index.search('kettle water umbrella')
    expect(hit?.id).toBe(K)
    expect(hit?.matches.map(m => [m.word, [...m.fields].sort()])).toEqual(
      expect.arrayContaining([
        ['kettle', expect.arrayContaining(['title', 'symptoms'])],
        ['water', ['resolution']],
      ]),
    )
    expect(hit?.matches.map(m => m.word)).not.toContain('umbrella')
  })

  it('how much of the question it covers, from none to all', () => {
    const coverage = (words: string) => index.search(words)[0]?.coverage ?? 0
    expect(coverage('kettle whistles')).toBeCloseTo(1)
    expect(coverage('kettle umbrella parrot')).toBeLessThan(coverage('kettle umbrella'))
    expect(coverage('rusty')).toBeLessThan(1)
    expect(coverage('umbrella')).toBe(0)
  })

  it('with a coverage between 0 and 1 and falling scores, whatever is asked', () => {
    const word = fc.constantFrom(
      'kettle',
      'steam',
      'bread',
      'hum',
      'umbrella',
      'the',
      'IKettle::Boil',
      'KETTLE_E_DRY',
      'thermostst',
      '8.1.240.6',
      'mail',
      'late',
    )
    fc.assert(
      fc.property(fc.array(fc.oneof(word, fc.string({ unit: codePoint })), { maxLength: 12 }), words => {
        const hits = index.search(words.join(' '))
        for (const [i, h] of hits.entries()) {
          expect(h.coverage).toBeGreaterThan(0)
          expect(h.coverage).toBeLessThanOrEqual(1 + 1e-9)
          expect(h.matches.length).toBeGreaterThan(0)
          expect(h.score).toBeLessThanOrEqual(hits[i - 1]?.score ?? Number.POSITIVE_INFINITY)
        }
      }),
      { numRuns: 200 },
    )
  })
})

describe('nothing is found', () => {
  it.each([
    '',
    '   ',
    'the of and',
    'please help me',
    "what's the problem",
    '?!',
    '🙂',
    'a b c',
    'constructor __proto__',
    'umbrella',
  ])('for %j', words => expect(ids(words)).toEqual([]))

  it('in an index without articles', () => expect(SearchIndex.of([]).search('kettle')).toEqual([]))
})

describe('other scripts and endless texts', () => {
  it('find words as they are written', () => {
    const two = SearchIndex.of([
      written('KB990031', 'Чайник свистит слишком долго', { Symptoms: 'Свист.' }),
      written('KB990032', 'やかんの音が止まらない', { Symptoms: '蒸気。' }),
      written('KB990033', 'Kännchen pfeift', { Symptoms: 'Dampf.' }),
    ])
    const first = (words: string) => two.search(words)[0]?.id
    expect(first('чайник')).toBe('KB990031')
    expect(first('蒸気')).toBe('KB990032')
    expect(first('Ka\u0308nnchen')).toBe('KB990033')
    expect(first('ＰＦＥＩＦＴ')).toBe('KB990033')
  })

  it.each([
    ['a word of a megabyte', 'q'.repeat(1_000_000)],
    ['a hundred thousand words', 'kettle umbrella bread '.repeat(33_000)],
    ['different words', Array.from({ length: 50_000 }, (_, i) => `word${i.toString(36)}`).join(' ')],
    ['joints', 'a.'.repeat(200_000)],
    ['apostrophes', "a'".repeat(200_000)],
  ])('take a moment: %s', (_, words) => {
    expect(computingTime(() => index.search(words))).toBeLessThan(3000)
  })
})

describe('in the shipped articles', async () => {
  const { knowledge } = await openShipped()
  const found = async (words: string) => (await knowledge.search(words)).map(h => h.article.id)

  it.each([
    ['mapi application does not work Exchange 2007 Windows Server 2008', 'KB951251', 'its title nearly word for word'],
    ['IMsgStore::Advise returns MAPI_E_NO_SUPPORT', 'KB951251', 'the only one with both names'],
    ['EnumProtocols WSAEnumProtocols', 'KB951251', 'its cause names both functions'],
    ['KB951251', 'KB951251', 'its number, although others mention it'],
    ['notification thread stray UDP packet Exchange 5.5', 'KB329415', 'its own scene'],
    ['event 9646 32 MAPI sessions Exchange 2003 SP1', 'KB842022', 'the 9646 article of that version'],
    ['BlackBerry mail is late after rollup', 'KB2810616', 'the only one about BlackBerry'],
    ['MAPI_E_FAILONEPROVIDER 8004011D', 'KB195849', 'its error by name and number'],
    ['table notifications RPC error', 'KB828636', 'both are in its title'],
    ['firewall drops UDP', 'KB264035', 'its title'],
    ['OnNotify never called SetColumns', 'KB190413', 'its cause'],
    ['IPv6 half disabled hub transport setup', 'KB952842', 'its title'],
    ['folders lost content when moved in Outlook', 'KB2579150', 'its title'],
    ['exmapi32.dll', 'KB957537', 'a file that only it is about'],
    ['RPC encryption outlook cannot connect', 'KB3032395', 'its title'],
  ])('"%s" finds %s first: %s', async (words, id) => expect((await found(words))[0]).toBe(id))

  it('a misspelt description still finds its article', async () => {
    expect((await found('mapi notifcations do not work on exchagne 2007 windows 2008')).slice(0, 3)).toContain(
      'KB951251',
    )
  })

  it('something else entirely covers little', async () => {
    for (const words of ['printer paper jam on the third floor', 'my cat sat on the router'])
      for (const hit of await knowledge.search(words)) expect(hit.coverage).toBeLessThan(0.5)
  })
})

describe.skipIf(!hasSeed)('in the seed article alone', async () => {
  const knowledge = hasSeed ? (await openKnowledge([SEED])).knowledge : undefined

  it.each(['my mapi app gets no notifications', 'IMsgStore::Advise', 'WSAEnumProtocols', 'KB951251'])(
    'it is found by "%s"',
    async words => expect((await knowledge?.search(words))?.map(h => h.article.id)).toEqual(['KB951251']),
  )
})
