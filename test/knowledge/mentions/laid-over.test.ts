import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mentionsOf } from '../room.ts'

const told = (text: string): readonly (readonly [string, string])[] =>
  mentionsOf(text, {})
    .filter(m => m.hasVersion)
    .map(m => [m.label, m.bearing] as const)

describe('what was put over another version', () => {
  it('is there, and the other is past, whoever did it', () => {
    const who = fc.constantFrom('My predecessor', 'Somebody', 'We', 'An apprentice')
    const does = fc.constantFrom('ran the Windows Server 2008 DVD', 'put Windows Server 2008', 'installed Server 2008')
    const over = fc.constantFrom('over', 'on top of', 'right over')
    fc.assert(
      fc.property(who, does, over, (one, verb, place) => {
        expect(told(`${one} ${verb} ${place} the Windows Server 2003 installation.`)).toEqual([
          ['Windows Server 2008', 'has'],
          ['Windows Server 2003', 'past'],
        ])
      }),
    )
  })

  it.each([
    ['should we put Windows Server 2008 over Windows Server 2003?', ['not-now', 'not-now']],
    ['Exchange 2010 was set up over Exchange 2007', ['has', 'past']],
    ['We plan to install Exchange 2010 over Exchange 2007', ['not-now', 'not-now']],
  ])('is only so where it was done: %s', (text, bearings) => expect(told(text).map(([, b]) => b)).toEqual(bearings))
})

describe('a version of which somebody says that it is right', () => {
  it.each([
    ['Windows Server 2008 is correct', 'has'],
    ['Windows Server 2008 is not correct', 'denied'],
    ['Windows Server 2008 was not right', 'denied'],
  ])('is not denied: %s', (text, bearing) => expect(told(text)).toEqual([['Windows Server 2008', bearing]]))
})

describe('what a medium brought', () => {
  it.each([
    'An intern put the Windows Server 2008 DVD into the mail server and took Upgrade.',
    'We started the Windows Server 2008 setup on our Exchange machine.',
    'He ran the Windows Server 2008 upgrade right over it.',
    'They popped the Windows Server 2008 disc in the mailbox server (Windows Server 2003).',
  ])('is there: %s', text => expect(told(text)[0]).toEqual(['Windows Server 2008', 'has']))

  it('took the place of what was there', () =>
    expect(told('Put the Windows Server 2008 DVD into the mail server (Windows Server 2003).')[1]).toEqual([
      'Windows Server 2003',
      'past',
    ]))

  it.each([
    ['in a drawer', 'Somebody put the Windows Server 2008 DVD into a drawer. The mail server has Windows Server 2003.'],
    ['where it broke off', 'We ran the Windows Server 2008 DVD into our mail server, but setup refused to go on.'],
  ])('is not there %s', (_, text) => expect(told(text)[0]).not.toEqual(['Windows Server 2008', 'has']))
})
