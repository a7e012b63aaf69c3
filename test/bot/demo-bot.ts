import type { TurnContext } from 'botbuilder'
import { placeOf } from '../../bot/channels/capabilities.ts'
import { draw } from '../../bot/channels/draw.ts'
import type { Reply } from '../../dialogs/index.ts'
import { question, recommendation, said } from './replies.ts'

/** Greets, asks once, recommends: everything that the page has to show, without a diagnosis behind it. */
export const demoBot = async (context: TurnContext): Promise<void> => {
  const { type, text } = context.activity
  const say = (reply: Reply) => context.sendActivities(draw([reply], placeOf(context.activity)))
  if (type === 'conversationUpdate') await say(said)
  if (type !== 'message') return
  await say(question.choices.some(({ title }) => title === text) ? recommendation : question)
}
