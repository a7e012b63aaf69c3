import { describe, expect, it } from 'vitest'
import { mentionsOf } from '../room.ts'

const told = (text: string): readonly string[] => mentionsOf(text, {}).map(m => `${m.label} ${m.bearing}`)

describe('lines quoted from a mail', () => {
  it('are of others where somebody tells of their own system', () =>
    expect(
      told('Ann wrote:\n> our Exchange 2007 SP2 never calls it\n\nThe same silence, but our Exchange is 2003 SP2.'),
    ).toEqual(['Exchange Server 2007 SP2 elsewhere', 'Exchange Server 2003 SP2 has']))

  it('tell of the system where nobody tells of another one', () =>
    expect(told('> our Exchange is 2003 SP2\nThat is what the admin wrote.')).toEqual(['Exchange Server 2003 SP2 has']))

  it('take nothing from an answer below a question', () =>
    expect(told('> which version do you have?\nExchange 2003 SP2')).toEqual(['Exchange Server 2003 SP2 has']))
})
