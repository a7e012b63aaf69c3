import { describe, expect, it } from 'vitest'
import { mentionsOf } from '../room.ts'

/** What a text says of each version: "Exchange Server 2003 past". */
const told = (text: string): readonly string[] => mentionsOf(text, {}).map(m => `${m.label} ${m.bearing}`)

describe('what ran on a machine is past', () => {
  it.each([
    [
      'where that was thrown away',
      'The old mail server (2003, on Server 2003) was virtualised and thrown away in May.',
    ],
    [
      'where that was switched off for good',
      'Our Exchange 2003 on Windows Server 2003 has finally been switched off for good.',
    ],
    ['where that is no longer there', 'The box with Exchange 2003 under Windows 2003 no longer exists.'],
  ])('%s', (_, text) => {
    expect(told(text).length).toBeGreaterThan(0)
    expect(told(text).filter(t => !t.endsWith(' past'))).toEqual([])
  })
})

describe('it is there', () => {
  it.each([
    ['where another machine is gone', 'Exchange 2003 SP2 runs on Windows Server 2003. The fax server was scrapped.'],
    ['where a part of it is gone', 'The tape drive of the server (Exchange 2003 SP2, Windows Server 2003) was sold.'],
    ['where it is not gone', 'Our Exchange 2003 SP2 on Windows Server 2003 was not retired.'],
  ])('%s', (_, text) => expect(told(text).filter(t => t.endsWith(' past'))).toEqual([]))
})
