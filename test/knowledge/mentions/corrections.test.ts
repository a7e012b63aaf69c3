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
