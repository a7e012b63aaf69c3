import { describe, expect, it } from 'vitest'
import { mentionsOf, read } from '../room.ts'

const owned = (text: string): readonly string[] =>
  mentionsOf(text, {})
    .filter(m => m.bearing === 'has' && m.hasVersion)
    .map(m => m.label)
    .sort()

describe('systems that are told apart by where they are', () => {
  const TOLD = [
    'In Ulm we have Exchange 2010, in Trier Exchange 2003.',
    'The Ulm office runs Exchange 2010. The Trier office runs Exchange 2003.',
    'Exchange 2010 is in Ulm, Exchange 2003 sits in the Trier office.',
    'Mailboxes in Ulm are on Exchange 2010, those in Trier on Exchange 2003.',
    'Branch Ulm: Exchange 2010. Branch Trier: Exchange 2003.',
  ]
  const WRONG = ['The spooler crashes in Trier.', 'In Trier the spooler crashes, in Ulm it works.']
  it.each(TOLD.flatMap(told => WRONG.map(wrong => [`${told} ${wrong}`])))(
    'is the one that has the trouble: %s',
    text => {
      expect(owned(text)).toEqual(['Exchange Server 2003'])
    },
  )

  it('may have one letter behind the word for it', () => {
    const text = "Tenant A: Exchange 2010, tenant B: Exchange 2003. Tenant B's spooler crashes."
    expect(owned(text)).toEqual(['Exchange Server 2003'])
  })

  it('may have three capitals before brackets', () => {
    const text = 'The spooler works against KXA (Exchange 2010), it crashes against KXB (Exchange 2003).'
    expect(owned(text)).toEqual(['Exchange Server 2003'])
  })

  it.each([
    'The spooler crashes in Trier. Exchange 2003.',
    'In March we moved from Exchange 2003 to Exchange 2010, in April the spooler crashed.',
    'The spooler crashes with Exchange 2010 in Outlook and with Exchange 2010 in Word.',
  ])('is none where nothing is told apart: %s', text => expect(read(text, {}).machines).toEqual([]))
})

describe('a line without a verb', () => {
  it.each([
    ['Event 1234 Kerberos Exchange 2003 SP1: the spooler crashes', 'has'],
    ['Crash 1234, id 77 for Exchange 2003 SP1 mailbox server, the spooler hangs', 'has'],
    ['Crash 1234 of the file server Windows Server 2003: the spooler crashes', 'elsewhere'],
  ])('claims the version that it is headed by, or that its server is told by: %s', (text, bearing) => {
    expect(mentionsOf(text, {}).map(m => m.bearing)).toContain(bearing)
  })
})
