import type { Server } from 'restify'
import { type Admit, mountOn } from '../http/endpoint.ts'
import { createConversations } from './conversations.ts'
import { mountEndpoints } from './endpoints.ts'
import { DEFAULT_LIMITS, type Limits } from './limits.ts'
import { createMemoryTranscripts } from './memory-transcripts.ts'
import { createStreams } from './stream.ts'
import { createTokens } from './tokens.ts'
import type { Transcripts } from './transcripts.ts'
import { type ChannelParts, createWebChatChannel } from './web-chat-channel.ts'

interface DirectLineParts extends ChannelParts {
  /** Who may call at all, before any token is looked at. */
  readonly admit: Admit
  /** Signs tokens: 32 bytes that nobody can guess. Another key makes all tokens worthless. */
  readonly tokenKey: Uint8Array
  /** Default: in memory, bounded by the limits. */
  readonly transcripts?: Transcripts
  readonly limits?: Partial<Limits>
}

/** Milliseconds between looks for conversations that nobody uses any more. */
const SWEEP_INTERVAL = 10 * 60_000

/**
 * Speaks Direct Line 3.0 under `/v3/directline/`, in this process. Reads request bodies itself: no body parser may run
 * before it.
 */
export const mountDirectLine = (server: Server, parts: DirectLineParts): { close(): void } => {
  const { admit, log, now } = parts
  const limits = { ...DEFAULT_LIMITS, ...parts.limits }
  const transcripts = parts.transcripts ?? createMemoryTranscripts(limits)
  const tokens = createTokens(parts.tokenKey, now)
  const conversations = createConversations({ transcripts, limits, now }, log)
  const streams = createStreams(tokens, conversations, admit)
  const channel = createWebChatChannel(parts)
  mountEndpoints(mountOn(server, { log, admit }), { channel, now, limits, tokens, conversations })

  server.server.on('upgrade', streams.upgrade)
  const sweep = setInterval(conversations.forgetIdle, SWEEP_INTERVAL)
  sweep.unref()
  return {
    close: () => {
      clearInterval(sweep)
      server.server.off('upgrade', streams.upgrade)
      streams.close()
      conversations.close()
    },
  }
}
