import type { Respond } from '../../bot/turn.ts'
import { question, recommendation, said } from './replies.ts'

/** Greets, asks once, recommends: everything that the page has to show, without a diagnosis behind it. */
export const demo: Respond<null> = async (_state, { text, joined, choice }) => {
  if (joined) return { state: null, replies: [said] }
  const answered = choice === undefined && question.choices.some(({ title }) => title === text)
  return { state: null, replies: [answered ? recommendation : question] }
}
