import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { listedProducts } from '../../../knowledge/reading/applies-to.ts'
import { codePoint } from '../../code-point.ts'
import { computingTime } from '../computing-time.ts'

/** "Exchange Server: 5.0, 5.5"; a product without a version is its name alone. */
const read = (line: string): string => {
  const products = listedProducts(line)
  const names = [...new Set(products.map(p => p.name))].join(' + ')
  const versions = products.flatMap(p => p.version ?? []).join(', ')
  return versions ? `${names}: ${versions}` : names
}

describe('a line of "applies to" names a product and its versions', () => {
  it.each([
    ['Kite Server, version 5.5', 'Kite Server: 5.5'],
    ['Kite Server version 1.0b', 'Kite Server: 1.0b'],
    ['Kite Server versions 3.5, 3.51, 4.0', 'Kite Server: 3.5, 3.51, 4.0'],
    ['Kite Server version 3.1,3.5,3.51', 'Kite Server: 3.1, 3.5, 3.51'],
    ['Kite Server, versions 5.1, 6.0, and 6.0a', 'Kite Server: 5.1, 6.0, 6.0a'],
    ['Kite Server, versions 2.0 and 3.0', 'Kite Server: 2.0, 3.0'],
    ['Kite Server version 4.0.', 'Kite Server: 4.0'],
    ['Kite Studio, 32-bit Editions, versions 5.0, 6.0', 'Kite Studio, 32-bit: 5.0, 6.0'],
    ['Kite Page for Windows, version 3.0', 'Kite Page for Windows: 3.0'],
    ['Kite Mail for Windows, versions 2.x, 3.x', 'Kite Mail for Windows: 2.x, 3.x'],
    ['Kite Link, versions 2.1 OEM Only, 3.0', 'Kite Link: 2.1 OEM Only, 3.0'],
    ['Kite 500 Nations, version 1.0', 'Kite 500 Nations: 1.0'],
  ])('that the word "version" announces: %s', (line, expected) => expect(read(line)).toBe(expected))

  it.each([
    ['Microsoft Exchange Server 2007 Service Pack 1', 'Exchange Server: 2007 Service Pack 1'],
    ['Exchange Server 2019 CU12', 'Exchange Server: 2019 CU12'],
    ['Exchange Server 2013 Cumulative Update 23', 'Exchange Server: 2013 Cumulative Update 23'],
    ['Exchange 2000 Server SP1', 'Exchange Server: 2000 SP1'],
    ['Windows Server 2008 R2 Standard', 'Windows Server: 2008 R2'],
    ['Windows 7 Service Pack 1', 'Windows: 7 Service Pack 1'],
    ['Windows 98 Second Edition', 'Windows: 98 Second Edition'],
    ['Windows 8.1', 'Windows: 8.1'],
    ['Word 97 for Windows', 'Word for Windows: 97'],
    ['Visual Kite.NET (2002), Professional Edition', 'Visual Kite.NET: 2002'],
    ['SQL Server 2005 Express Edition with Tools SP2', 'SQL Server Express Edition with Tools: 2005 SP2'],
    ['Kite Shelf for Windows, 1992, 1993 editions', 'Kite Shelf for Windows: 1992, 1993'],
    ['Kite Shelf 1996-97 for Windows', 'Kite Shelf for Windows: 1996-97'],
    ["Kite Shelf, version '94-'95 edition", "Kite Shelf: '94-'95"],
    ['SQL Server 2005, 2008 and 2012', 'SQL Server: 2005, 2008, 2012'],
  ])('that stands in its name: %s', (line, expected) => expect(read(line)).toBe(expected))

  it.each([
    ['Microsoft Office Outlook 2007', 'Outlook: 2007'],
    ['Microsoft Outlook 2007', 'Outlook: 2007'],
    ['Exchange Server 2010 Standard Edition', 'Exchange Server: 2010'],
    ['Exchange Server 2010 Enterprise', 'Exchange Server: 2010'],
    ['Kite Server 2003, Enterprise and Standard Editions', 'Kite Server: 2003'],
    ['Kite Basic Professional Edition for Windows, version 6.0', 'Kite Basic for Windows: 6.0'],
    ['Kite Server 2014 Developer', 'Kite Server: 2014'],
    ['Microsoft .NET Framework 4.5', '.NET Framework: 4.5'],
    ['.NET Core 3.1', '.NET Core: 3.1'],
    ['Windows 10 - all editions', 'Windows: 10'],
    ['Windows Server 2012 R2 – all editions', 'Windows Server: 2012 R2'],
    ['Kite Manager (current branch - 2002)', 'Kite Manager (current branch): 2002'],
  ])('without maker, suite, edition and dashes: %s', (line, expected) => expect(read(line)).toBe(expected))

  it.each([
    ['Microsoft 365', 'Microsoft 365'],
    ['Microsoft C for MS-DOS, version 6.0', 'Microsoft C for MS-DOS: 6.0'],
    ['Outlook Express 6.0', 'Outlook Express: 6.0'],
    ['Windows Communication Foundation 4.0', 'Windows Communication Foundation: 4.0'],
    ['Microsoft Windows Millennium Edition', 'Windows Millennium Edition'],
    ['Office Online Server', 'Office Online Server'],
    ['Windows 2000 Professional', 'Windows Professional: 2000'],
  ])('with what is a part of its name: %s', (line, expected) => expect(read(line)).toBe(expected))

  it.each([
    ['Kite Server, versions 4.0 SP3, 4.0 SP4', 'Kite Server: 4.0 SP3, 4.0 SP4'],
    ['Kite Server, versions 3.51 SP2, SP3', 'Kite Server: 3.51 SP2, 3.51 SP3'],
    ['Kite Server, version 5.0 Service Packs 1, 2', 'Kite Server: 5.0 Service Pack 1, 5.0 Service Pack 2'],
    ['Kite Server, versions 4.01 Service Pack 2, 5', 'Kite Server: 4.01 Service Pack 2, 5'],
    ['Kite 2000 Server, versions SP1, SP2', 'Kite Server: 2000 SP1, 2000 SP2'],
    ['Kite 97 for Windows, version Service Release 1 (SR-1)', 'Kite for Windows: 97 Service Release 1 (SR-1)'],
    ['Kite Driver version 2.5, versions Build 2.573.2927', 'Kite Driver: 2.5, 2.5 Build 2.573.2927'],
    ['Kite Studio, version 5.0sp3', 'Kite Studio: 5.0sp3'],
  ])('with the level spelled out: %s', (line, expected) => expect(read(line)).toBe(expected))

  it.each([
    ['Kite Server, versions 2.0 and later', 'Kite Server: 2.0 and later'],
    ['Kite Server 2016 CU12 and later versions', 'Kite Server: 2016 CU12 and later versions'],
    ['Kite Server 2010 - 2016', 'Kite Server: 2010 - 2016'],
    ['Kite Server 2010 SP1 through SP3', 'Kite Server: 2010 SP1 through SP3'],
  ])('a range is one version: %s', (line, expected) => expect(read(line)).toBe(expected))

  it.each([
    ['Kite Server version 4.0, Terminal Edition', 'Kite Server, Terminal Edition: 4.0'],
    ['Kite versions 2000, 2000 SP1 Advanced Server', 'Kite Advanced Server: 2000, 2000 SP1'],
    ['Kite Explorer versions 5, 5.5 for Windows NT 4.0', 'Kite Explorer for Windows NT 4.0: 5, 5.5'],
  ])('what follows the versions is of the name: %s', (line, expected) => expect(read(line)).toBe(expected))
})

describe('what is no version of the product stays in its name, or is left out', () => {
  it.each([
    ['Kite Plus! for Windows 95', 'Kite Plus! for Windows 95'],
    ['Microsoft 365 Apps for enterprise', 'Microsoft 365 Apps for enterprise'],
    ['Kite Pack, volume 4', 'Kite Pack, volume 4'],
    ['Kite Simulator 2: Over the Sea', 'Kite Simulator 2: Over the Sea'],
    ['Exchange Online', 'Exchange Online'],
    ['Inside Kite, ISBN 1-55615-912-9', 'Inside Kite, ISBN 1-55615-912-9'],
    ['The Kite Classes (KTC)', 'The Kite Classes (KTC)'],
  ])('%s', (line, expected) => expect(read(line)).toBe(expected))

  it.each([
    ['SQL Server 2000 (all editions)', 'SQL Server: 2000'],
    ['Kite Server, versions 3.0 (all SP), 4.0', 'Kite Server: 3.0, 4.0'],
    ['Windows 10, version 1809, all editions', 'Windows 10: 1809'],
    ['Word 2003, when used with: Kite', 'Word: 2003'],
    ['Kite Server 4.0, on the following platforms: x86', 'Kite Server: 4.0'],
    ['the operating system: Microsoft Windows 2000', 'Windows: 2000'],
    ['Kite Server 2007 SP1 (Kite 2007 Standard Edition)', 'Kite Server: 2007 SP1'],
    ['Kite 2019 [1]', 'Kite: 2019'],
    ['• Kite 2019 *', 'Kite: 2019'],
  ])('%s', (line, expected) => expect(read(line)).toBe(expected))
})

describe('any line', () => {
  const word = fc.constantFrom(
    'Kite',
    'Server',
    'for',
    'versions',
    'version',
    'and later',
    'Service Packs',
    'SP1',
    'R2',
    'edition',
    '(all editions)',
    '(x y)',
    '2000',
    '4.0',
    '5.0sp3',
    '97',
    ',',
    '-',
    '*',
    'used with:',
    '95-97',
    '1',
  )
  const line = fc.oneof(
    fc.array(word, { maxLength: 12 }).map(words => words.join(' ')),
    fc.string({ unit: codePoint, maxLength: 60 }),
  )

  it('is read, and names and versions are never empty', () => {
    fc.assert(
      fc.property(line, text => {
        for (const { name, version } of listedProducts(text)) {
          expect(name.trim()).not.toBe('')
          expect(version?.trim()).not.toBe('')
        }
      }),
      { numRuns: 1000 },
    )
  })

  it('gives no word that does not stand in it', () => {
    const wordsOf = (text: string) => text.match(/[\p{L}\p{N}.]+/gu) ?? []
    fc.assert(
      fc.property(line, text => {
        // "Service Packs 1, 2" are two a "Service Pack"; "Kite²" has a footnote.
        const known = new Set(
          wordsOf(text).flatMap(w => [w, w.replace(/s$/, ''), w.replace(/\.+$/, ''), w.replace(/[\p{No}.]+$/u, '')]),
        )
        for (const { name, version } of listedProducts(text))
          for (const w of wordsOf(`${name} ${version ?? ''}`)) expect([...known, '']).toContain(w.replace(/\.+$/, ''))
      }),
      { numRuns: 500 },
    )
  })

  it('names a product if it has a word', () => {
    fc.assert(fc.property(line, text => listedProducts(`Kite ${text}`).length > 0))
  })

  it.each(['(', ' ', '1, ', 'versions 1, ', 'SP1 ', '(a ', '1.'])(
    'is read at once, however long: a run of %j',
    piece => {
      const text = `Kite versions ${piece.repeat(5_000_000 / piece.length)}`
      expect(computingTime(() => listedProducts(text))).toBeLessThan(500)
    },
  )
})
