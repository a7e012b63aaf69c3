import type { Respond } from '../../bot/turn.ts'
import { question, recommendation, said } from './replies.ts'

/** Greets, asks once, recommends, forgets: everything that the page has to show, without a diagnosis behind it. */
export const demo: Respond<null> = async (_state, { text, joined, choice }) => {
  if (joined) return { state: null, replies: [said] }
  if (text === 'delete my data') return { state: null, replies: [said], effects: [{ kind: 'forget' }] }
  const answered = choice === undefined && question.choices.some(({ title }) => title === text)
  return { state: null, replies: [answered ? recommendation : question] }
}
