import { describe, expect, it } from 'vitest'
import { versionNames } from '../../../knowledge/naming/index.ts'
import { catalog, read } from '../room.ts'

const names = versionNames('en')

/** What there is by a text, in short. */
const told = (text: string, product: string): readonly string[] =>
  read(text, {})
    .mentions.filter(m => m.product === product && m.bearing === 'has' && m.hasVersion)
    .flatMap(m => {
      const found = catalog.products.get(m.product)
      return found ? [names.inShort(found, m.ranges).replace(/^(?:Exchange|Windows) Server /, '')] : []
    })
const exchange = (text: string): readonly string[] => told(text, 'exchange-server')
const windows = (text: string): readonly string[] => told(text, 'windows-server')

describe('the year of a machine', () => {
  const TROUBLE = 'The scanner gets no notifications from the Windows 2008 mailbox server.'
  it.each([
    'The 2003 mailbox server notifies it.',
    'With a mailbox on 2003 it works at once.',
    'The 2003 mailbox servers notify it promptly.',
  ])('is of the product that is told apart: %s', sentence => {
    expect(windows(`${TROUBLE} ${sentence}`)).toEqual(['2008'])
    expect(exchange(`${TROUBLE} ${sentence}`)).toEqual([])
  })

  it('of a plain server, too, and not of what a product runs on', () => {
    const trouble = 'The scanner gets no notifications from Exchange 2007 SP1.'
    expect(windows(`${trouble} The 2003 server sends plenty.`)).toEqual([])
    expect(windows(`${trouble} It sits on a 2003 server.`)).toEqual(['2003'])
    expect(windows(`${trouble} Exchange 2007 SP1 is installed on a 2003 server.`)).toEqual(['2003'])
    expect(windows(`It's a 2003 server with Exchange 2007. ${trouble}`)).toEqual(['2003'])
  })

  it('is none of what the clients have', () => {
    const text = 'Exchange 2007 SP1 on Windows 2008, no notifications. The 2003 mailbox server sends them like mad.'
    expect(read(text, {}).mentions.filter(m => m.product === 'outlook')).toEqual([])
    expect(exchange(text)).toEqual(['2007 SP1'])
    expect(windows(text)).toEqual(['2008'])
  })

  it('is no count', () => {
    expect(exchange('We have Exchange 2003 for 2000 users.')).toEqual(['2003'])
  })

  it('is no machine that stands beside others of the same name', () => {
    expect(exchange('EX01: Windows 2003, fine. EX02: Windows 2003, fine. EX03: Windows 2008.')).toEqual([])
    expect(exchange('EX03 and EX07 here')).toEqual(['2003', '2007'])
  })
})

describe('a question for a cure', () => {
  it.each([
    'Which update makes Exchange 2007 SP1 (currently RU2) send its notifications again?',
    'Which update makes Exchange 2007 SP1 (currently RU2) send its notifications, RU4 or RU5?',
    'What do I install on Exchange 2007 SP1 RU2 so that our scanner gets its notifications?',
    'How come Exchange 2007 SP1 RU2 does not send notifications?',
    'How do I get Exchange 2007 SP1 RU2 to send notifications?',
    'Why does our scanner (Exchange 2007 SP1 RU2) get no notifications?',
    'Can anybody tell me why our scanner is not notified by Exchange 2007 SP1 (rollup 2, Windows 2008)?',
  ])('is asked of what there is: %s', question => {
    expect(exchange(question)).toEqual(['2007 SP1 Update Rollup 2'])
  })

  it.each([
    'Which update (RU4?) makes the notifications come?',
    'Which of RU4 and RU5 makes it send them?',
    'Which rollup makes it send its notifications: RU4?',
    'Why do notifications come (Exchange 2010 is planned) so late?',
    'Do we need to install Exchange 2010 so that our scanner gets notifications?',
    'Which version makes notifications reach our scanner: Exchange 2010 or 2013?',
  ])('and its answer is not there yet: %s', question => {
    expect(exchange(question)).toEqual([])
  })
})

describe('what took the place of another', () => {
  it.each([
    'since Windows 2003 gave way to Windows Server 2008',
    'since we swapped Windows 2003 for 2008',
    'since Windows Server 2008 took over from Windows 2003',
    'since Windows Server 2008 came in and Windows 2003 went out',
    'since Windows 2008 stands in place of Windows 2003',
    'since the refresh brought Windows Server 2008',
    'since the mailbox server was given Windows Server 2008',
  ])('is there: %s', since => {
    expect(windows(`The scanner gets no notifications ${since}.`)).toEqual(['2008'])
  })

  it.each([
    "We won't give up Windows 2003 for Windows 2008.",
    'The upgrade to Windows Server 2008 was postponed.',
    'The refresh did not bring Windows Server 2008.',
    'The domain controllers were moved to Windows Server 2008.',
    'The file server came with Windows Server 2008.',
    'When we move to Windows Server 2008, will it be better?',
    'The web server next to it runs Windows Server 2008.',
    'Somebody suggested Windows Server 2008.',
    'KB951251 speaks of Windows Server 2008.',
  ])('and is not, where it stayed away or is elsewhere: %s', text => {
    expect(windows(text)).not.toContain('2008')
  })
})

describe('an update', () => {
  const OF = 'The scanner is on Exchange 2007 SP1.'
  it.each([
    ["It hasn't had any rollup.", 'without any update rollup'],
    ['It has yet to see its first rollup.', 'without any update rollup'],
    ['Rollups: zero.', 'without any update rollup'],
    ['Nobody ever put a rollup on it.', 'without any update rollup'],
    ["It has rollup 3, and hasn't had any rollup since.", 'Update Rollup 3'],
    ["We're up to rollup 3.", 'Update Rollup 3'],
    ['It has its first rollup.', 'Update Rollup 1'],
  ])('%s', (sentence, level) => {
    expect(exchange(`${OF} ${sentence}`)).toContain(`2007 SP1 ${level}`)
  })

  it.each([
    'RU4 refuses to install.',
    'RU4 is out.',
    'RU4 was downloaded.',
    'The RU4 installer failed.',
    'It had no rollup trouble.',
  ])('that is not on it, or only spoken of: %s', sentence => {
    expect(exchange(`${OF} ${sentence}`)).toEqual(['2007 SP1'])
  })

  it('has the service pack that stands beside it', () => {
    expect(exchange('We run E2K7 on Server 2008, service pack 1 plus rollup 2.')).toEqual(['2007 SP1 Update Rollup 2'])
  })
})

describe('of several machines', () => {
  it.each([
    'MBX1 and MBX2 have Windows 2003. MBX3 has Windows 2008. From MBX3 no notifications come.',
    'HERON runs Windows 2003, EGRET Windows 2008. From EGRET no notifications come.',
    'The mailbox server in Rome has Windows 2003, the one in Milan Windows 2008. No notifications come from Milan.',
    'MBX1 (Windows 2003), MBX2 (Windows 2008). The scanner gets notifications from MBX1 only.',
    'Two servers are still Windows 2003 and notify the scanner; the third, on Windows 2008, does not.',
    'The scanner is notified by the Windows 2003 server, but not by the Windows 2008 one.',
    'Windows 2008 for the mailbox server, Windows 2003 for the domain controllers. No notifications come.',
  ])('the one in question counts: %s', text => {
    expect(windows(text)).toEqual(['2008'])
  })

  it('a denied version is denied, where nothing is left out', () => {
    expect(windows('The server is on Windows 2003, but not on Windows 2008.')).toEqual(['2003'])
  })

  it('what it is stands in its name', () => {
    expect(exchange('Exchange 2007 SP1 on MBX1 with RU2, CAS1 has RU3.')).toEqual(['2007 SP1 Update Rollup 2'])
  })
})
