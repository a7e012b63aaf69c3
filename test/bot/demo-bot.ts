import type { Bot } from '../../bot/bot.ts'
import { placeOf } from '../../bot/channels/capabilities.ts'
import { draw } from '../../bot/channels/draw.ts'
import type { Reply } from '../../dialogs/index.ts'
import { question, recommendation, said } from './replies.ts'

/** Greets, asks once, recommends: everything that the page has to show, without a diagnosis behind it. */
export const demoBot: Bot = async (activity, say) => {
  const { type, text } = activity
  const answer = (reply: Reply) => say(draw([reply], placeOf(activity)))
  if (type === 'conversationUpdate') await answer(said)
  if (type !== 'message') return
  await answer(question.choices.some(({ title }) => title === text) ? recommendation : question)
}
