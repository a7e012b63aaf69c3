import { describe, expect, test } from 'vitest'
import { foreignReader } from '../../../knowledge/mentions/index.ts'
import { versionNames } from '../../../knowledge/naming/index.ts'
import { catalog } from '../room.ts'

const read = foreignReader(catalog)
const names = versionNames()
const versionsOf = (text: string): readonly string[] =>
  read(text).versions.map(v => {
    const product = catalog.products.get(v.product)
    return product ? names.of(product, v.ranges) : v.product
  })

describe('of a text in a language without word lists', () => {
  test.each([
    ['Exchange 2007 SP1 unter Windows Server 2008', ['Exchange Server 2007 SP1', 'Windows Server 2008']],
    ['Exchange 2007 SP1とWindows Server 2008の環境で', ['Exchange Server 2007 SP1', 'Windows Server 2008']],
    ['после переноса на Exchange 2007 SP1, ошибка', ['Exchange Server 2007 SP1']],
    ['Exchange 2007 SP1 RU3, seit gestern', ['Exchange Server 2007 SP1 Update Rollup 3']],
    ['Version: 8.1.291.2', ['Exchange Server 2007 SP1 Update Rollup 3 (8.1.291.2)']],
  ])('a version is read that stands by itself: %s', (text, expected) => {
    expect([...versionsOf(text)].sort()).toEqual([...expected].sort())
  })

  test.each([
    ['Exchange 2007 SP1 vor Rollup 4', ['Exchange Server 2007 SP1'], 'a word stands before the update'],
    ['Exchange 2007 SP1 RU3 fehlt', ['Exchange Server 2007 SP1'], 'a word stands behind the update'],
    ['Exchange 2007 ohne SP1', ['Exchange Server 2007'], 'a word stands before the service pack'],
    ['Exchange 2007 SP1+', ['Exchange Server 2007'], 'or later'],
    ['Exchange 2007 SP1/SP2', ['Exchange Server 2007'], 'one of two'],
    ['>= Exchange 2010 SP1', [], 'compared'],
    ['vor Version 8.1.311.3 ging es', [], 'a word stands before the build'],
    ['von Exchange 2003 auf Exchange 2007 SP1', [], 'two versions of one product'],
    ['unter Windows Server 2008 nicht, unter 2003 schon', [], 'two versions of one product, one by its year'],
    ['unser Exchange ist kaputt', [], 'no version'],
  ])('what a word could turn is left out: %s', (text, expected) => {
    expect(versionsOf(text)).toEqual(expected)
  })

  test('identifiers are read, but no versions, names and abbreviations', () => {
    expect(
      read(
        'z.B. MAPI_E_NO_SUPPORT bei IMsgStore::Advise, Fehler 0x80040102, Ereignis-ID 1022, auf MBX01 mit PowerShell, KB953469, E2K7 SP1, 8.1.291.2',
      ).identifiers,
    ).toEqual(['MAPI_E_NO_SUPPORT', 'IMsgStore::Advise', '0x80040102', 'event ID 1022'])
    expect(read("ID d'événement : 1022").identifiers).toEqual(['event ID 1022'])
    expect(read('ID события 1022').identifiers).toEqual(['event ID 1022'])
  })
})
