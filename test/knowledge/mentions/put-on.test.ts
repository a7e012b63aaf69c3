import { describe, expect, it } from 'vitest'
import { mentionsOf, versions } from '../room.ts'

const told = (text: string, context = {}): readonly string[] =>
  mentionsOf(text, context)
    .filter(m => m.hasVersion)
    .map(m => `${m.label}: ${m.bearing}`)

const there = (text: string, context = {}): readonly string[] => [
  ...new Set(
    mentionsOf(text, context)
      .filter(m => m.hasVersion && m.bearing === 'has')
      .map(m => m.label),
  ),
]

describe('an arrow between two versions', () => {
  it.each(['->', '=>', '-->', '→'])('leads from what was there to what is there now: %s', arrow => {
    expect(told(`Windows Server 2003 ${arrow} 2008 in place`)).toEqual([
      'Windows Server 2003: past',
      'Windows Server 2008: has',
    ])
    expect(there(`Exchange 2010 SP1 ${arrow} SP2 at the weekend`)).toEqual(['Exchange Server 2010 SP2'])
    expect(there(`Exchange 2003 SP2 ${arrow} Exchange 2010 SP1, done last week`)).toEqual(['Exchange Server 2010 SP1'])
  })

  it('says nothing sure of a change that failed', () =>
    expect(there('Exchange 2007 SP1 => SP2 upgrade failed')).toEqual(['Exchange Server 2007']))

  it('leads to no other product', () =>
    expect(there('Outlook 2003 -> Exchange 2007')).toEqual(['Outlook 2003', 'Exchange Server 2007']))
})

describe('what it was fine before', () => {
  it.each([
    'Exchange 2010 SP2. It was fine before RU4.',
    'Exchange 2010 SP2. It worked until RU4.',
    'Exchange 2010 SP2. All was well before we installed RU4.',
    'Exchange 2010 SP2. It was fine before RU4 was installed.',
  ])('came then, and is there: %s', text => expect(there(text)).toContain('Exchange Server 2010 SP2 Update Rollup 4'))

  it.each([
    ['before it was taken away', 'Before Windows Server 2003 was replaced, all was fine.', []],
    [
      'where another one came later',
      'It was fine before SP1. Now we run Exchange 2010 SP2.',
      ['Exchange Server 2010 SP2'],
    ],
    [
      'that is only planned',
      'Exchange 2010 SP1. We want this solved before we go to SP2.',
      ['Exchange Server 2010 SP1'],
    ],
  ])('is not there %s', (_, text, expected) => expect(there(text)).toEqual(expected))

  it('takes back nothing that is known', () => {
    const context = { versions: { 'exchange-server': versions('exchange-server', '2010 SP2') } }
    expect(there('It was fine before Exchange 2010 SP1.', context)).toEqual([])
  })
})

describe('what was put on', () => {
  it.each([
    ['since we put Exchange 2010 SP1 RU4 on, it is slow', ['Exchange Server 2010 SP1 Update Rollup 4']],
    ['it crashes since the night when Exchange 2010 SP1 RU4 went on', ['Exchange Server 2010 SP1 Update Rollup 4']],
    ['on Sunday we put Exchange 2010 SP1 on the hubs', []],
    ['we never put Exchange 2010 SP1 on', []],
    ['he put Windows Server 2003 on it', []],
  ])('is there where it is told of the system here: %s', (text, expected) => expect(there(text)).toEqual(expected))

  it.each([
    'Installing RU4 for Exchange 2010 SP2 fails with 1603',
    'We cannot install RU4 on our Exchange 2010 SP2',
    'I tried to install RU4 on our Exchange 2010 SP2 server, it stops',
  ])('is not there where that did not succeed: %s', text => expect(there(text)).toEqual(['Exchange Server 2010 SP2']))

  it('tells, though it is only tried, what it ought to go on', () =>
    expect(there('Trying to install SP1 on Exchange 2010 RTM, setup ends with an error')).toEqual([
      'Exchange Server 2010 RTM',
    ]))

  it('from a medium took the place of what it was run over', () => {
    expect(told('a colleague ran the 2008 upgrade DVD over our Server 2003')).toEqual([
      'Windows Server 2008: has',
      'Windows Server 2003: past',
    ])
    expect(there('they ran the Windows 2008 upgrade on the Windows 2003 server')).toEqual(['Windows Server 2008'])
  })
})

describe('what was taken away', () => {
  it('is past without a verb of being', () =>
    expect(there('Exchange 2003 decommissioned, Exchange 2010 SP1 in production')).toEqual([
      'Exchange Server 2010 SP1',
    ]))
})

describe('where somebody plans to go', () => {
  it('says what there is until then', () =>
    expect(there('planning to go from Exchange 2003 SP2 to 2010')).toEqual(['Exchange Server 2003 SP2']))
})

describe('a version among others', () => {
  it.each([
    ['added with a sign', 'Outlook 2003 online mode + Exchange 2010 = slow', ['Outlook 2003', 'Exchange Server 2010']],
    ['on one side of something', 'a filter between the clients and the Exchange 2000 server', ['Exchange 2000 Server']],
    ['opposite the clients', 'Outlook 2007 clients against Exchange 2003', ['Outlook 2007', 'Exchange Server 2003']],
    ['instead of another one', 'We do not have Server 2008, just 2003', ['Windows Server 2003']],
    [
      'behind its edition',
      'Exchange Std 2007 SP1, Windows Std 2008',
      ['Exchange Server 2007 SP1', 'Windows Server 2008'],
    ],
    ['glued to its bits', 'exchange 2007/win2k8x64', ['Exchange Server 2007', 'Windows Server 2008']],
  ])('is there: %s', (_, text, expected) => expect(there(text)).toEqual(expected))

  it('is of the product that was called so', () =>
    expect(there('Some have Outlook 2003, Exchange 2010 SP1 behind it. Only the 2003 ones are late')).toEqual([
      'Outlook 2003',
      'Exchange Server 2010 SP1',
    ]))

  it('is no other product of the next sentence', () =>
    expect(there('We have Exchange 2007. SP2 is on it. Outlook disconnects')).toEqual(['Exchange Server 2007 SP2']))
})

describe('the versions of a role', () => {
  it.each([
    'Setup of Hub Transport (Exchange 2007 SP1) fails',
    'We tried putting the Hub Transport of Exchange 2007 SP1 on it',
  ])('are those in question where it is what is set up: %s', text =>
    expect(there(text)).toEqual(['Exchange Server 2007 SP1']),
  )

  it('are those of another machine where nothing is wrong with it', () =>
    expect(there('Our Hub Transport (Exchange 2007 SP1) is fine')).toEqual([]))
})
