import { describe, expect, it } from 'vitest'
import { factsOf, knownRanges } from '../../../knowledge/judging/facts.ts'
import { nameOf, read } from '../room.ts'

const known = (text: string, facet = 'windows-server'): string | undefined => {
  const ranges = knownRanges(factsOf(read(text, {}).mentions, 'typed'), facet)
  return ranges && nameOf(facet, ranges)
}
const EXCHANGE = 'exchange-server'

describe('what another product or machine runs on', () => {
  it.each([
    'RightFax 9.3 on a dedicated 2003 server',
    'Cisco Unity 5 runs on its own Windows Server 2003 machine',
    'The fax gateway lives on a separate Windows 2003 box',
    'a SQL box on Windows 2003',
    'Print server 2003',
    "Never mind the backup server, that's Windows 2003.",
    'the scan station, a Windows 2003 machine, hears nothing',
    'Hub and CAS share a Windows 2003 R2 box',
    'All domain controllers have been lifted to Windows Server 2008.',
  ])('is not the system in question: %s', text => expect(known(text)).toBeUndefined())

  it.each([
    'The mailbox role sits on a separate Windows Server 2008 box',
    'The mailboxes live on a dedicated Windows 2008 server',
    'the mailbox server, a Windows Server 2008 machine, sends none',
    'The mailbox server sits apart on physical Windows Server 2008',
  ])('is, where that is what runs on it: %s', text => expect(known(text)).toBe('Windows Server 2008'))
})

it('an update is of the service pack beside it, and not of that of another system', () =>
  expect(known('The lab got Exchange 2007 SP3, production is still at SP1 RU2', EXCHANGE)).toBe(
    'Exchange Server 2007 SP1 Update Rollup 2',
  ))

describe('a denial ends with the colon', () => {
  it.each([
    'We are not: Exchange 2007 SP1',
    "The mail server hasn't moved: Exchange 2007 SP1",
    "Exchange wasn't touched: Exchange 2007 SP1",
  ])('where it says that all stayed as it was: %s', text =>
    expect(known(text, EXCHANGE)).toBe('Exchange Server 2007 SP1'),
  )
})

it.each(['In the days of Exchange 2003 it was told', 'As long as we had Exchange 2003 all was well'])(
  'what was in other days is past: %s',
  text => expect(known(text, EXCHANGE)).toBeUndefined(),
)

it('who sees nothing of the kind misses nothing', () =>
  expect(read('Colleagues with Outlook 2010 see nothing of the kind', {}).troubles.map(t => t.kind)).not.toContain(
    'absent',
  ))
