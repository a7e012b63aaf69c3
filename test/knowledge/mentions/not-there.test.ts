import { describe, expect, it } from 'vitest'
import { read } from '../room.ts'

const missing = (text: string): readonly string[] =>
  read(text, {})
    .troubles.filter(t => t.kind === 'absent' && t.standing === 'claimed')
    .flatMap(t => t.things.map(([thing = '']) => thing))

describe('what comes from one machine and not from another', () => {
  it.each([
    'The alerts come from MBX1 but never from MBX2.',
    'We get alerts from MBX1, none from MBX2.',
    'The alerts arrive from MBX1, from MBX2 nothing.',
    'Our tool gets alerts for mailboxes on MBX1, none for those on MBX2.',
  ])('is missing there, though the verb is left out: %s', text => {
    expect(missing(text)).toContain('notification')
    expect(read(text, {}).machine).toBe('MBX2')
  })

  it.each([
    'The alerts come in the morning, not in the evening.',
    'The alerts come from MBX1, not late.',
    'The alerts never come from MBX1, never from MBX2.',
    'I looked at MBX1, not at MBX2.',
  ])('is told of machines only, and where it comes: %s', text => {
    expect(read(text, {}).machine).not.toBe('MBX2')
  })
})
