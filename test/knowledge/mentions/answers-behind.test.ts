import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mentionsOf } from '../room.ts'

const NOTHING_ASKED = { asked: [] }
const bearings = (text: string): readonly string[] =>
  mentionsOf(text, NOTHING_ASKED)
    .filter(m => m.hasVersion)
    .map(m => `${m.label}: ${m.bearing}`)

describe('an answer right behind a version', () => {
  it('says that the version is not there', () => {
    const joint = fc.constantFrom(': ', ', ', ' - ')
    const no = fc.constantFrom(
      'no',
      'nope',
      'not here',
      'none of our servers has it',
      'no, we never had it',
      'not in use',
    )
    fc.assert(
      fc.property(joint, no, (mark, said) => {
        expect(bearings(`The spooler hangs. Windows Server 2008${mark}${said}.`)).toEqual([
          'Windows Server 2008: denied',
        ])
      }),
    )
  })

  it.each([
    'Windows Server 2008? Yes. The spooler hangs.',
    'Windows Server 2008? Yes, that we have.',
    'Is it Windows Server 2008? Correct.',
  ])('says that it is there: %s', text => expect(bearings(text)).toEqual(['Windows Server 2008: has']))

  it.each([
    'Windows Server 2008, no add-ins',
    'The spooler hangs. Windows Server 2008 - no events',
    'Windows Server 2008, not one printer works',
  ])('is none where something else is denied: %s', text => expect(bearings(text)).toEqual(['Windows Server 2008: has']))

  it('leaves the version open where it may answer what goes wrong', () =>
    expect(bearings('Events arrive on Windows Server 2003: yes, Windows Server 2008: no')).not.toContain(
      'Windows Server 2008: denied',
    ))

  it('leaves open what a question asks for', () =>
    expect(bearings('Does the fix help on Windows Server 2008? Yes, I read that.')).not.toContain(
      'Windows Server 2008: has',
    ))
})
