import { describe, expect, it } from 'vitest'
import { factsOf, knownRanges } from '../../../knowledge/judging/facts.ts'
import { nameOf, read } from '../room.ts'

const known = (text: string, facet = 'exchange-server'): string | undefined => {
  const ranges = knownRanges(factsOf(read(text, {}).mentions, 'typed'), facet)
  return ranges && nameOf(facet, ranges)
}

describe('a year is a release', () => {
  it.each([
    ['where its service pack and rollup are of one product', 'We get by with 2007 SP1 RU2'],
    ['also behind them', 'As for patches: rollup 2, SP1, 2007. As for the system: Windows Server 2008.'],
    ['among them', 'It has the second rollup for 2007 SP1, and the box underneath is Windows Server 2008'],
    ['where what is planned has another one', 'Exchange 2010 is planned. Until then we live with 2007 SP1 RU2.'],
    [
      'though a client has another one',
      'Outlook 2010 on the desktops; the mailbox server: 2007 SP1 on the second rollup',
    ],
  ])('%s', (_, text) => expect(known(text)).toBe('Exchange Server 2007 SP1 Update Rollup 2'))

  it('of the server, where the server is said to have it', () =>
    expect(known('Outlook 2010 everywhere; the mailbox server is 2007 SP1')).toBe('Exchange Server 2007 SP1'))

  it('of none, where several products may be meant', () => expect(known('2007 SP1 since last week')).toBeUndefined())
})

describe('what is told of one’s own systems', () => {
  it.each([
    ['by an inventory', 'According to our asset list the mailbox server runs Exchange 2010', true],
    ['by a vendor', 'According to the vendor the mailbox server runs Exchange 2010', false],
    ['by a part that puts it last', 'What it was moved to is Exchange 2010', true],
    ['by a wish', 'What we need is Exchange 2010', false],
    ['by a question', 'What is new in Exchange 2010', false],
    ['as chosen', 'Our predecessor settled on Exchange 2010', true],
    ['as handed out', 'We deliver Exchange 2010 to all of them', true],
    ['as a wish to be brought there', 'They want to lift us to Exchange 2010', false],
  ])('%s: %s', (_, text, isTold) => expect(known(text)).toBe(isTold ? 'Exchange Server 2010' : undefined))

  it('in a word with which somebody answers at once', () =>
    expect(known('Exchange? 2007. Service pack? 1. Rollup? 3.')).toBe('Exchange Server 2007 SP1 Update Rollup 3'))

  it('beside how far it is patched', () =>
    expect(known('Exchange 2007 SP1. Rollup level installed: 3')).toBe('Exchange Server 2007 SP1 Update Rollup 3'))

  it('is a virtual machine, whatever carries it', () =>
    expect(known('The mailbox server is a Hyper-V guest with Windows Server 2008', 'windows-server')).toBe(
      'Windows Server 2008',
    ))

  it('is the newest, where it began with an older one', () =>
    expect(known('Exchange 2010 SP2 RU5. It began after rollup 4.')).toBe('Exchange Server 2010 SP2 Update Rollup 5'))
})

describe('a comparison', () => {
  it.each(['The notifications never come, no matter which program asks.', 'They do not come, no matter what.'])(
    'takes no trouble away: %s',
    text => expect(read(text, {}).troubles.some(t => t.kind === 'absent' && t.standing === 'claimed')).toBe(true),
  )
})
