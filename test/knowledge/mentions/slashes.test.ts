import { describe, expect, it } from 'vitest'
import { mentionsOf, read } from '../room.ts'

const said = (text: string): readonly string[] => mentionsOf(text, {}).map(m => `${m.bearing} ${m.label}`)

describe('notes that slashes part', () => {
  it.each([
    [
      'spooler crashes / Exchange 2007 SP1 / print server Windows Server 2008 / all is fine with the old W2K3 box',
      'has Exchange Server 2007 SP1',
    ],
    ['E2K7SP1RU3 / W2K8 x64 mailbox server / the scheduler hangs / worked ok on 2003', 'has Windows Server 2008'],
    ['Exchange 2007 SP2 / our mailbox server on 2008 / scan job ok / the listener crashes', 'has Windows Server 2008'],
  ])('are told part by part: %s', (text, one) => expect(said(text)).toContain(one))

  it('what goes well is said of its own part', () => {
    const text = 'Exchange 2007 SP1 on Windows 2008 / no callbacks arrive / OWA works fine'
    expect(read(text, {}).troubles.map(t => [t.kind, t.things[0]?.[0]])).toEqual(
      expect.arrayContaining([
        ['absent', 'notification'],
        ['works', 'outlook-web'],
      ]),
    )
  })

  it.each([
    ['Tried rollups RU1 / RU2 / RU3 on Exchange 2007 SP1.', ' / '],
    ['Outlook / OWA / IMAP clients all hang.', ' / '],
    ['Our servers MBX1 / MBX2 hang.', ' / '],
  ])('are no names of several things: %s', (text, slash) => expect(read(text, {}).normal).toContain(slash))
})
