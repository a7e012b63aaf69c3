import { describe, expect, it } from 'vitest'
import { factsOf, knownRanges } from '../../../knowledge/judging/facts.ts'
import { nameOf, read } from '../room.ts'

const known = (text: string, facet = 'exchange-server'): string | undefined => {
  const ranges = knownRanges(factsOf(read(text, {}).mentions, 'typed'), facet)
  return ranges && nameOf(facet, ranges)
}

describe('a version that is only named claims nothing', () => {
  it.each([
    ['as an era', 'The script dates from the days of Exchange 2003; the mailboxes are on Exchange 2010'],
    ['as the times of it', 'A gateway from Exchange 2003 times. The server: Exchange 2010.'],
    ['with its bug', 'Is this the SP1 bug of Exchange 2007? Ours is Exchange 2010.'],
    ['as heard of', 'We had heard of the rollup 3 for Exchange 2007. Our servers are on Exchange 2010.'],
    ['as advice', 'The hotline says go to Exchange 2013. We have Exchange 2010.'],
    ['as advice behind what else is said', 'Our partner said: known trouble, install SP3. It is Exchange 2010.'],
    ['as what is gone', 'Mailboxes on Exchange 2010, the last Exchange 2003 machine went to the scrapyard in May'],
  ])('%s', (_, text) => expect(known(text)).toMatch(/^Exchange Server 2010$/))

  it('and no update is of what is denied, or only advised', () => {
    expect(known('Slow since rollup 3. Somebody says move to Exchange 2010. It is Exchange 2007 SP1.')).toBe(
      'Exchange Server 2007 SP1 Update Rollup 3',
    )
    expect(known('Slow since rollup 3. We are not on Exchange 2010. It is Exchange 2007 SP1.')).toBe(
      'Exchange Server 2007 SP1 Update Rollup 3',
    )
  })

  it('but is there, where nothing but a wait is told', () =>
    expect(known('The query to Exchange 2010 times out')).toBe('Exchange Server 2010'))

  it('and who did something tells of the system', () =>
    expect(known('The admin who moved it says the mailbox server has Exchange 2010')).toBe('Exchange Server 2010'))
})

describe('a change told without a verb', () => {
  it.each(['from Server 2003 to Server 2008', 'It was from Windows 2003 to Windows Server 2008, in March'])(
    '%s',
    text => expect(known(text, 'windows-server')).toBe('Windows Server 2008'),
  )

  it('and not what is so of all between two', () =>
    expect(known('All from Server 2003 to Server 2008 are fine, and none of them crashes', 'windows-server')).not.toBe(
      'Windows Server 2008',
    ))
})
