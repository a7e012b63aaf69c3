import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { loadCatalog, productOf } from '../../../knowledge/catalog/catalog.ts'
import { catalogFile } from '../../../knowledge/catalog/catalog-file.ts'
import { unknownLevelFinder } from '../../../knowledge/kb/check/unknown-levels.ts'
import { textReader } from '../../../knowledge/mentions/mentions.ts'
import { codePoint } from '../../code-point.ts'

/** A catalog with one product, in which this word stands wherever people's words may stand. */
const catalogWith = (word: string) => {
  const file = catalogFile.safeParse({
    id: 'widget',
    name: word,
    names: [word],
    alone: [`${word} alone`],
    notAfter: [`not ${word}`],
    followedBy: [word],
    kinds: { [word]: [word], 'Service Pack': ['sp', word] },
    elsewhere: [word],
    howToFind: [{ how: 'Look.', precision: 'level', marks: [word] }],
    releases: [
      {
        id: '1',
        name: `${word} One`,
        short: ['1', word],
        also: [word],
        levels: [{ id: 'RTM', name: `${word} 3`, names: [word], build: '1.0.0' }],
      },
    ],
    bundles: [{ names: [word], name: word, means: { widget: '1' } }],
  })
  return file.data && { products: new Map([['widget', productOf(file.data)]]), conflicts: [] }
}

const readWith = (word: string) => {
  const catalog = catalogWith(word)
  if (!catalog) throw new Error(`"${word}" is refused`)
  return textReader(catalog)
}

/** Each word needs a reader of its own, which takes a tenth of a second or more to make. In milliseconds. */
const LONG = 90_000

describe('a word of the catalog', () => {
  it.each(['c++ program', 'widget (x64', 'a|b', '[draft', 'what?', 'x.y', '5*', '{1}', 'back\\slash', 'a^b$'])(
    'that is no regular expression, "%s", is found as it stands there',
    word => {
      const read = readWith(word)
      expect(read(`We have ${word} 1 here.`).mentions.map(m => m.product)).toContain('widget')
      expect(() => read(`The ${word} runs ${word} 1, the other ${word} on 1.`)).not.toThrow()
    },
  )

  it('stands for itself alone: a dot is no other letter', () => {
    const read = readWith('x.y')
    expect(read('We have xzy 1 here.').mentions).toEqual([])
  })

  it('that means another machine is read as such, whatever its letters', () => {
    const { catalog } = loadCatalog()
    const server = catalog.products.get('windows-server')
    if (!server) throw new Error('the catalog has no windows-server')
    const elsewhere = { ...server, file: { ...server.file, elsewhere: ['c++ program', 'wrapper (old)'] } }
    const read = textReader({ ...catalog, products: new Map([...catalog.products, [elsewhere.id, elsewhere]]) })
    for (const text of ['the c++ program runs Windows Server 2003', 'the wrapper (old) is on Windows Server 2003'])
      expect(read(text).mentions.map(m => m.bearing)).toEqual(['elsewhere'])
    expect(read('the cc wrapper runs Windows Server 2003').mentions.map(m => m.bearing)).toEqual(['has'])
  })

  it(
    'of any letters is refused when the catalog is read, or never makes reading throw',
    () => {
      const words = fc.oneof(
        fc.string(),
        fc.string({ unit: codePoint }),
        fc.stringMatching(/^[\^$.*+?()[\]{}|\\/ a-]{1,9}$/),
      )
      fc.assert(
        fc.property(words, fc.string(), (word, other) => {
          const catalog = catalogWith(word)
          if (!catalog) return
          const read = textReader(catalog)
          const text = `The ${word} runs ${word} 1 with ${word}3, ${word} on 1. ${other} It is ${word} ${other}.`
          read(text)
          read(text, { asked: ['widget'] })
          unknownLevelFinder(catalog, read)(text)
        }),
        { numRuns: 150 },
      )
    },
    LONG,
  )

  it.each(['', ' ', '-', ' - ', '…'])(
    'without a letter or a digit, "%s", is refused: it would be found everywhere',
    word => {
      expect(catalogWith(word)).toBeUndefined()
    },
  )

  it('is found in any case, however it is written in the file', () => {
    expect(readWith('Print Hub')('print HUB 1').mentions.map(m => m.product)).toContain('widget')
  })
})

describe('a catalog without kinds of updates', () => {
  it('leaves numbers whole', () => {
    const { catalog } = loadCatalog()
    const outlook = catalog.products.get('outlook')
    if (!outlook) throw new Error('the catalog has no outlook')
    const read = textReader({
      ...catalog,
      products: new Map([['outlook', { ...outlook, file: { ...outlook.file, kinds: {} } }]]),
    })
    expect(read('Outlook 2007 stops').mentions.map(m => m.said)).toEqual(['outlook 2007'])
    expect(read('There are one or two windows').rest).toBe('There are one or two windows')
  })
})
