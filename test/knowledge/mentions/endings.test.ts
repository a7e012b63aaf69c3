import { describe, expect, it } from 'vitest'
import { NAMED } from '../../../knowledge/article.ts'
import { read } from '../room.ts'

const told = (text: string): readonly string[] =>
  read(text, {})
    .troubles.filter(t => t.kind !== NAMED)
    .map(t => `${t.standing} ${t.kind} ${t.things.map(([thing]) => thing)}`)

describe('what goes well at first only', () => {
  it.each([
    'Notifications work for an hour, then they stop.',
    'The program gets its notifications for some time and then no more.',
    'Notifications are fine until noon, after that silence.',
    'Notifications come at first. Then nothing any more.',
  ])('does not come: %s', text => expect(told(text)).toEqual(['claimed absent notification']))

  it.each([
    'Notifications work, and then the printer stops.',
    'Notifications work. We do not stop them.',
    'Notifications come, then we go home.',
  ])('is only ended by what ends it: %s', text => expect(told(text)).not.toContain('claimed absent notification'))
})
