import { describe, expect, test } from 'vitest'
import { mentionsOf, read } from '../room.ts'

const ASKED = { asked: ['exchange-server'] }
const bearings = (text: string): readonly string[] =>
  mentionsOf(text, ASKED)
    .filter(m => m.hasVersion)
    .map(m => `${m.label}: ${m.bearing}`)

describe('a guess with a question mark', () => {
  test.each(['2010, I guess?', 'No idea really. Probably 2010?', "hm, perhaps it's 2010?", 'maybe 2010?'])(
    'tells the version as one without a mark does: %s',
    text => expect(bearings(text)).toEqual(['Exchange Server 2010: has']),
  )

  test.each([
    'is 2010 out of support, I wonder?',
    'maybe upgrade to 2010?',
    'what is 2010?',
    'does it hang on 2010, maybe?',
  ])('is a question where it says anything else: %s', text =>
    expect(bearings(text)).not.toContain('Exchange Server 2010: has'),
  )
})

describe('what is said before a sentence', () => {
  const kinds = (text: string): readonly string[] => read(text, ASKED).troubles.map(t => t.kind)

  test.each(['Okay, the admin had a look', 'ok our admin had a look', 'Done so. Ok then another user had a look'])(
    'says nothing of how it goes: %s',
    text => expect(kinds(text)).not.toContain('works'),
  )

  test.each(['Printing is ok', 'It is okay there'])('but for this: %s', text => expect(kinds(text)).toContain('works'))
})
