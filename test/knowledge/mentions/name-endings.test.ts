import { describe, expect, it } from 'vitest'
import type { Trouble } from '../../../knowledge/index.ts'
import { mentionsOf, read } from '../room.ts'

const told = (text: string): readonly Trouble[] =>
  read(text, {}).troubles.filter(
    t => t.standing === 'claimed' || t.standing === 'denied' || t.standing === 'one-of-many',
  )
const kinds = (text: string, standing: Trouble['standing']): readonly string[] => [
  ...new Set(
    told(text)
      .filter(t => t.standing === standing)
      .map(t => t.kind),
  ),
]
const NOTIFICATION = 'notification'

describe('what ends inside the name of a thing', () => {
  it.each([
    'The archiver gets no change notifications.',
    'The store no longer sends change events.',
    'The archiver gets no new mail notifications.',
    'The archiver is not told of changes.',
    'The archiver waits in vain for callbacks.',
  ])('tells of the thing alone: %s', text => {
    const absent = told(text).filter(t => t.kind === 'absent' && t.standing === 'claimed')
    expect(absent.flatMap(t => t.things).flat()).toContain(NOTIFICATION)
  })

  it.each(['The archiver gets no callbacks. We swapped the cable, no change.', 'No callbacks come. Rebooted in vain.'])(
    'and a step without effect is one: %s',
    text => {
      expect(kinds(text, 'claimed')).toEqual(kinds('The archiver gets no callbacks.', 'claimed'))
    },
  )
})

describe('a denial before what says how something comes', () => {
  it.each(['MAPI notifications never come late.', 'Callbacks do not arrive late.', 'Mails do not arrive late.'])(
    'denies that, and not that it comes: %s',
    text => {
      expect(kinds(text, 'claimed')).toEqual([])
      expect(kinds(text, 'denied')).toContain('late')
    },
  )
})

describe('"the same" before a version', () => {
  it('is said of the version, and of no trouble elsewhere', () => {
    const text = 'The archiver gets no callbacks. The new server with the mailboxes has the same Exchange 2010 SP1.'
    expect(read(text, {}).troubles.map(t => t.kind)).not.toContain('also')
    expect(mentionsOf(text, {}).map(m => m.alike)).toEqual([undefined])
  })
})

describe('one of several servers', () => {
  it('is no one of many that have the trouble', () => {
    const text = 'For mailboxes on one of the two the archiver gets no callbacks, for those on the other it works.'
    expect(kinds(text, 'claimed')).toContain('absent')
    expect(kinds(text, 'one-of-many')).toEqual([])
  })
  it('as one of the users is', () => {
    const text = 'One user gets no callbacks, the others do.'
    expect(kinds(text, 'one-of-many')).toContain('absent')
  })
})

describe('the number of a rollup', () => {
  it.each(['rollup #3', 'RU#3', 'RU3v2', 'UR3-v2'])('is read as it is written: %s', rollup => {
    expect(mentionsOf(`Exchange 2007 SP1 ${rollup}`, {}).map(m => m.label)).toEqual([
      'Exchange Server 2007 SP1 Update Rollup 3',
    ])
  })
})

it('a build behind "Windows" is claimed as without it', () => {
  expect(mentionsOf('The mailbox server runs Windows 6.0.6002.', {}).map(m => m.bearing)).toEqual(['has'])
})

it('the way that a program takes is the same for what goes well and for what does not', () => {
  const thingsOf = (text: string) => told(text).flatMap(t => (t.standing === 'claimed' ? t.things.flat() : []))
  expect(thingsOf('It logs on over MAPI fine, but no notification ever comes.')).toContain('mapi-notification')
  expect(thingsOf('MAPI notifications come. Only no toast is ever shown.')).not.toContain('mapi-notification')
})
