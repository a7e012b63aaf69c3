import { describe, expect, it } from 'vitest'
import { read } from '../room.ts'

/** What is claimed to be absent. */
const missing = (text: string): readonly (string | undefined)[] =>
  read(text, {})
    .troubles.filter(t => t.kind === 'absent' && t.standing === 'claimed')
    .flatMap(t => t.things.map(([thing]) => thing))

describe('a verb left out before where it is so', () => {
  it.each([
    "The callbacks arrive for mailboxes on BOX1, they don't for those on BOX2.",
    'Notifications reach Anna. They do not with the new profile.',
    "The callbacks fire under XP but they won't under Vista.",
  ])('denies what was told before: %s', text => expect(missing(text)).toContain('notification'))

  it.each([
    "The callbacks arrive on BOX1, they don't cost us anything.",
    'The callbacks arrive, they do on each server.',
    'The callbacks arrive, and the users do not look at them.',
  ])('and not where a verb is there: %s', text => expect(missing(text)).not.toContain('notification'))

  it.each([
    "Outlook hangs for Anna, it doesn't for Bert.",
    "Outlook hangs for Anna, for Bert it doesn't.",
    "Outlook crashes on some PCs, on others it isn't.",
  ])('where a trouble was told, it denies that: %s', text => expect(missing(text)).toEqual([]))

  it.each([
    ["The callbacks work for people on BOX1, they don't for people on BOX2.", 'BOX2'],
    ["The callbacks don't arrive on BOX1, they do on BOX2.", 'BOX1'],
  ])('tells which machine is meant: %s', (text, machine) => expect(read(text, {}).machine).toBe(machine))
})

describe('a list of machines', () => {
  it('ends with its sentence', () => {
    const text = 'No callbacks come from BOX2. BOX1 has Exchange 2007 SP2, BOX2 has Exchange 2007 SP1.'
    const owners = read(text, {}).mentions.map(m => m.machine)
    expect(owners).toEqual(['BOX1', 'BOX2'])
  })
})
