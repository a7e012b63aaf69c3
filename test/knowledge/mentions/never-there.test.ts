import { describe, expect, it } from 'vitest'
import { mentionsOf } from '../room.ts'

const NOTHING_ASKED = { asked: [] }
const had = (text: string): readonly string[] =>
  mentionsOf(text, NOTHING_ASKED)
    .filter(m => m.hasVersion && m.bearing === 'has')
    .map(m => m.label)

describe('a version that never came to the system in question', () => {
  it.each([
    'The spooler hangs. Windows Server 2008 got postponed.',
    'As to Windows Server 2008: that was ruled out.',
    'Windows Server 2008 we do not have.',
    'Windows Server 2008, wrong.',
    'All is on Windows Server 2008 by now, except the mailbox server.',
    'Windows Server 2008 according to a spreadsheet that is three years old.',
    'Windows Server 2008 is only what the ticket says.',
  ])('is not there: %s', text => expect(had(text)).toEqual([]))

  it.each([
    'The old mailbox server has Windows Server 2008',
    'Windows Server 2008 never prints',
    'The spooler hangs on Windows Server 2008, except at night',
    'According to our inventory it is Windows Server 2008',
  ])('is there where something else is told: %s', text => expect(had(text)).toEqual(['Windows Server 2008']))
})
