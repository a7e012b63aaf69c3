import { createHash, randomUUID } from 'node:crypto'
import { type Bot, conversationOf } from '../bot.ts'
import { type Activity, parseActivity } from '../channels/activity.ts'
import { inTime } from '../http/in-time.ts'
import { Refusal } from '../http/refusal.ts'
import type { Json } from './body.ts'
import type { Bearer } from './tokens.ts'

export interface ChannelParts {
  /** The bot: the same one that every channel calls. */
  readonly bot: Bot
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** Milliseconds. */
  readonly patience: number
}

/** Web chat as the bot sees it: a channel that runs in this process. What is said stands in the store's transcript. */
export interface WebChatChannel {
  /**
   * Takes what a person did. Resolves to the activity's id once the turn is kept; sent again, it is the same turn.
   *
   * @throws Refusal, StoreAwayError
   */
  receive(bearer: Bearer, sent: Json): Promise<string>
  /** Tells the bot that the person is here, so that it greets, once. Nobody sees this activity. */
  join(bearer: Bearer, locale: string | undefined): Promise<void>
}

const BOT = { id: 'advise', name: 'Advise', role: 'bot' }
/** What a caller may say of an activity. Others would change how the turn is run (`deliveryMode`, `relatesTo` …). */
const ACCEPTED = [
  ...['text', 'textFormat', 'locale', 'value', 'valueType', 'name', 'label', 'code', 'replyToId', 'channelData'],
  ...['localTimezone', 'summary', 'speak', 'importance', 'reactionsAdded', 'reactionsRemoved'],
]
const MOST_FILES = 20
/** Web Chat sends one. */
const MOST_ENTITIES = 20
/** Characters of what the client calls its activity. */
const LONGEST_CLIENT_ID = 200

export const createWebChatChannel = ({ bot, now, patience }: ChannelParts): WebChatChannel => {
  /** What only the server may say: a caller's own id, time or conversation is never believed. */
  const stamp = ({ conversationId, userId }: Bearer) => ({
    timestamp: new Date(now()).toISOString(),
    channelId: 'webchat',
    // Nothing is delivered there: what the bot says goes into the conversation.
    serviceUrl: 'http://localhost/',
    conversation: { id: conversationId },
    from: { id: userId, name: '', role: 'user' },
    recipient: BOT,
  })
  const take = (activity: Activity) => inTime(bot(activity, { kind: 'shown' }), patience, notReady)

  return {
    receive: async (bearer, sent) => {
      const id = idOf(bearer, sent)
      await take(parseActivity({ ...accepted(sent), ...stamp(bearer), id }))
      return id
    },
    join: async (bearer, locale) => {
      const stamped = stamp(bearer)
      const joined = { type: 'conversationUpdate', id: 'join', membersAdded: [stamped.from], locale }
      await take(parseActivity({ ...joined, ...stamped }))
    },
  }
}

/** The name under which the store keeps a conversation of web chat. */
export const nameOf = (conversationId: string): string =>
  conversationOf({ channelId: 'webchat', conversation: { id: conversationId } })

/** The same for the same activity however often it is sent: clients name each, and name it again when they repeat it. */
const idOf = ({ conversationId }: Bearer, { channelData }: Json): string => {
  const { clientActivityID: name } = (channelData ?? {}) as Json
  if (typeof name !== 'string' || name === '' || name.length > LONGEST_CLIENT_ID) return randomUUID()
  return createHash('sha256')
    .update(JSON.stringify([conversationId, name]))
    .digest('base64url')
}

const accepted = ({ type, entities, attachments, ...sent }: Json): Json => {
  const taken = Object.fromEntries(ACCEPTED.flatMap(name => (sent[name] === undefined ? [] : [[name, sent[name]]])))
  return {
    ...taken,
    type,
    ...(Array.isArray(entities) ? { entities: entities.slice(0, MOST_ENTITIES) } : {}),
    ...(Array.isArray(attachments) ? { attachments: attachments.slice(0, MOST_FILES).map(withoutContent) } : {}),
  }
}

/** The bot reads no files; keeping their contents would only cost memory. */
const withoutContent = (attachment: unknown) => {
  const { name, contentType } = (attachment ?? {}) as Json
  return { name: String(name ?? '').slice(0, 200), contentType: String(contentType ?? '').slice(0, 100) }
}

/** The turn goes on: what it says is shown when it is kept, and sent again it is the same turn. */
const notReady = (): Refusal =>
  new Refusal(503, 'Late', 'The bot is not ready to answer. Send it again in a moment.', 2)
