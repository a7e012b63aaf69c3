import { describe, expect, it } from 'vitest'
import { OWN_KINDS } from '../../../knowledge/article.ts'
import { mentionsOf, read } from '../room.ts'

const told = (text: string) => read(text, {}).troubles.filter(t => !OWN_KINDS.has(t.kind))
const claimed = (text: string) => told(text).flatMap(t => (t.standing === 'claimed' ? [t.kind] : []))

describe('what is wanted', () => {
  it.each([
    ['What do I set so that our robot gets its callbacks?', 'absent'],
    ['How do I make the scanner start?', 'cannot-start'],
    ['Which update makes the reminders come in again?', 'absent'],
    ['What does it take for the dispatch tool to hear of new mail?', 'absent'],
    ['We look for a way to get the console to open.', 'cannot-open'],
    ['We need our robot to be told about new mail again.', 'absent'],
    ['The reminder service: what can I do so that the reminders come in?', 'absent'],
    ['Is there a patch so that the callbacks arrive on time?', 'late'],
    ['How do I get the scanner on the other server in the branch to start?', 'cannot-start'],
    ['What can we do so that the spooler does not crash?', 'crash'],
    ['What can we do so that its memory stays flat?', 'memory-leak'],
    ['How do we get rid of the crash of the spooler?', 'crash'],
    ['What can I do about the late callbacks?', 'late'],
  ])('is not so: %s', (text, kind) => expect(claimed(text)).toContain(kind))

  it.each([
    'Does our robot get its callbacks on that server?',
    'I set a filter so that the robot gets callbacks.',
    'How can we prevent that the spooler crashes?',
    'We want to be told about new mail.',
    'Where do I get the update?',
  ])('is no trouble where nobody misses it: %s', text => expect(claimed(text)).toEqual([]))
})

describe('a cure that is asked for', () => {
  it.each([
    ['Is there a patch for Exchange 2003 SP2 which shows no reminders?', 'not-shown'],
    ['is there hotfix for exchange 2003 sp2 where spooler crash when user log off?', 'crash'],
    ['Which update do I need for an Exchange 2003 SP2 server on which the spooler crashes?', 'crash'],
    ['Where can I get the fix for the hanging spooler on Exchange 2003 SP2?', 'hang'],
    ['Do you have a known workaround for late reminders on Exchange 2003 SP2?', 'late'],
    ['Can you tell me the hotfix for reminders that never arrive on Exchange 2003 SP2?', 'absent'],
  ])('is for what is there: %s', (text, kind) => {
    expect(claimed(text)).toContain(kind)
    expect(mentionsOf(text, {})).toContainEqual(
      expect.objectContaining({ label: 'Exchange Server 2003 SP2', bearing: 'has' }),
    )
  })

  it.each([
    'Is the fix for late reminders in Exchange 2003 SP2?',
    'Does Exchange 2003 SP2 crash?',
    'Is there an update for Exchange 2003 SP2?',
  ])('is for nothing where only its content is asked about: %s', text => {
    expect(claimed(text)).toEqual([])
    expect(mentionsOf(text, {}).some(m => m.hasVersion && m.bearing === 'has')).toBe(false)
  })
})

describe('an error code', () => {
  it.each([
    ['opening the inbox gives MAPI_E_NOT_FOUND', 'cannot-open'],
    ['logging on comes back with 8004011D', 'cannot-log-on'],
    ['printing ends in 0x8000FFFF', 'cannot-print'],
  ])('says that what is tried does not succeed: %s', (text, kind) => expect(claimed(text)).toEqual([kind]))

  it.each([
    'MAPI_E_NOT_FOUND when it opens the message store.',
    '8004011D while our robot reads the message store.',
    'E_FAIL from the provider when our robot logs on to the message store',
  ])('is an error at the moment that is told behind it: %s', text => expect(claimed(text)).toEqual(['error']))

  it.each(['No MAPI_E_NOT_FOUND when it opens the message store.', 'MAPI_E_NOT_FOUND stands in a header file'])(
    'is none where it is denied, or only named: %s',
    text => expect(claimed(text)).toEqual([]),
  )

  it('says nothing of what it does not stand behind', () => {
    expect(claimed('the code 8004011D, and printing gives a page')).toEqual([])
  })
})

describe('what used to be so', () => {
  it('does not end what is told', () => {
    expect(told('The robot is told late. It used to be immediate.').map(t => t.standing)).toEqual(['claimed'])
  })
})

describe('a question for the reason', () => {
  it.each([
    'Would that explain that the spooler crashes?',
    'Could this be why the spooler crashes?',
    'Is that the reason that the spooler crashes?',
  ])('tells what it is the reason of: %s', text =>
    expect(read(text, {}).troubles).toContainEqual(expect.objectContaining({ kind: 'crash', standing: 'claimed' })),
  )

  it('is none where only something may happen', () =>
    expect(read('Would the spooler crash?', {}).troubles).not.toContainEqual(
      expect.objectContaining({ kind: 'crash', standing: 'claimed' }),
    ))
})
