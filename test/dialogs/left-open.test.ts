import { describe, expect, test } from 'vitest'
import { outcome, play, shipped, versionsOf } from './conversation.ts'

const knowledge = await shipped()
const DESCRIBED = 'Our MAPI program gets no notifications on Exchange 2007 SP1 RU3'

describe('a choice of versions as the answer', () => {
  test.each(['it is 2008 or 2008 R2, not sure which', '2008 r2 or 2008'])(
    'is known as it was said, and not asked again: %s',
    async said => {
      const c = await play(knowledge, DESCRIBED, said)
      expect(versionsOf(c)).toContain('Windows Server 2008, Windows Server 2008 R2')
      expect(outcome(c)).toBe('conditional KB951251')
    },
  )

  test.each(['2003 I think, or maybe 2008', '2003, maybe 2008', '2008 or R2, no idea', 'windows 2008, perhaps R2'])(
    'is one where it is guessed: %s',
    async said => {
      expect(outcome(await play(knowledge, DESCRIBED, said))).toBe('conditional KB951251')
    },
  )

  test.each([
    'rollup 3 I guess, or maybe 5',
    'UR2, could also be 4',
    'ru1 or possibly even ru6',
    'rollup 2, perhaps already 4',
  ])('of updates as well: %s', async said => {
    const c = await play(knowledge, 'Our MAPI program gets no notifications on Exchange 2007 SP1, Windows 2008', said)
    expect(outcome(c)).toBe('conditional KB951251')
  })

  test.each(['rollup 2 or maybe 3', 'rollup 3 I guess'])('is enough where either would do: %s', async said => {
    const c = await play(knowledge, 'Our MAPI program gets no notifications on Exchange 2007 SP1, Windows 2008', said)
    expect(outcome(c)).toBe('recommend KB951251')
  })

  test('is told beside what would have to be true', async () => {
    const c = await play(knowledge, DESCRIBED, '2008 or 2008 R2')
    const lines = c.last?.replies.flatMap(r => (r.kind === 'explanation' ? r.parts.flatMap(p => p.lines) : []))
    expect(lines?.filter(l => l.includes('Windows Server 2008 R2'))).toHaveLength(1)
  })

  test('gives way to what is told later', async () => {
    const c = await play(knowledge, DESCRIBED, '2008 or 2008 R2, not sure which', 'it is Windows Server 2008')
    expect(outcome(c)).toBe('recommend KB951251')
  })
})

describe('a guess with a question mark', () => {
  test.each(['2007, I guess?', 'no idea which one. Probably 2007?'])(
    'answers the question that waits: %s',
    async said => {
      const c = await play(knowledge, 'MAPI events from our exchange server never come in', said)
      expect(versionsOf(c)).toContain('Exchange Server 2007')
    },
  )

  test('what is asked about a version answers nothing', async () => {
    const c = await play(knowledge, 'MAPI events from our exchange server never come in', 'what is 2007?')
    expect(versionsOf(c)).toEqual([])
  })
})
