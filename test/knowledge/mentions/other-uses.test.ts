import { describe, expect, it } from 'vitest'
import type { ReadingContext } from '../../../knowledge/mentions/index.ts'
import { mentionsOf, versions } from '../room.ts'

const read = (text: string, context: ReadingContext = {}): readonly (readonly [string, string])[] =>
  mentionsOf(text, context)
    .filter(m => m.hasVersion)
    .map(m => [m.label, m.bearing])

const known: ReadingContext = {
  known: ['exchange-server', 'windows-server'],
  versions: {
    'exchange-server': versions('exchange-server', '2007 SP1'),
    'windows-server': versions('windows-server', '2012'),
  },
  corrects: true,
}

describe('a machine that is there for something else', () => {
  it.each([
    'The mailbox server is Windows Server 2012, the 2008 one only has the phone book.',
    'The mailbox server runs Windows Server 2012. The 2008 box is just for scanning.',
    'Windows Server 2012 is on the mailbox server, on the 2008 machine there is only the time clock.',
  ])('is another one, where another version is told: %s', text => {
    expect(read(text)).toEqual([
      ['Windows Server 2012', 'has'],
      ['Windows Server 2008', 'elsewhere'],
    ])
  })

  it.each([
    'The mailbox server is Windows Server 2012, the 2008 one only has the mailboxes of the sales people.',
    'The mailbox server is Windows Server 2012, the 2008 one is only affected at night.',
    'The mailbox server is Windows Server 2012, the 2008 one holds public folders.',
  ])('is not told of: %s', text => {
    expect(read(text).map(([, bearing]) => bearing)).toEqual(['has', 'has'])
  })
})

describe('what corrects what was said', () => {
  it.each([
    'Sorry. The 2012 machine is where the scanner stands. The mailbox server is on Windows Server 2008.',
    'I mixed them up: our mailboxes are on a Windows Server 2008 server, the 2012 one has the scanner.',
  ])('is told of the machine that holds the mailboxes: %s', text => {
    const said = read(text, known)
    expect(said).toContainEqual(['Windows Server 2008', 'has'])
    expect(said).toContainEqual(['Windows Server 2012', 'elsewhere'])
  })

  it('is of the product that is spoken of, and not of another that has such a release', () => {
    const text = 'My mistake: the mailbox server is Windows Server 2008, the 2003 one does printing.'
    expect(mentionsOf(text, known).map(m => m.product)).toEqual(['windows-server', 'windows-server'])
  })
})
