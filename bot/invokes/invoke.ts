import type { Shelf } from '../articles/shelf.ts'
import type { Bot } from '../bot.ts'
import type { Activity } from '../channels/activity.ts'
import { type Answer, json } from '../http/answer.ts'
import { INVOKE_RESULT } from '../replying/compose.ts'
import { searchArticles } from './search-extension.ts'
import { unfurl } from './unfurl.ts'

/** What a client invokes waits for an answer of its own kind: the HTTP answer to the activity. */
export type Invoke = (activity: Activity, route: string) => Promise<Answer>

interface InvokeParts {
  readonly bot: Bot
  /** Asked only once the articles are read. */
  readonly shelf: () => Shelf
  /** Where people reach the bot, and so our own pages of articles; undefined: nowhere. */
  readonly publicUrl: string | undefined
}

export const createInvoke =
  ({ bot, shelf, publicUrl }: InvokeParts): Invoke =>
  async (activity, route) => {
    switch (activity.channelId === 'msteams' ? activity.name : undefined) {
      case 'adaptiveCard/action':
      case 'message/submitAction':
        return resultIn(await bot(activity, { kind: 'sent', route }))
      case 'composeExtension/query':
        return json(200, await searchArticles(activity.value, shelf(), publicUrl))
      case 'composeExtension/queryLink':
      case 'composeExtension/anonymousQueryLink':
        return json(200, await unfurl(activity.value, shelf(), publicUrl))
      default:
        // https://learn.microsoft.com/azure/bot-service/rest-api (invoke): not implemented.
        return json(501, undefined)
    }
  }

/** What is to be answered is kept with the replies. A turn that says nothing to the client is well, too. */
const resultIn = (replies: readonly string[]): Answer => {
  for (const reply of replies) {
    const { type, value } = JSON.parse(reply) as { readonly type: string; readonly value?: unknown }
    if (type === INVOKE_RESULT) return json(200, value)
  }
  return json(200, {})
}
