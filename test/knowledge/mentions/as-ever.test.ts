import { describe, expect, it } from 'vitest'
import { read } from '../room.ts'

const told = (text: string): readonly string[] => read(text, {}).troubles.map(t => `${t.kind} ${t.standing}`)

describe('what is as it is meant to be', () => {
  it.each([
    ['absent denied', 'The alerts pop up as ever.'],
    ['absent denied', 'Notifications arrive as they should.'],
    ['absent denied', 'The toasts show up as usual, people just cannot find the icon.'],
    ['absent claimed', 'The alerts do not pop up as usual.'],
    ['absent claimed', 'Notifications no longer arrive as they should.'],
    ['memory-leak denied', 'The crawler is slow. It stays at 80 MB the whole week.'],
    ['memory-leak denied', 'Its working set hovers around 300 MB.'],
    ['memory-leak denied', 'It never takes more than 90 MB.'],
    ['memory-leak denied', 'The memory is fine.'],
  ])('is %s: %s', (kind, text) => expect(told(text)).toContain(kind))
})
