import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mentionsOf, nameOf, read } from '../room.ts'

const NOTHING_ASKED = { asked: [] }
const bearings = (text: string, context: object = NOTHING_ASKED): readonly string[] =>
  mentionsOf(text, context)
    .filter(m => m.hasVersion)
    .map(m => `${m.label}: ${m.bearing}`)

describe('a version that somebody only guesses at', () => {
  it('is no fact, whatever says that it is a guess', () => {
    const ahead = fc.constantFrom('maybe ', 'it is probably ', 'I think it runs ', 'it might be ', 'most likely ')
    const behind = fc.constantFrom(', I guess', ' or so', ', I think', ', not entirely sure', ', if I remember right')
    const guess = fc.oneof(
      ahead.map(a => `The spooler hangs. The server: ${a}Windows Server 2008.`),
      behind.map(b => `The spooler hangs. We have Windows Server 2008${b}.`),
    )
    fc.assert(
      fc.property(guess, text => {
        expect(bearings(text)).not.toContain('Windows Server 2008: has')
      }),
    )
  })

  it.each([
    'The provider says that it is Windows Server 2008 but I was not able to verify that',
    'Our inventory lists Windows Server 2008. I would not swear to it.',
    'The label says Windows Server 2008, but the box was set up anew last year',
  ])('is none where somebody else tells it and it is doubted: %s', text =>
    expect(bearings(text)).toEqual(['Windows Server 2008: unclear']),
  )

  it('is guessed alone: what stands beside it is told', () => {
    expect(bearings('The spooler hangs on Exchange 2007 SP1 RU2, maybe on Windows Server 2008')).toEqual([
      'Exchange Server 2007 SP1 Update Rollup 2: has',
      'Windows Server 2008: unclear',
    ])
    expect(bearings('The spooler hangs. Exchange 2007 SP1 RU2 I think, Windows Server 2008')).toEqual([
      'Exchange Server 2007 SP1 Update Rollup 2: unclear',
      'Windows Server 2008: has',
    ])
  })

  it.each([
    'I think the spooler hangs on Windows Server 2008',
    'The sticker says Windows Server 2008, but the spooler hangs',
    'Windows Server 2008. I have not checked the event log.',
  ])('is none where something else is guessed: %s', text =>
    expect(bearings(text)).toEqual(['Windows Server 2008: has']),
  )

  it.each([
    'Exchange 2010 SP1 here. Probably rollup 2.',
    'Exchange 2010 SP1 here. I would say it has no rollup.',
    'Exchange 2010 SP1 here. No rollup, I assume.',
    'Exchange 2010 SP1 here. Nobody can tell whether rollup 2 was ever put on.',
  ])('is none in a sentence of its own, and what it is put on stays: %s', text => {
    const [known, ...guessed] = bearings(text)
    expect(known).toBe('Exchange Server 2010 SP1: has')
    expect(guessed.every(g => g.endsWith(': unclear'))).toBe(true)
  })

  it.each([
    'Exchange 2010 SP1 on it, I do not know whether it is Windows Server 2008',
    'Everybody asks us whether it is Windows Server 2008',
  ])('is none where it is left open whether it is so: %s', text =>
    expect(bearings(text)).toContain('Windows Server 2008: unclear'),
  )

  it.each([
    'Exchange 2010 SP1 RU4 is on it. Whether it is the withdrawn one or the final, nobody remembers.',
    'Exchange 2010 SP1 RU4, I do not know if that is the one which was pulled',
  ])('is none of two updates of one name: %s', text =>
    expect(bearings(text)).toContain('Exchange Server 2010 SP1 Update Rollup 4: unclear'),
  )

  it('is told where somebody knows which of the two it is', () =>
    expect(bearings('Exchange 2010 SP1 RU4 is on it, the final one')).toContain(
      'Exchange Server 2010 SP1 Update Rollup 4: has',
    ))

  it('counts as an answer where it was asked for', () => {
    expect(bearings('Windows Server 2008, I think', { asked: ['windows-server'] })).toEqual([
      'Windows Server 2008: has',
    ])
  })

  it.each([
    'Exchange 2007 SP1 RU2, maybe RU3',
    'Exchange 2007 SP1 RU2, possibly 3',
    'Exchange 2007 SP1, somewhere between RU2 and RU3',
  ])('leaves open which of two it is: %s', text => {
    const has = read(text, NOTHING_ASKED).mentions.filter(m => m.bearing === 'has')
    const names = has.map(m => nameOf(m.product, m.claim ?? m.ranges))
    expect(names).not.toContain('Exchange Server 2007 SP1 Update Rollup 2')
    expect(names).not.toContain('Exchange Server 2007 SP1 Update Rollup 3')
  })
})

describe('a host', () => {
  it.each([
    ['It hangs on a Windows Server 2008 host', 'has'],
    ['Two Windows Server 2008 hosts hang', 'has'],
    ['The guest hangs; it is a VM on a Windows Server 2008 host', 'elsewhere'],
  ])('is any server, unless it has guests: %s', (text, bearing) =>
    expect(bearings(text)).toEqual([`Windows Server 2008: ${bearing}`]),
  )
})
