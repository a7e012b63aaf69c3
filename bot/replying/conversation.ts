import { type AskedCard, withCards } from '../channels/cards/asked.ts'

/** What is kept of a conversation: where the dialog stands, and the cards that can still be answered. */
export interface Conversation<S> {
  readonly dialog: S | undefined
  readonly cards: readonly AskedCard[]
}

/** What a store has, whatever release wrote it: up to 0.1.0 it was the dialog's state alone. */
export const restoreConversation = <S>(kept: Conversation<S> | S | undefined): Conversation<S> => {
  if (kept === undefined || kept === null) return { dialog: undefined, cards: [] }
  if (typeof kept === 'object' && 'cards' in kept && Array.isArray(kept.cards)) return kept
  return { dialog: kept as S, cards: [] }
}

export const withDialog = <S>(
  dialog: S,
  cards: readonly AskedCard[],
  asked: readonly AskedCard[],
): Conversation<S> => ({ dialog, cards: withCards(cards, asked) })
