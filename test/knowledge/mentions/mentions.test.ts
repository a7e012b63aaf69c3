import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isWithin, unite } from '../../../knowledge/catalog/ranges.ts'
import type { ReadingContext } from '../../../knowledge/mentions/index.ts'
import { codePoint } from '../../code-point.ts'
import { computingTime } from '../computing-time.ts'
import { mentionsOf, read as reading, versions } from '../room.ts'

/** Who asks nothing and knows nothing yet, unless said otherwise. */
const read = (text: string, context?: ReadingContext) =>
  mentionsOf(text, context).map(m => [m.product, m.label, m.bearing] as const)
/** The versions that the person's own systems have by this text. */
const owned = (text: string, context?: ReadingContext) =>
  Object.fromEntries(
    mentionsOf(text, context)
      .filter(m => m.bearing === 'has' && m.hasVersion)
      .map(m => [m.product, m.label]),
  )

const askedExchange: ReadingContext = { asked: ['exchange-server'] }
const askedWindows: ReadingContext = { asked: ['windows-server'] }

describe('Exchange is known', () => {
  it.each([
    ['E2K7', '2007'],
    ['E2007', '2007'],
    ['Ex2007', '2007'],
    ['Exchange is 2007', '2007'],
    ['our exchange server: 2007 with SP1', '2007 SP1'],
    ['ex 2007', '2007'],
    ['Exch 07', '2007'],
    ['Exch2K7', '2007'],
    ['Exchange 8', '2007'],
    ['Exchange Server v8', '2007'],
    ['E12', '2007'],
    ['EXCHANGE 2007', '2007'],
    ['Exchange-2007', '2007'],
    ['MSExchange2007', '2007'],
    ['Microsoft Exchange Server 2007', '2007'],
    ['Exchange Server(TM) 2007', '2007'],
    ['Exchange™ 2007', '2007'],
    ['Ｅｘｃｈａｎｇｅ　２００７', '2007'],
    ['Exchange 8.1', '2007 SP1'],
    ['Exchange 2007 SP1', '2007 SP1'],
    ['Exchange 2007 SP 1', '2007 SP1'],
    ['Exchange 2007 service-pack 1', '2007 SP1'],
    ['Exchange 2007, Service Pack 1', '2007 SP1'],
    ['Exchange 2007 (SP1)', '2007 SP1'],
    ['SP1 for Exchange 2007', '2007 SP1'],
    ['E12 SP1', '2007 SP1'],
    ['E2K7SP1', '2007 SP1'],
    ['Exchange 2007 RTM', '2007 RTM'],
    ['Exchange 2007 without service pack', '2007 RTM'],
    ['Exchange 2007 without SP1', '2007 RTM'],
    ['Exchange 2007 before SP1', '2007 RTM'],
    ['Exchange 2007 SP1 RU3', '2007 SP1 RU3'],
    ['Exchange 2007 SP1 UR3', '2007 SP1 RU3'],
    ['Exchange 2007 SP1 rollup 3', '2007 SP1 RU3'],
    ['Exchange 2007 with SP1 and Update Rollup 3', '2007 SP1 RU3'],
    ['Ex2007SP1RU3', '2007 SP1 RU3'],
    ['Update Rollup 4 for Exchange Server 2007 Service Pack 1 (KB952580)', '2007 SP1 RU4'],
    ['Exchange 2007 SP1 before Update Rollup 4', '2007 SP1 .. 2007 SP1 RU3'],
    ['Exchange 2007 SP1 without RU4', '2007 SP1 .. 2007 SP1 RU3'],
    ['Exchange 2007 SP1, RU4 is not installed', '2007 SP1 .. 2007 SP1 RU3'],
    ['we have not installed RU4 on Exchange 2007 SP1', '2007 SP1 .. 2007 SP1 RU3'],
    ["Exchange 2007 SP1, we haven't installed RU4 yet", '2007 SP1 .. 2007 SP1 RU3'],
    ['Exchange 2007 SP1 up to and including rollup 3', '2007 SP1 .. 2007 SP1 RU3'],
    ['Exchange 2007 SP1, not newer than RU3', '2007 SP1 .. 2007 SP1 RU3'],
    ['Exchange 2007 SP1 newer than RU3', '2007 SP1 RU4 .. 2007 SP1'],
    ['Exchange 2007 SP1, something later than rollup 3', '2007 SP1 RU4 .. 2007 SP1'],
    ['Exchange 2007 past SP1', '2007 SP2 .. 2007'],
    ['Exchange two thousand seven, service pack one', '2007 SP1'],
    ['Exchange Twenty Ten', '2010'],
    ['Exchange 2007 SP1 with rollup three', '2007 SP1 RU3'],
    ['Exchange 2007 SP1 RU4 or later', '2007 SP1 RU4 .. 2007 SP1'],
    ['Exchange 2007 SP2 or later', '2007 SP2 .. 2007'],
    ['Exchange 2007 SP1+', '2007 SP1 .. 2007'],
    ['Exchange 5.5 SP4', '5.5 SP4'],
    ['Exchange 2000 SP3', '2000 SP3'],
    ['Exch2k3', '2003'],
    ['Exchange 2010 SP2 RU4', '2010 SP2 RU4'],
    ['Exchange 2013 CU5', '2013 CU5'],
  ])('from "%s" as %s', (text, version) => {
    const found = mentionsOf(text)
    expect(found.map(m => [m.product, m.bearing, m.hasVersion])).toEqual([['exchange-server', 'has', true]])
    expect(found[0]?.ranges).toEqual(versions('exchange-server', version))
  })

  it.each([
    'Exchange 2007 SP1 no rollups',
    'Exchange 2007 SP1, never patched with any rollup',
    'Exchange 2007 SP1, not a single rollup',
  ])('without any rollup when that is said: %s', text => {
    const [mention] = mentionsOf(text)
    expect(mention?.ranges).toEqual([{ from: [8, 1, 240, 6], to: [8, 1, 263, 1] }])
  })

  it.each([
    ['Exchange 2007 SP1 with RU1, RU2 and RU3', '2007 SP1 RU1 .. 2007 SP1 RU3'],
    ['RU2 or RU3 for Exchange 2007 SP1', '2007 SP1 RU2 .. 2007 SP1 RU3'],
    ['Exchange 2007 SP1 or SP2', '2007 SP1 .. 2007 SP2'],
  ])('with each of a list, of the same service pack: %s', (text, version) => {
    const ranges = mentionsOf(text).map(m => m.ranges)
    expect(unite(...ranges)).toEqual(versions('exchange-server', version))
  })

  it('without a version when none is given', () => {
    expect(mentionsOf('our Exchange Server').map(m => [m.product, m.hasVersion])).toEqual([['exchange-server', false]])
  })

  it.each(['Exhange 2007', 'Exchnage Server 2007', 'Microsoft Exchage 2007', 'exchagne 2007'])(
    'although it is misspelt: %s',
    text => expect(owned(text)).toEqual({ 'exchange-server': 'Exchange Server 2007' }),
  )
})

describe('a build of Exchange', () => {
  const build = (...parts: number[]) => [{ from: parts, to: [...parts, 0] }]

  it.each([
    ['8.1.291.2', build(8, 1, 291, 2)],
    ['Exchange 8.1.291.2', build(8, 1, 291, 2)],
    ['Exchange Server version 8.01.0291.002', build(8, 1, 291, 2)],
    ['08.01.0240.006', build(8, 1, 240, 6)],
    ['ExSetup.exe is 8.1.240.6', build(8, 1, 240, 6)],
    ['8.1.300.1', build(8, 1, 300, 1)],
    ['Exchange 8.1 build 359.2', build(8, 1, 359, 2)],
    ['Version 8.1 (Build 359.2)', build(8, 1, 359, 2)],
  ])('is taken to the digit from "%s"', (text, ranges) => {
    const [mention] = mentionsOf(text)
    expect(mention).toMatchObject({ product: 'exchange-server', ranges })
    expect(mention?.cannotTell).toBeUndefined()
  })

  it.each([
    '8.1.240.6',
    'Exchange version 8.1.240.6',
    'Version 8.1 (Build 240.6)',
    'Exchange 8.1, build 240.6',
    '8.1.240',
    'Version 8.1 (Build 240)',
  ])('that any rollup leaves as it is tells the service pack only: %s', text => {
    const [mention] = mentionsOf(text)
    expect(mention).toMatchObject({ product: 'exchange-server', ranges: versions('exchange-server', '2007 SP1') })
    expect(mention?.cannotTell).toMatch(/rollup/)
  })

  it('that is cut short is the rollup whose build begins so', () => {
    const [mention] = mentionsOf('8.1.311')
    expect(isWithin(mention?.ranges ?? [], versions('exchange-server', '2007 SP1 RU4'))).toBe(true)
  })

  it('that no number can have does no harm', () => {
    expect(
      mentionsOf(`Version 8.1 (Build ${'9'.repeat(400)})`).flatMap(m => m.ranges.flatMap(r => r.from)),
    ).not.toContain(Number.POSITIVE_INFINITY)
  })
})

describe('Windows Server is known', () => {
  it.each([
    ['W2K8', '2008'],
    ['WS08', '2008'],
    ['WS2008', '2008'],
    ['Win2008', '2008'],
    ['Win 2K8 x64', '2008'],
    ['2k8', '2008'],
    ['Server 08', '2008'],
    ['Windows 2008', '2008'],
    ['Longhorn', '2008'],
    ['Windows Server Longhorn', '2008'],
    ['6.0.6001', '2008 SP1'],
    ['6.0.6002', '2008 SP2'],
    ['Windows 2008 SP2', '2008 SP2'],
    ['Microsoft® Windows Server® 2008 Standard', '2008'],
    ['Windows Server 2008 R2', '2008 R2'],
    ['W2K8R2', '2008 R2'],
    ['2k8 r2', '2008 R2'],
    ['windows server 2008r2', '2008 R2'],
    ['6.1.7600', '2008 R2 RTM'],
    ['W2K3', '2003'],
    ['2K3', '2003'],
    ['Windows 2003 R2', '2003'],
    ['5.2.3790', '2003'],
    ['Win2k3 SP2', '2003 SP2'],
    ['Windows Server 2012 R2', '2012 R2'],
    ['NT 4', 'NT 4.0'],
  ])('from "%s" as %s', (text, version) => {
    const found = mentionsOf(text)
    expect(found.map(m => [m.product, m.bearing])).toEqual([['windows-server', 'has']])
    expect(found[0]?.ranges[0]?.from).toEqual(versions('windows-server', version)[0]?.from)
    expect(isWithin(found[0]?.ranges ?? [], versions('windows-server', version))).toBe(true)
  })

  it.each(['Widnows Server 2008', 'Windws Server 2008', 'Windwos 2008'])('although it is misspelt: %s', text =>
    expect(owned(text)).toEqual({ 'windows-server': 'Windows Server 2008' }),
  )
})

describe('together', () => {
  it('two products keep their own versions', () => {
    expect(owned('E2K7 SP1 RU3 on W2K8 SP2')).toEqual({
      'exchange-server': 'Exchange Server 2007 SP1 Update Rollup 3',
      'windows-server': 'Windows Server 2008 SP2',
    })
    expect(owned('Windows 2003 SP2, Exchange 2007 SP1')).toEqual({
      'exchange-server': 'Exchange Server 2007 SP1',
      'windows-server': 'Windows Server 2003 SP2',
    })
    expect(owned('Exchange 2007 (8.1.291.2) on Windows 2008 (6.0.6001)')).toEqual({
      'exchange-server': 'Exchange Server 2007 SP1 Update Rollup 3 (8.1.291.2)',
      'windows-server': 'Windows Server 2008 SP1',
    })
  })

  it('Small Business Server 2008 is Windows Server 2008 with Exchange 2007 SP1 or later', () => {
    for (const text of ['SBS 2008', 'SBS2008', 'Small Business Server 2008', 'Windows SBS 2008']) {
      const found = mentionsOf(text)
      expect(found.find(m => m.product === 'windows-server')?.ranges).toEqual(versions('windows-server', '2008'))
      expect(found.find(m => m.product === 'exchange-server')?.ranges).toEqual(
        versions('exchange-server', '2007 SP1 .. 2007'),
      )
    }
  })
})

describe('another product is not Exchange or Windows Server', () => {
  it.each([
    ['SQL Server 2008', ['sql-server']],
    ['SQL 2008 R2', ['sql-server']],
    ['Outlook 2007', ['outlook']],
    ['Microsoft Office 2007', ['office']],
    ['Office 2007 SP1', ['office']],
    ['Windows 7', ['windows-client']],
    ['Windows Vista SP1', ['windows-client']],
    ['Project Server 2007', []],
    ['SharePoint Server 2007', []],
    ['Visual Studio 2008', []],
    ['BizTalk Server 2006', []],
    ['since 2007', []],
    ['on 7 October 2008', []],
    ['event 2003', []],
    ['2007', []],
    ['SP1', []],
    ['10.0.0.8', []],
    ['port 2008', []],
  ])('%s → %j', (text, products) => expect(mentionsOf(text).map(m => m.product)).toEqual(products))

  it('and stays apart from them in one sentence', () => {
    expect(owned('SQL Server 2008 R2 for the database and Windows Server 2003 for Exchange 2007')).toEqual({
      'sql-server': 'SQL Server 2008 R2',
      'windows-server': 'Windows Server 2003',
      'exchange-server': 'Exchange Server 2007',
    })
  })
})

describe('what was asked or is known', () => {
  it.each([
    ['2008', askedWindows, 'Windows Server 2008'],
    ['actually 2003', askedWindows, 'Windows Server 2003'],
    ['it is 2003, not 2008', askedWindows, 'Windows Server 2003'],
    ['2008R2', askedWindows, 'Windows Server 2008 R2'],
    ['6.0.6001', askedWindows, 'Windows Server 2008 SP1'],
  ] as const)('decides what "%s" is', (text, context, label) =>
    expect(owned(text, context)).toEqual({ 'windows-server': label }),
  )

  it('decides which product a bare year is of', () => {
    expect(owned('2007', askedExchange)).toEqual({ 'exchange-server': 'Exchange Server 2007' })
    expect(owned('2003', askedExchange)).toEqual({ 'exchange-server': 'Exchange Server 2003' })
    expect(owned('2003', askedWindows)).toEqual({ 'windows-server': 'Windows Server 2003' })
  })

  it('does not turn a named product into the one that was asked about', () => {
    expect(owned('Outlook 2007', askedExchange)).toEqual({ outlook: 'Outlook 2007' })
    expect(owned('SQL Server 2008', askedWindows)).toEqual({ 'sql-server': 'SQL Server 2008' })
  })

  it('lets a bare rollup be that of every service pack, whichever it is', () => {
    const of = (text: string, context: ReadingContext) => mentionsOf(text, context)[0]?.ranges ?? []
    for (const context of [askedExchange, { known: ['exchange-server'] }]) {
      expect(isWithin(versions('exchange-server', '2007 SP1 RU3'), of('UR3', context))).toBe(true)
      expect(isWithin(versions('exchange-server', '2007 RTM RU3'), of('rollup 3', context))).toBe(true)
      expect(of('SP1 RU3', context)).toEqual(versions('exchange-server', '2007 SP1 RU3', '2010 SP1 RU3'))
    }
  })

  it.each([
    ['RU4 or later', '2007 SP1 RU4', '2007 SP1 RU3'],
    ['RU4 or newer', '2007 SP1 RU10', '2007 SP1 RU1'],
    ['before RU4', '2007 SP1 RU3', '2007 SP1 RU4'],
    ['older than rollup 4', '2007 SP1 RU1', '2007 SP1 RU5'],
    ['RU4 is not installed', '2007 SP1 RU3', '2007 SP1 RU4'],
    ['RU3 or earlier', '2007 SP1 RU3', '2007 SP1 RU4'],
    ['SP2 or later', '2007 SP3', '2007 SP1'],
    ['before SP2', '2007 SP1', '2007 SP2'],
    ['8.1.311.3 or later', '2007 SP1 RU4', '2007 SP1 RU3'],
  ])('"%s" compares within each service pack: %s is meant, %s is not', (text, meant, not) => {
    const ranges = mentionsOf(text, askedExchange)[0]?.ranges ?? []
    expect(isWithin(versions('exchange-server', meant), ranges)).toBe(true)
    expect(isWithin(versions('exchange-server', not), ranges)).toBe(false)
  })
})

describe('what a sentence says about a version', () => {
  const windows = (version: string, bearing: string) => ['windows-server', `Windows Server ${version}`, bearing]
  const exchange = (version: string, bearing: string) => ['exchange-server', `Exchange Server ${version}`, bearing]

  it.each([
    [
      'It works on Windows Server 2003 but not on Windows Server 2008',
      windows('2003', 'works'),
      windows('2008', 'has'),
    ],
    ['It works on Windows Server 2003, not on Windows Server 2008', windows('2003', 'works'), windows('2008', 'has')],
    ['it fails on Windows Server 2008, OK on Windows Server 2003', windows('2008', 'has'), windows('2003', 'works')],
    ['it fails on Server 2008 but not on Server 2003', windows('2008', 'has'), windows('2003', 'works')],
    ['Everything works on Server 2003. On Server 2008 it does not.', windows('2003', 'works'), windows('2008', 'has')],
    ['no problems on Server 2003, but on Server 2008 it is dead', windows('2003', 'works'), windows('2008', 'has')],
    ['the same tool works fine with mailboxes on Windows Server 2003', windows('2003', 'works')],
    ['moved from Windows Server 2003 to Windows Server 2008', windows('2003', 'past'), windows('2008', 'has')],
    ['we upgraded from Exchange 2003 to Exchange 2007 SP1', exchange('2003', 'past'), exchange('2007 SP1', 'has')],
    ['replaced Exchange 2003 with Exchange 2007 SP1', exchange('2003', 'past'), exchange('2007 SP1', 'has')],
    ['we upgraded Exchange 2007 from SP1 to SP2', exchange('2007 SP2', 'has')],
    ['since upgrading Exchange 2007 SP1 to SP2', exchange('2007 SP2', 'has')],
    ['since upgrading Exchange 2007 SP1 to RU4', exchange('2007 SP1 Update Rollup 4', 'has')],
    ['previously on Server 2003', windows('2003', 'past')],
    ['it is not Server 2008, it is Server 2003', windows('2008', 'denied'), windows('2003', 'has')],
    ["It's not Windows Server 2008, it's Windows Server 2003", windows('2008', 'denied'), windows('2003', 'has')],
    ['Server 2003, not Server 2008', windows('2003', 'has'), windows('2008', 'past')],
    ['No. Not Windows Server 2008.', windows('2008', 'denied')],
    ["I don't have Exchange 2007", exchange('2007', 'denied')],
    ['we do not use Windows Server 2008', windows('2008', 'denied')],
    [
      'MAPI client on Windows Server 2008, mailbox server on Windows Server 2003',
      windows('2008', 'elsewhere'),
      windows('2003', 'has'),
    ],
    [
      'the app (Windows Server 2008), mailbox server on Server 2003',
      windows('2008', 'elsewhere'),
      windows('2003', 'has'),
    ],
    ['our client on Windows Server 2008', windows('2008', 'elsewhere')],
    ['the windows is 2008 and exchange is 2007', windows('2008', 'has'), exchange('2007', 'has')],
    ['Exchange is 2000 messages behind', ['exchange-server', 'Exchange Server', 'has']],
    ['missing on 2008 but fine on 2003', windows('2008', 'has'), windows('2003', 'works')],
    ['fails on Windows Server 2008, OK on 2003', windows('2008', 'has'), windows('2003', 'works')],
    ['the client runs Windows Server 2003', windows('2003', 'elsewhere')],
    ['my PC has Windows Server 2003', windows('2003', 'elsewhere')],
    ['the domain controllers are on Windows Server 2003', windows('2003', 'elsewhere')],
    [
      'the application server is Windows Server 2003, the mailbox server Windows Server 2008',
      windows('2003', 'elsewhere'),
      windows('2008', 'has'),
    ],
    ['Actually it is Windows Server 2003', windows('2003', 'has')],
  ])('%s', (text, ...expected) => expect(read(text)).toEqual(expected))

  it.each(['works on 2003 but not on 2008', 'upgraded from 2003 to 2007', 'it is not 2008, it is 2003'])(
    'without any product is taken for no version that one has: %s',
    text => expect(owned(text)['exchange-server']).toBeUndefined(),
  )
})

describe('what a tool printed', () => {
  const cases: [name: string, text: string, product: string, version: string, cannotTell?: string][] = [
    [
      'Get-ExchangeServer',
      'Name                : MBX01\nEdition             : Enterprise\nAdminDisplayVersion : Version 8.1 (Build 240.6)',
      'exchange-server',
      '2007 SP1',
      'rollup',
    ],
    ['Exchange System Manager', 'Version 6.5 (Build 7638.2: Service Pack 2)', 'exchange-server', '2003 SP2', 'update'],
    ['ver, 2008', 'Microsoft Windows [Version 6.0.6001]\n\nC:\\>', 'windows-server', '2008 SP1'],
    ['ver, 2003', 'Microsoft Windows [Version 5.2.3790]', 'windows-server', '2003', 'service pack'],
    [
      'systeminfo, 2008',
      'OS Name:                   Microsoft® Windows Server® 2008 Standard\nOS Version:                6.0.6001 Service Pack 1 Build 6001',
      'windows-server',
      '2008 SP1',
    ],
    [
      'systeminfo, 2008 R2',
      'OS Name: Microsoft Windows Server 2008 R2 Enterprise\nOS Version: 6.1.7601 Service Pack 1 Build 7601',
      'windows-server',
      '2008 R2 SP1',
    ],
    [
      'systeminfo, 2003',
      'OS Name:                   Microsoft(R) Windows(R) Server 2003, Standard Edition\nOS Version:                5.2.3790 Service Pack 2 Build 3790',
      'windows-server',
      '2003 SP2',
    ],
    ['systeminfo, one line', 'OS Version: 5.2.3790 Service Pack 2 Build 3790', 'windows-server', '2003 SP2'],
    ['winver, 2008', 'About Windows\nVersion 6.0 (Build 6002: Service Pack 2)', 'windows-server', '2008 SP2'],
    [
      'winver, 2003',
      'Version 5.2 (Build 3790.srv03_sp2_gdr.100216-1301 : Service Pack 2)',
      'windows-server',
      '2003 SP2',
    ],
    ['winver, XP', 'Microsoft Windows XP\nVersion 5.1 (Build 2600: Service Pack 3)', 'windows-client', 'XP SP3'],
  ]
  it.each(cases)('%s', (_name, text, product, version, cannotTell) => {
    const found = mentionsOf(text).filter(m => m.hasVersion)
    expect(found.map(m => m.product)).toEqual([product])
    expect(isWithin(found[0]?.ranges ?? [], versions(product, version))).toBe(true)
    expect(found[0]?.cannotTell ?? '').toMatch(cannotTell ? new RegExp(cannotTell) : /^$/)
  })

  const fileVersion =
    'ProductVersion   FileVersion      FileName\n--------------   -----------      --------\n08.01.0291.002   08.01.0291.002   C:\\Program Files\\Microsoft\\Exchange Server\\bin\\ExSetup.exe'

  it('Get-Command ExSetup.exe, which tells the rollup', () => {
    const [mention] = mentionsOf(fileVersion)
    expect(mention?.label).toBe('Exchange Server 2007 SP1 Update Rollup 3 (8.1.291.2)')
    expect(mention?.cannotTell).toBeUndefined()
  })

  it('both of them: the finer one decides', () => {
    const found = mentionsOf(`AdminDisplayVersion : Version 8.1 (Build 240.6)\n${fileVersion}`)
    expect(owned(`AdminDisplayVersion : Version 8.1 (Build 240.6)\n${fileVersion}`)).toEqual({
      'exchange-server': 'Exchange Server 2007 SP1 Update Rollup 3 (8.1.291.2)',
    })
    expect(found.every(m => m.cannotTell === undefined)).toBe(true)
  })
})

describe('any text at all', () => {
  const piece = fc.constantFrom(
    ...['Exchange', '2007', 'SP1', 'RU4', 'Windows Server', '2008', 'R2', 'not', 'but', 'from', 'to', 'works', 'fails'],
    ...[
      '8.1.240.6',
      '(Build 240.6)',
      'Version 8.1',
      'or later',
      'before',
      ',',
      '.',
      '\n',
      'the client runs',
      '(',
      '[Version',
    ],
  )
  const text = fc.oneof(
    fc.string({ unit: codePoint }),
    fc.array(piece, { maxLength: 12 }).map(p => p.join(' ')),
    fc.array(piece, { maxLength: 12 }).map(p => p.join('')),
  )

  it('is read without throwing, and each mention is of a known product and holds a build', () => {
    fc.assert(
      fc.property(text, fc.constantFrom(undefined, askedExchange, askedWindows), (t, context) => {
        for (const m of mentionsOf(t, context)) {
          expect(m.ranges.length).toBeGreaterThan(0)
          expect(m.label).not.toBe('')
          expect(m.start).toBeGreaterThanOrEqual(0)
        }
      }),
      { numRuns: 300 },
    )
  })

  it.each([
    ['the same words again and again', 'Exchange 2007 SP1 '.repeat(20_000)],
    ['nothing but blanks', ' '.repeat(300_000)],
    ['builds', '8.1.240.6 '.repeat(30_000)],
    ['one endless word', 'exchange'.repeat(40_000)],
  ])('is read in a moment, however long: %s', (_, long) => {
    expect(computingTime(() => mentionsOf(long))).toBeLessThan(3000)
  })
})

describe('what is only intended is not there yet', () => {
  it.each([
    ['Should we install RU4 for Exchange 2007 SP1?', undefined],
    ['we are about to install update rollup 4 on our Exchange 2007 SP1 server', 'Exchange Server 2007 SP1'],
    ['we plan to upgrade to Exchange 2010, now it is Exchange 2007 SP1', 'Exchange Server 2007 SP1'],
  ])('%s', (text, label) => {
    expect(owned(text)['exchange-server']).toBe(label)
  })
})

describe('a service pack between two products', () => {
  it.each([
    'Exchange 2007 with SP1 on Windows Server 2008',
    'exchange 2007 running sp1 on windows 2008',
    'Exchange 2007 x64 SP1 w2008 x64',
    'Exchange 2007 SP1 Windows 2008',
    'Windows 2008 + Exchange 2007 + SP1',
    'Windows Server 2008 and SP1 for Exchange 2007',
    'SP1 on Exchange 2007, Windows 2008',
  ])('is of the one before it, unless a word leads on: %s', text => {
    expect(owned(text)).toEqual({
      'exchange-server': 'Exchange Server 2007 SP1',
      'windows-server': 'Windows Server 2008',
    })
  })

  it('that is not there yet is none that one has', () => {
    expect(owned('Exchange 2007 SP1, not yet on SP2')).toEqual({ 'exchange-server': 'Exchange Server 2007 SP1' })
  })
})

describe('what was upgraded', () => {
  it.each([
    'after upgrading Exchange 2007 SP1 to SP2 on Windows 2008',
    'we upgraded Exchange 2007 from SP1 to SP2 on Windows Server 2008',
    'Exchange 2007 was updated from SP1 to SP2 (Windows Server 2008)',
  ])('is of the same product before and after: %s', text => {
    expect(owned(text)).toEqual({
      'exchange-server': 'Exchange Server 2007 SP2',
      'windows-server': 'Windows Server 2008',
    })
  })
})

describe('a number without its product', () => {
  it.each([
    ['Exchange 2007 SP1 RU3, 2008', ['2008']],
    ['sorry, it is 2008', ['2008']],
    ['really it’s 2016', ['2016']],
    ['node A is 2003, node B is 2008.', ['2003', '2008']],
    ['2007', ['2007']],
    ['11', ['11']],
    ['Exchange 2007 on Windows Server 2008', []],
    ['since 7 October, 2008', []],
    ['since October 7, 2008, nothing works', []],
    ['on 7/10/2008', []],
    ['installed in 2008', []],
    ['event 2003, 2008', []],
    ['we have 2008 mailboxes', []],
    ['error 11', []],
  ])('may be a release: %s', (text, bare) => {
    expect(reading(text).bare).toEqual(bare)
  })

  it('is one of the product that it may be of', () => {
    const context = { asked: ['exchange-server', 'windows-server'] }
    expect(owned('2007, and 2008', context)).toEqual({
      'exchange-server': 'Exchange Server 2007',
      'windows-server': 'Windows Server 2008',
    })
    expect(reading('2007, and 2008', context).bare).toEqual([])
  })
})
