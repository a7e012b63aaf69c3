import { describe, expect, it } from 'vitest'
import { mentionsOf, read, versions } from '../room.ts'

const had = (text: string, product = 'exchange-server'): readonly string[] =>
  mentionsOf(text, { asked: [product], versions: { [product]: versions(product, '2007 SP1') }, known: [product] })
    .filter(m => m.bearing === 'has')
    .map(m => m.label)

describe('a version', () => {
  it.each([
    ['with what it says', 'Exchange 2007 SP1, rollup 2 it says in the program list'],
    ['and before it', 'Exchange 2007 SP1. It says rollup 2 there'],
    [
      'put on over the weekend',
      'We had RU1 until May, then over the weekend I put RU2 on the Exchange 2007 SP1 server',
    ],
    ['and over Christmas', 'Over Christmas we put RU2 on the Exchange 2007 SP1 server; before it had RU1'],
  ])('is there: %s', (_, text) => expect(had(text)).toContain('Exchange Server 2007 SP1 Update Rollup 2'))

  it('is there without any rollup, as who says "no any" means', () =>
    expect(had('Exchange 2007 SP1 (no any rollup)')).toEqual(had('Exchange 2007 SP1 (without any rollup)')))

  it('of PCs is none of the server, though only "XP" is said', () =>
    expect(mentionsOf('Exchange 2007 SP1 here. The PCs are all XP SP3.', { asked: [] }).map(m => m.label)).toEqual([
      'Exchange Server 2007 SP1',
      'Windows XP SP3',
    ]))
})

describe('a thing whose words a hyphen joins', () => {
  it('is that thing', () =>
    expect(
      read('The MAPI-notifications do not arrive', { asked: [] }).troubles.some(
        t => t.kind === 'absent' && t.things.some(([thing]) => thing === 'mapi-notification'),
      ),
    ).toBe(true))
})
