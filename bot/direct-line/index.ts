import type { Server } from 'restify'
import type { Bot } from '../bot.ts'
import { type Admit, mountOn } from '../http/endpoint.ts'
import { Refusal } from '../http/refusal.ts'
import type { Log } from '../log.ts'
import type { Store } from '../storage/store.ts'
import type { Others } from '../web/door.ts'
import { mountEndpoints } from './endpoints.ts'
import { DEFAULT_LIMITS, type Limits } from './limits.ts'
import { createListeners } from './listeners.ts'
import { createStreams } from './stream.ts'
import { createTokens } from './tokens.ts'
import { createWebChatChannel, nameOf } from './web-chat-channel.ts'

interface DirectLineParts {
  /** The bot: the same one that every channel calls. */
  readonly bot: Bot
  /** Where the bot keeps its turns: the conversations are there, in whichever process they began. */
  readonly store: Pick<Store<unknown>, 'transcript' | 'knows' | 'onSaid' | 'conversationsOf'>
  readonly log: Log
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** Who may call at all, before any token is looked at. */
  readonly admit: Admit
  /** Signs tokens: 32 bytes that nobody can guess, the same in all processes. Another key makes all tokens worthless. */
  readonly tokenKey: Uint8Array
  readonly limits?: Partial<Limits>
  /** Where it is served beyond this machine. */
  readonly others?: Others | undefined
}

interface DirectLine {
  /** How many streams are open. */
  streams(): number
  close(): void
}

/**
 * Speaks Direct Line 3.0 under `/v3/directline/`, in this process. Reads request bodies itself: no body parser may run
 * before it.
 */
export const mountDirectLine = (server: Server, parts: DirectLineParts): DirectLine => {
  const { bot, store, admit, log, now, others } = parts
  const limits = { ...DEFAULT_LIMITS, ...parts.limits }
  const tokens = createTokens(parts.tokenKey, now)
  const knows = (conversationId: string) => store.knows(nameOf(conversationId))
  const requireConversation = async (conversationId: string) => {
    if (await knows(conversationId)) return
    throw new Refusal(404, 'ConversationNotFound', 'There is no such conversation (any more); start a new one.')
  }
  const listeners = createListeners({ store, limits, log })
  const streams = createStreams({ tokens, listeners, requireConversation, admit, others, limits, log })
  const channel = createWebChatChannel({ bot, now, patience: limits.patience })
  const mount = mountOn(server, { log, admit, headers: others?.headers })
  mountEndpoints(mount, { store, channel, listeners, knows, requireConversation, now, limits, tokens, others })

  server.server.on('upgrade', streams.upgrade)
  return {
    streams: streams.open,
    close: () => {
      server.server.off('upgrade', streams.upgrade)
      listeners.close()
      streams.close()
    },
  }
}
