import { randomUUID } from 'node:crypto'
import type { Reply } from '../../dialogs/index.ts'
import type { Activity, Drawn } from '../channels/activity.ts'
import { placeOf } from '../channels/capabilities.ts'
import type { AskedCard, Press } from '../channels/cards/asked.ts'
import { answeredCard } from '../channels/cards/card.ts'
import { draw, type Pages } from '../channels/draw.ts'
import { sayInChannel } from '../texts/texts.ts'

interface Composed {
  /** Activities as JSON, ready for the channel. */
  readonly replies: readonly string[]
  readonly asked: readonly AskedCard[]
}

export interface Composer {
  readonly compose: (activity: Activity, replies: readonly Reply[]) => Composed
  /** That an answer is on its way. */
  readonly typing: (activity: Activity) => string
  /** What is said of a click before anything else: that the card is answered, or why it does not count. */
  readonly ofPress: (activity: Activity, press: Press) => readonly string[]
}

interface ComposerParts {
  readonly pages?: Pages | undefined
  /** Milliseconds since 1970. */
  readonly now: () => number
}

export const createComposer = ({ pages, now }: ComposerParts): Composer => {
  const compose = (activity: Activity, replies: readonly Reply[]): Composed => {
    const { activities, asked } = draw(replies, placeOf(activity), { pages })
    return { replies: activities.map(drawn => JSON.stringify(addressed(drawn, activity, now()))), asked }
  }
  const say = (text: string, activity: Activity) => compose(activity, [{ kind: 'text', text, choices: [] }]).replies

  return {
    compose,
    typing: activity => JSON.stringify(addressed({ type: 'typing' }, activity, now())),
    ofPress: (activity, press) => {
      const isInvoke = activity.type === 'invoke'
      switch (press.kind) {
        case 'counts': {
          const card = answeredCard(press.card.question, answerOf(press.title, nameIn(activity)))
          // The answer to the click shows it to who clicked; the update shows it to all the others.
          return [...(isInvoke ? [result(ADAPTIVE_CARD, card.content)] : []), ...updates(card, activity, now())]
        }
        case 'answered-before': {
          const title = press.card.answered ?? ''
          if (!isInvoke) return say(sayInChannel('answered-before', { title }), activity)
          return [result(ADAPTIVE_CARD, answeredCard(press.card.question, title).content)]
        }
        case 'unknown':
          return isInvoke
            ? [result(MESSAGE, sayInChannel('unknown-card'))]
            : say(sayInChannel('unknown-card'), activity)
        case 'tampered':
          return isInvoke
            ? [result(ERROR, { code: 'BadRequest', message: sayInChannel('unknown-card') }, 400)]
            : say(sayInChannel('unknown-card'), activity)
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

/** `name`: who chose it, where others see it. */
const answerOf = (title: string, name: string | undefined): string =>
  name ? sayInChannel('chosen-by', { name, title }) : title

const nameIn = (activity: Activity): string | undefined => (placeOf(activity).group ? activity.from?.name : undefined)

const updates = (card: ReturnType<typeof answeredCard>, activity: Activity, now: number): readonly string[] => {
  const { replyToId: id } = activity
  if (id === undefined) return []
  const drawn: Drawn = { type: 'messageUpdate', id, text: '', textFormat: 'plain', attachments: [card] }
  return [JSON.stringify(addressed(drawn, activity, now))]
}

/** Who says it to whom, as the SDK's `applyConversationReference` does. The id stays the same however often it is sent. */
const addressed = (drawn: Drawn | { readonly type: 'typing' }, activity: Activity, now: number): object => ({
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
