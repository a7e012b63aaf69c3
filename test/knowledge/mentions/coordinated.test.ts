import { describe, expect, it } from 'vitest'
import { mentionsOf } from '../room.ts'

const has = (text: string): readonly string[] =>
  mentionsOf(text, {})
    .filter(m => m.bearing === 'has' && m.hasVersion)
    .map(m => m.label)

describe('a bare release', () => {
  it.each([
    ['Outlook on the desks is 2003 and 2007', ['Outlook 2003', 'Outlook 2007']],
    ['the exchange now is 2010 sp1', ['Exchange Server 2010 SP1']],
    ['Exchange on that machine is 2007 with SP2', ['Exchange Server 2007 SP2']],
    [
      'tried it on Exchange 2003, 2007 and 2010, never with Outlook',
      ['Exchange Server 2003', 'Exchange Server 2007', 'Exchange Server 2010'],
    ],
    ['Outlook 2007 or 2010', ['Outlook 2007', 'Outlook 2010']],
  ])('is of the product that stands before it in its part: %s', (text, versions) => expect(has(text)).toEqual(versions))

  it.each(['Exchange 2007 SP1, 2008', 'Exchange 2007, 2003', 'Outlook hangs and it is 2003'])(
    'stays open where nothing says of what it is: %s',
    text => expect(has(text).every(v => !v.endsWith('2003') && !v.endsWith('2008'))).toBe(true),
  )
})

describe('an update right before its release', () => {
  it.each([
    [
      "The vendor says 'get rollup 4 for service pack 1'. True? We only have RU2 of Exchange 2007 SP1",
      'Exchange Server 2007 SP1 Update Rollup 2',
    ],
    ['We run RU3 for SP1 of Exchange 2010', 'Exchange Server 2010 SP1 Update Rollup 3'],
    ['Is SP3 needed? We have SP1 of Exchange 2007', 'Exchange Server 2007 SP1'],
  ])('is taken by it, and no piece of another sentence: %s', (text, version) => expect(has(text)).toEqual([version]))
})
