import { describe, expect, it } from 'vitest'
import type { AskedCard } from '../../bot/channels/cards/asked.ts'
import { press, withCards } from '../../bot/channels/cards/asked.ts'
import { restoreConversation, withDialog } from '../../bot/replying/conversation.ts'

const card = (nonce: string, more: Partial<AskedCard> = {}): AskedCard => ({
  nonce,
  question: 'Which one?',
  choices: [
    { title: 'One', question: 'q', option: '1' },
    { title: 'Two', question: 'q', option: '2' },
  ],
  ...more,
})

describe('what is kept of a conversation', () => {
  it('goes on from what earlier releases kept: the dialog’s state alone', () => {
    expect(restoreConversation({ version: 2, said: ['x'] })).toEqual({ dialog: { version: 2, said: ['x'] }, cards: [] })
    expect(restoreConversation(undefined)).toEqual({ dialog: undefined, cards: [] })
  })

  it('is what was kept, as JSON tells it', () => {
    const kept = withDialog({ version: 2 }, [], [card('a')])
    expect(restoreConversation(JSON.parse(JSON.stringify(kept)))).toEqual(kept)
  })

  it('has the newest cards alone, however many were shown and however long they are', () => {
    let cards: readonly AskedCard[] = []
    for (let i = 0; i < 100; i++) cards = withCards(cards, [card(`n${i}`, { question: 'long '.repeat(500) })])
    expect(cards.at(-1)?.nonce).toBe('n99')
    expect(JSON.stringify(cards).length).toBeLessThan(4_000)
  })
})

describe('a click', () => {
  const cards = [card('a'), card('b')]
  const one = { question: 'q', option: '1' }

  it('counts, and the card knows its answer from then on', () => {
    const pressed = press(cards, 'b', one)
    expect(pressed).toMatchObject({ kind: 'counts', title: 'One' })
    const after = pressed.kind === 'counts' ? pressed.cards : []
    expect(press(after, 'b', { question: 'q', option: '2' })).toMatchObject({
      kind: 'answered-before',
      card: { answered: 'One' },
    })
    expect(press(after, 'a', one).kind).toBe('counts')
  })

  it('on a card that is not of this conversation is unknown, one that the card never had is tampered with', () => {
    expect(press(cards, 'c', one).kind).toBe('unknown')
    expect(press(cards, '__proto__', one).kind).toBe('unknown')
    expect(press(cards, 'a', { question: 'q', option: '3' }).kind).toBe('tampered')
    expect(press(cards, 'a', undefined).kind).toBe('tampered')
  })
})
