import { randomUUID } from 'node:crypto'
import type { Reply } from '../../dialogs/index.ts'
import type { Activity, Drawn } from '../channels/activity.ts'
import { placeOf } from '../channels/capabilities.ts'
import type { AskedCard, Press } from '../channels/cards/asked.ts'
import { answeredCard } from '../channels/cards/card.ts'
import { draw } from '../channels/draw.ts'
import { words } from '../channels/words.ts'

interface Composed {
  /** Activities as JSON, ready for the channel. */
  readonly replies: readonly string[]
  readonly asked: readonly AskedCard[]
}

export interface Composer {
  readonly compose: (activity: Activity, replies: readonly Reply[]) => Composed
  /** What is said of a click before anything else: that the card is answered, or why it does not count. */
  readonly ofPress: (activity: Activity, press: Press) => readonly string[]
}

interface ComposerParts {
  /** Where people reach the bot, and so our own pages of articles; undefined: nowhere. */
  readonly publicUrl: string | undefined
  /** Milliseconds since 1970. */
  readonly now: () => number
}

export const createComposer = ({ publicUrl, now }: ComposerParts): Composer => {
  const compose = (activity: Activity, replies: readonly Reply[]): Composed => {
    const { activities, asked } = draw(replies, placeOf(activity), { publicUrl })
    return { replies: activities.map(drawn => JSON.stringify(addressed(drawn, activity, now()))), asked }
  }
  const say = (text: string, activity: Activity) => compose(activity, [{ kind: 'text', text, choices: [] }]).replies

  return {
    compose,
    ofPress: (activity, press) => {
      const isInvoke = activity.type === 'invoke'
      switch (press.kind) {
        case 'counts': {
          const card = answeredCard(press.card.question, words.chosen(press.title, nameIn(activity)))
          // The answer to the click shows it to who clicked; the update shows it to all the others.
          return [...(isInvoke ? [result(ADAPTIVE_CARD, card.content)] : []), ...updates(card, activity, now())]
        }
        case 'answered-before': {
          const title = press.card.answered ?? ''
          if (!isInvoke) return say(words.answeredBefore(title), activity)
          return [result(ADAPTIVE_CARD, answeredCard(press.card.question, title).content)]
        }
        case 'unknown':
          return isInvoke ? [result(MESSAGE, words.unknownCard)] : say(words.unknownCard, activity)
        case 'tampered':
          return isInvoke
            ? [result(ERROR, { code: 'BadRequest', message: words.unknownCard }, 400)]
            : say(words.unknownCard, activity)
      }
    },
  }
}

/** What the answer to a click may be: https://learn.microsoft.com/adaptive-cards/authoring-cards/universal-action-model */
const ADAPTIVE_CARD = 'application/vnd.microsoft.card.adaptive'
const MESSAGE = 'application/vnd.microsoft.activity.message'
const ERROR = 'application/vnd.microsoft.error'

/** Of the replies to an invoke: what its caller is answered. It is kept with them, so that a second delivery gets it, too. */
const result = (type: string, value: unknown, statusCode = 200): string =>
  JSON.stringify({ type: INVOKE_RESULT, value: { statusCode, type, value } })

export const INVOKE_RESULT = 'invokeResponse'

const nameIn = (activity: Activity): string | undefined => (placeOf(activity).group ? activity.from?.name : undefined)

const updates = (card: ReturnType<typeof answeredCard>, activity: Activity, now: number): readonly string[] => {
  const { replyToId: id } = activity
  if (id === undefined) return []
  const drawn: Drawn = { type: 'messageUpdate', id, text: '', textFormat: 'plain', attachments: [card] }
  return [JSON.stringify(addressed(drawn, activity, now))]
}

/** Who says it to whom, as the SDK's `applyConversationReference` does. The id stays the same however often it is sent. */
const addressed = (drawn: Drawn, activity: Activity, now: number): object => ({
  id: randomUUID(),
  ...drawn,
  timestamp: new Date(now).toISOString(),
  channelId: activity.channelId,
  serviceUrl: activity.serviceUrl,
  conversation: activity.conversation,
  from: activity.recipient,
  recipient: activity.from,
  replyToId: activity.id,
  locale: activity.locale,
})

/** Who is spoken with, and where (JSON): enough to say something later without having been asked. */
export const addressOf = ({ channelId, serviceUrl, conversation, from, recipient, locale }: Activity): string =>
  JSON.stringify({ type: 'message', channelId, serviceUrl, conversation, from, recipient, locale })
