import { describe, expect, it } from 'vitest'
import { read } from '../room.ts'

const standings = (text: string): readonly string[] => [
  ...new Set(
    read(text, {})
      .troubles.filter(t => t.kind === 'absent' && t.things.length > 0)
      .map(t => t.standing),
  ),
]

describe('a trouble that is told under another clause', () => {
  it.each([
    'I doubt that our pager gets no notifications.',
    'I would be very surprised to learn that our pager gets no notifications.',
    "It's not as if our pager got no notifications.",
    'It would be a lie to claim that our pager gets no notifications.',
    'Neither do I see that our pager gets no notifications, nor has anybody said so.',
  ])('is denied with it: %s', text => {
    expect(standings(text)).toEqual(['denied'])
  })

  it.each([
    'My boss predicts that our pager gets no notifications next winter.',
    'I fear that once we have moved, our pager gets no notifications.',
    'We must avoid that our pager gets no notifications.',
    'Gone are the days when our pager got no notifications.',
  ])('is not so now where the other clause says so: %s', text => {
    expect(standings(text)).not.toContain('claimed')
  })

  it.each([
    'What could be the reason that our pager gets no notifications?',
    'Why would our pager get no notifications?',
    'Is it normal that our pager gets no notifications?',
    'Where do I look first, given that our pager gets no notifications?',
    'Considering that our pager gets no notifications here, which logs help?',
    'According to our reception our pager gets no notifications.',
    'Our pager gets no notifications unless we restart the store.',
    'The head of sales says our pager gets no notifications and she wants it fixed by Monday.',
    'Our pager gets no notifications and I have to tell the board tomorrow.',
  ])('is so where the other clause takes it for so: %s', text => {
    expect(standings(text)).toEqual(['claimed'])
  })

  it.each([
    'According to our vendor our pager gets no notifications.',
    'Why should we install it, if our pager gets no notifications?',
    'Our pager got no notifications, and we got it fixed on Monday.',
  ])('and not where a stranger says it, or it is done with: %s', text => {
    expect(standings(text)).not.toContain('claimed')
  })
})

describe('an afterthought', () => {
  it.each([
    'Another firm writes that its pager gets no notifications. We have seen nothing of the kind.',
    'The pager gets no notifications. In this house it has never come up.',
    'The pager got no notifications at night. False alarm.',
  ])('takes back what was told before it: %s', text => {
    expect(standings(text)).not.toContain('claimed')
  })
})
