import { describe, expect, it } from 'vitest'
import { mentionsOf } from '../room.ts'

const owned = (text: string): readonly string[] =>
  mentionsOf(text, {})
    .filter(m => m.bearing === 'has' && m.hasVersion)
    .map(m => m.label)

describe('what was put on one after the other', () => {
  it.each([
    'Exchange 2010: SP2 RU1 in March, SP2 RU3 in May, SP2 RU4 in August.',
    'Change log:\n2012-01-14 Exchange 2010 SP2\n2012-03-03 Update Rollup 1\n2012-08-20 Update Rollup 4',
    'Exchange 2010 SP2.\n- Rollup 1 (March 2012)\n- Rollup 3 (May 2012)\n- Rollup 4 (August 2012)',
    '14.01.2012 Update Rollup 1 for Exchange Server 2010 SP2\n20.08.2012 Update Rollup 4 for Exchange Server 2010 SP2',
    'Exchange 2010 SP2 installed in January, then RU1, RU2 and finally RU4.',
  ])('leaves the last one there: %s', text => {
    expect(owned(text)).toEqual(['Exchange Server 2010 SP2 Update Rollup 4'])
  })

  it.each([
    'Exchange 2010 SP2 RU1 in Oslo since May, RU4 in Bergen since June.',
    'Exchange 2010 SP2. RU1 came in July, RU4 in October failed to install.',
    'Exchange 2010 SP2: RU1 in March, maybe RU4 in August.',
    'Exchange 2010 SP2: RU4 in March, RU1 in August.',
    'CAS: Exchange 2010 SP2 RU4 in May 2012; mailbox server: RU1 in March 2012.',
  ])('says nothing of the others where that is not told: %s', text => {
    expect(owned(text).some(label => label.endsWith('Rollup 1'))).toBe(true)
  })

  it('is told of what is put on only: of releases several are in use', () => {
    expect(owned('Our people have Outlook 2003 and, since May, Outlook 2007.')).toEqual([
      'Outlook 2003',
      'Outlook 2007',
    ])
  })
})
