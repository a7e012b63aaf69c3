import { randomUUID } from 'node:crypto'
import type { Bot } from '../bot.ts'
import { type Activity, parseActivity } from '../channels/activity.ts'
import { words } from '../channels/words.ts'
import type { Log } from '../log.ts'
import type { Json } from './body.ts'
import type { Conversation } from './conversation.ts'

export interface ChannelParts {
  /** The bot: the same one that every channel calls. */
  readonly bot: Bot
  readonly log: Log
  /** Milliseconds since 1970. */
  readonly now: () => number
}

/** Web chat as the bot sees it: a channel that runs in this process. */
export interface WebChatChannel {
  /**
   * Takes what a person did: shows it, then lets the bot answer in its turn. Resolves to the activity's id once shown.
   *
   * @throws Refusal 400
   */
  receive(conversation: Conversation, sent: Json): Promise<string>
  /** Tells the bot that the person is here, so that it greets. Nobody sees this activity. */
  join(conversation: Conversation, locale: string | undefined): void
}

const BOT = { id: 'advise', name: 'Advise', role: 'bot' }
/** What a caller may say of an activity. Others would change how the turn is run (`deliveryMode`, `relatesTo` …). */
const ACCEPTED = [
  ...['text', 'textFormat', 'locale', 'value', 'valueType', 'name', 'label', 'code', 'replyToId'],
  ...[
    'channelData',
    'entities',
    'localTimezone',
    'summary',
    'speak',
    'importance',
    'reactionsAdded',
    'reactionsRemoved',
  ],
]
const MAX_FILES = 20

export const createWebChatChannel = ({ bot, log, now }: ChannelParts): WebChatChannel => {
  /** What only the server may say: a caller's own id, time or conversation is never believed. */
  const stamp = ({ id }: Conversation) => ({
    id: randomUUID(),
    timestamp: new Date(now()).toISOString(),
    channelId: 'webchat',
    // Nothing is delivered there: what the bot says goes into the conversation.
    serviceUrl: 'http://localhost/',
    conversation: { id },
  })

  const say = (conversation: Conversation, said: object): Promise<void> =>
    conversation.append({ ...said, ...stamp(conversation), from: BOT, recipient: userOf(conversation) })

  const turn = async (conversation: Conversation, activity: Activity): Promise<void> => {
    try {
      await bot(activity, async said => {
        for (const one of said) await say(conversation, { ...one, replyToId: activity.id })
      })
    } catch (error) {
      log.error('a web chat turn failed', { conversation: conversation.id, error })
      await say(conversation, { type: 'message', text: words.failed, inputHint: 'acceptingInput' })
    }
  }

  const queue = (conversation: Conversation, activity: Activity): void => {
    conversation
      .takeTurn(() => turn(conversation, activity))
      .catch(error => log.error('web chat could not be told', { conversation: conversation.id, error }))
  }

  return {
    receive: async (conversation, sent) => {
      const shown = {
        ...accepted(sent),
        ...stamp(conversation),
        from: userOf(conversation),
        recipient: BOT,
      }
      const activity = parseActivity(shown)
      // The sender's own activity comes back first, or Web Chat shows it as "sending" and, later, as failed.
      if (activity.type !== 'typing') await conversation.append(shown)
      queue(conversation, activity)
      return shown.id
    },
    join: (conversation, locale) => {
      const user = userOf(conversation)
      const joined = { type: 'conversationUpdate', membersAdded: [user], locale, from: user, recipient: BOT }
      queue(conversation, parseActivity({ ...joined, ...stamp(conversation) }))
    },
  }
}

const userOf = ({ userId }: Conversation) => ({ id: userId, name: '', role: 'user' })

const accepted = (sent: Json): Json => {
  const taken = Object.fromEntries(ACCEPTED.flatMap(name => (sent[name] === undefined ? [] : [[name, sent[name]]])))
  const files = Array.isArray(sent.attachments) ? sent.attachments.slice(0, MAX_FILES).map(withoutContent) : undefined
  return { ...taken, type: sent.type, ...(files ? { attachments: files } : {}) }
}

/** The bot reads no files; keeping their contents would only cost memory. */
const withoutContent = (attachment: unknown) => {
  const { name, contentType } = (attachment ?? {}) as Json
  return { name: String(name ?? '').slice(0, 200), contentType: String(contentType ?? '').slice(0, 100) }
}
