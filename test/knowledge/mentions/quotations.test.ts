import { describe, expect, it } from 'vitest'
import { mentionsOf } from '../room.ts'

const NOTHING_ASKED = { asked: [] }
const had = (text: string): readonly string[] =>
  mentionsOf(text, NOTHING_ASKED)
    .filter(m => m.hasVersion && m.bearing === 'has')
    .map(m => m.label)

describe('a version that strangers tell of', () => {
  it.each([
    '> Exchange 2010 SP1 RU2 here, the store hangs\nFound that in a forum.',
    '"The store hangs with Exchange 2010 SP1 RU2", that is from a blog.',
    'On a mailing list somebody wrote that the store hangs with Exchange 2010 SP1 RU2.',
    'Exchange 2010 SP1 RU2, the store hangs. That is what some guy on Reddit has.',
  ])('is not here: %s', text => {
    expect(had(text)).toEqual([])
    expect(had(`${text} We run Exchange 2013 CU8.`)).toEqual(['Exchange Server 2013 CU8'])
  })

  it('is that of another mail where its reader tells of their own', () => {
    const quoted = '> Exchange 2010 SP1 RU2, the store hangs\n'
    expect(had(`${quoted}Ours is Exchange 2010 SP2.`)).toEqual(['Exchange Server 2010 SP2'])
    expect(had(`${quoted}Any news on this?`)).toEqual(['Exchange Server 2010 SP1 Update Rollup 2'])
  })

  it.each([
    'We have Exchange 2010 SP1 RU2. I found in a forum that others see it, too.',
    'Exchange 2010 SP1 RU2: the store hangs. A blog knows of an update.',
    'I asked on Technet and got no answer. The store hangs on Exchange 2010 SP1 RU2.',
  ])('is none where the one who speaks tells it: %s', text =>
    expect(had(text)).toEqual(['Exchange Server 2010 SP1 Update Rollup 2']),
  )
})
