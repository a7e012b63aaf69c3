import { describe, expect, it } from 'vitest'
import { read } from '../room.ts'

/** What is told to be late: its things by their first names. */
const late = (text: string): readonly string[] =>
  read(text, {}).troubles.flatMap(t =>
    t.kind === 'late' && t.standing === 'claimed' ? t.things.map(([thing = '']) => thing) : [],
  )

describe('what comes at once has no part in what is late', () => {
  it.each([
    'What our MAPI tool sends stays in the outbox for ten minutes. Notifications reach it immediately.',
    'MAPI drafts sit in the drafts folder for 20 minutes. Its notifications come without delay.',
  ])('%s', text => expect(late(text)).not.toContain('mapi-notification'))

  it.each([
    'Our MAPI tool hears of new mail two minutes late. Nothing else of these notifications is wrong.',
    'Our MAPI tool reacts two minutes late. On the old server notifications reach it immediately.',
  ])('but it has where it is late here: %s', text => expect(late(text)).toContain('mapi-notification'))
})
