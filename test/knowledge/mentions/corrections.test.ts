import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mentionsOf, read } from '../room.ts'

const NOTHING_ASKED = { asked: [] }
const had = (text: string): readonly string[] =>
  mentionsOf(text, NOTHING_ASKED)
    .filter(m => m.hasVersion && m.bearing === 'has')
    .map(m => m.label)

describe('what the same message takes back', () => {
  it('is not there, whatever words take it back', () => {
    const back = fc.constantFrom(
      'Oh wait, I had it wrong, ',
      'Correction: ',
      'Sorry, I looked at the wrong box, ',
      'Scratch that, ',
      'My mistake: ',
      'I just looked again and was mistaken, ',
    )
    const now = fc.constantFrom('it is Windows Server 2003', 'winver says Windows Server 2003', 'Windows Server 2003')
    fc.assert(
      fc.property(back, now, (mark, version) => {
        expect(had(`The spooler hangs on Windows Server 2008. ${mark}${version}.`)).toEqual(['Windows Server 2003'])
      }),
    )
  })

  it('is an update, and not what it was put on', () =>
    expect(had('Exchange 2010 SP1 RU2, the store hangs. Oops, I misread that: RU5, not RU2.')).toEqual([
      'Exchange Server 2010 SP1 Update Rollup 5',
    ]))

  it('is nothing of another product', () =>
    expect(had('Exchange 2010 SP1 on Windows Server 2003. I had it wrong: Windows Server 2008.')).toEqual([
      'Exchange Server 2010 SP1',
      'Windows Server 2008',
    ]))

  it('leaves both where nothing is taken back', () =>
    expect(had('The spooler hangs on Windows Server 2008. It also hangs with Windows Server 2003.')).toContain(
      'Windows Server 2008',
    ))

  it('tells no trouble: it is the person who was wrong', () =>
    expect(
      read('Sorry, that was the wrong box, I looked at the wrong line', NOTHING_ASKED).troubles.filter(
        t => t.standing === 'claimed',
      ),
    ).toEqual([]))
})

describe('what somebody asks back', () => {
  it('takes back what was answered before it', () =>
    expect(had('Windows Server 2008. Ah, you mean the mailbox server? That is Windows Server 2003.')).toEqual([
      'Windows Server 2003',
    ]))
})

describe('the right one', () => {
  it('is the one in question, where none is on the left', () =>
    expect(had('The right one has Windows Server 2008')).toEqual(['Windows Server 2008']))

  it('is looked at: what a colon leads to is what it has', () =>
    expect(had('I just looked at the right one: Windows Server 2008')).toEqual(['Windows Server 2008']))
})

describe('a system that is the same', () => {
  it.each(['The OS is the same.', 'Windows is the same, too.', 'The rest is the same.'])(
    'compares no trouble: %s',
    same =>
      expect(mentionsOf(`It has Exchange 2010 SP1 RU5. ${same}`, NOTHING_ASKED).map(m => m.alike)).not.toContain(
        'there',
      ),
  )
})

describe('the machine of the one who speaks', () => {
  it.each(['my own machine', 'my developer machine', 'our development box'])('is not the server: %s', machine =>
    expect(had(`Windows Server 2008 runs on ${machine}, the mailbox server has Windows Server 2003`)).toEqual([
      'Windows Server 2003',
    ]),
  )
})

describe('what another machine is said to have, right behind it', () => {
  it.each([
    ['Exchange 2010 SP1 RU6. No, that was the hub. The mailbox server has RU2.', 'Update Rollup 2'],
    ['RU6 is what I see, but that is the edge server. Our mailbox server has RU2.', 'Update Rollup 2'],
    [
      'Windows Server 2003 - no wait, that is the domain controller. The mailbox server is Windows Server 2008.',
      '2008',
    ],
    ['It says 8.1.311.3, hm, that was on the hub. On the mailbox server it says 8.1.263.1.', 'Update Rollup 1'],
  ])('is not here: %s', (text, label) => {
    const [one, ...others] = had(text)
    expect(one).toContain(label)
    expect(others).toEqual([])
  })

  it('is here where nothing else is told', () =>
    expect(had('Exchange 2010 SP1 RU6. That was a long night at the domain controller.')).toEqual([
      'Exchange Server 2010 SP1 Update Rollup 6',
    ]))
})

describe('an update that is told in place of another', () => {
  it.each([
    'Exchange 2010 SP1: it is RU6 not RU2',
    'Exchange 2010 SP1. It has rollup 6, and not rollup 2.',
    'Exchange 2010 SP1, the box is at RU6 not RU2',
  ])('is there alone: %s', text => expect(had(text)).toEqual(['Exchange Server 2010 SP1 Update Rollup 6']))

  it('and one that is not there yet leaves those before it', () =>
    expect(had('Exchange 2007 SP1 and not RU4')).toEqual([expect.stringContaining('before Update Rollup 4')]))
})

describe('an old machine', () => {
  it.each([
    'The mailboxes are still on the old Exchange 2003 server.',
    'That mailbox lives on the old Exchange 2003 cluster.',
    'The affected mailbox is still on the old server with Exchange 2003.',
  ])('has what is still on it: %s', text => expect(had(text)).toEqual(['Exchange Server 2003']))

  it.each([
    'The mailboxes were on the old Exchange 2003 server.',
    'Some mailboxes are still on the old Exchange 2003 server.',
    'The mailbox is not on the old Exchange 2003 server.',
    'The old Exchange 2003 server never lost one.',
  ])('is nothing but old: %s', text => expect(had(text)).toEqual([]))

  it('and one that is nothing but another machine is elsewhere', () =>
    expect(had('The mailbox server runs Exchange 2003. Exchange 2010 is client access server only.')).toEqual([
      'Exchange Server 2003',
    ]))
})

describe('what is done the same way elsewhere', () => {
  it.each([
    'Nothing comes on Windows Server 2008. Same thing on Windows Server 2003: the events appear.',
    'Nothing comes on Windows Server 2008. Same thing against the Windows Server 2003 box: it arrives immediately.',
  ])('is no same trouble where it goes well: %s', text =>
    expect(mentionsOf(text, NOTHING_ASKED).some(m => m.alike !== undefined)).toBe(false),
  )

  it('is the same trouble where nothing else is told', () =>
    expect(
      mentionsOf('Nothing comes on Windows Server 2008. Same thing on Windows Server 2003.', NOTHING_ASKED).map(
        m => m.alike,
      ),
    ).toEqual([undefined, 'there']))
})
