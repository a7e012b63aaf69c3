import type { Choice, Chosen } from '../../../dialogs/index.ts'

/** A card with choices that stands before a person: what it asks, and what was answered. Kept with their conversation. */
export interface AskedCard {
  /** Names it: nobody can guess it, and a card that this bot did not show has none that is known. */
  readonly nonce: string
  readonly question: string
  readonly choices: readonly Choice[]
  /** The title of what was chosen. */
  readonly answered?: string
}

/** Cards of one conversation that can still be answered; of more, the newest. */
const MOST_CARDS = 5
/** Characters of a question that are kept, to be shown above its answer. */
const LONGEST_QUESTION = 300

export const withCards = (cards: readonly AskedCard[], asked: readonly AskedCard[]): readonly AskedCard[] =>
  [...cards, ...asked.map(short)].slice(-MOST_CARDS)

const short = ({ nonce, question, choices }: AskedCard): AskedCard => ({
  nonce,
  question: question.slice(0, LONGEST_QUESTION),
  choices: choices.map(({ title, question: of, option }) => ({ title, question: of, option })),
})

/** What a click on a card's button is worth. */
export type Press =
  /** Counts: for the first time. `cards`: with its answer. */
  | { readonly kind: 'counts'; readonly card: AskedCard; readonly title: string; readonly cards: readonly AskedCard[] }
  | { readonly kind: 'answered-before'; readonly card: AskedCard }
  /** Somebody else's card, one of another conversation, or one that is too old. */
  | { readonly kind: 'unknown' }
  /** The card never had such a button. */
  | { readonly kind: 'tampered' }

/** Used once: whoever clicks twice, or on two buttons, has answered with the first. */
export const press = (cards: readonly AskedCard[], nonce: string, chosen: Chosen | undefined): Press => {
  const card = cards.find(c => c.nonce === nonce)
  if (!card) return { kind: 'unknown' }
  const choice = card.choices.find(c => c.question === chosen?.question && c.option === chosen.option)
  if (!choice) return { kind: 'tampered' }
  if (card.answered !== undefined) return { kind: 'answered-before', card }
  const { title } = choice
  return { kind: 'counts', card, title, cards: cards.map(c => (c === card ? { ...c, answered: title } : c)) }
}
