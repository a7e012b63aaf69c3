import { describe, expect, it } from 'vitest'
import { factsOf, knownRanges } from '../../../knowledge/judging/facts.ts'
import { nameOf, read } from '../room.ts'

const known = (text: string, facet = 'exchange-server'): string | undefined => {
  const ranges = knownRanges(factsOf(read(text, {}).mentions, 'typed'), facet)
  return ranges && nameOf(facet, ranges)
}
/** The kinds of trouble that are claimed. */
const troubles = (text: string): readonly string[] =>
  read(text, {})
    .troubles.filter(t => t.standing === 'claimed')
    .map(t => t.kind)

describe('whose a version is', () => {
  it.each([
    ['the CAS is at RU5 for Exchange 2007 SP1', undefined],
    ['the hub servers are on Exchange 2007 SP1 RU5', undefined],
    ['mail from the workstations to the Exchange 2010 server is late', 'Exchange Server 2010'],
    ['the clients of the Exchange 2010 server hang', 'Exchange Server 2010'],
    ['our mailbox servers are at RU3 for Exchange 2007 SP1', 'Exchange Server 2007 SP1 Update Rollup 3'],
    ['our listener hears nothing from Exchange 2007 SP1 RU3', 'Exchange Server 2007 SP1 Update Rollup 3'],
    ['Exchange 2010, Outlook 2007 SP1 on the client', 'Exchange Server 2010'],
    ['The tool was written for Exchange 2003', undefined],
    ['our mailbox server was built on Exchange 2010', 'Exchange Server 2010'],
    ['Exchange 2010 is on the way', undefined],
    ['Exchange 2010 is in the lab', undefined],
    ['The archiver works for all mailboxes and keeps getting thrown out by Exchange 2010', 'Exchange Server 2010'],
    ['Exchange 2010 is approved already', undefined],
    ['Hello support, since Monday we are on Exchange 2010', 'Exchange Server 2010'],
    ['What we have here is Exchange 2010', 'Exchange Server 2010'],
    ['What we have is Exchange 2010?', undefined],
    ['FYI Exchange 2010', 'Exchange Server 2010'],
    ['Our standby has RU5, the live one Exchange 2007 SP1 RU3', 'Exchange Server 2007 SP1 Update Rollup 3'],
    ['all roles on a single Exchange 2010 box', 'Exchange Server 2010'],
    ['Exchange 2007. SP: 1. Rollup: 3.', 'Exchange Server 2007 SP1 Update Rollup 3'],
    ['Exchange 2007 SP1. RU: 3 errors', 'Exchange Server 2007 SP1'],
    ['the Exchange is 2007 with SP1 and rollup number three', 'Exchange Server 2007 SP1 Update Rollup 3'],
  ])('%s: %s', (text, version) => expect(known(text)).toBe(version))

  it('what was before is over, though a comma stands behind the word', () =>
    expect(known('Before, with Windows 2003, the same program was good', 'windows-server')).toBeUndefined())

  it('what is approved for later is not there', () =>
    expect(known('Exchange 2007 SP1. RU3 is approved for the weekend')).toBe('Exchange Server 2007 SP1'))

  it('what is said of both is said of each, also of the one with more behind it', () => {
    const text = 'Exchange 2007 on Windows Server 2008, both with SP1, no rollups'
    expect(known(text)).toContain('2007 SP1')
    expect(known(text, 'windows-server')).toBe('Windows Server 2008 SP1')
  })
})

describe('what goes wrong', () => {
  it('is read of every form of a verb', () => {
    expect(troubles('the listener is not getting any notifications')).toContain('absent')
    expect(troubles('the synchronization stopped')).not.toEqual([])
  })

  it('is not so where the whole part denies it', () =>
    expect(troubles("It isn't that the notifications are missing, they come")).toEqual([]))
})

describe('a version that only comes', () => {
  it.each(['Windows Server 2008 comes in June', 'Windows Server 2008 follows in autumn', 'Windows 2008 is due in May'])(
    'is not there: %s',
    text => expect(known(text, 'windows-server')).toBeUndefined(),
  )

  it('is there once it came', () => {
    expect(known('It fails since Windows Server 2008 came in June', 'windows-server')).toBe('Windows Server 2008')
  })
})

describe('"it" behind "since"', () => {
  it.each([
    "The file server is silent since it's on Windows Server 2008",
    'Our domain controller is slow since it runs Windows Server 2008',
    'The print server is slow since it is on Windows Server 2008',
  ])('is what the sentence is about: %s', text => expect(known(text, 'windows-server')).toBeUndefined())

  it('may be the system in question', () => {
    const text = "The mailbox server is slow since it's on Windows Server 2008"
    expect(known(text, 'windows-server')).toBe('Windows Server 2008')
  })
})

describe('a version beside an opposite', () => {
  it.each([
    ['RU5 is on the hubs. The mailbox server has Exchange 2007 SP1 RU2', 'Exchange Server 2007 SP1 Update Rollup 2'],
    ['RU5 is on the CAS. the mailbox server has Exchange 2007 SP1 RU2', 'Exchange Server 2007 SP1 Update Rollup 2'],
    ['We have one Exchange 2007 SP1 RU3 server', 'Exchange Server 2007 SP1 Update Rollup 3'],
    ['A partner company has Exchange 2007 SP1 RU3', undefined],
    ['A customer of ours has Exchange 2007 SP1 RU3, we have SP3', 'Exchange Server 2007 SP3'],
    ["My colleague's notes say Exchange 2007 SP1 RU3", 'Exchange Server 2007 SP1 Update Rollup 3'],
    [
      'EX-A has Exchange 2007 SP1 RU3, EX-B has Exchange 2007 SP1 RU9. Notifications come from B but never from A.',
      'Exchange Server 2007 SP1 Update Rollup 3',
    ],
  ])('%s: %s', (text, version) => expect(known(text)).toBe(version))

  it('a program that is called a service has its own Windows', () => {
    const text = 'The MAPI service runs on Windows Server 2008. The mailbox server is Windows Server 2003.'
    expect(known(text, 'windows-server')).toBe('Windows Server 2003')
  })
})

describe('what each person has of their own', () => {
  it.each(["A user's Outlook 2010 is empty", "One lady's Outlook 2010, cached mode, shows no new mail"])(
    'is theirs: %s',
    text => expect(known(text, 'outlook')).toBe('Outlook 2010'),
  )
})
