import { randomBytes } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { TLSSocket } from 'node:tls'
import { Refusal } from '../http/refusal.ts'
import type { Log } from '../log.ts'
import { type Json, readJson, readUpload } from './body.ts'
import type { Conversation } from './conversation.ts'
import type { Conversations } from './conversations.ts'
import { createBucket, type Limits } from './limits.ts'
import { readWatermark } from './stream.ts'
import { type Bearer, bearerToken, TOKEN_LIFETIME, type Tokens } from './tokens.ts'
import { type Handle, WebChatAdapter } from './web-chat-adapter.ts'

/** What a request is answered with; a string is JSON already. */
export interface Answer {
  readonly status: number
  readonly body: object | string
}

/** `id` is the conversation in the path, where there is one. */
export type Endpoint = (request: IncomingMessage, id: string) => Promise<Answer> | Answer

interface Parts {
  readonly handle: Handle
  readonly log: Log
  readonly now: () => number
  readonly limits: Limits
  readonly tokens: Tokens
  readonly conversations: Conversations
}

/** The endpoints of Direct Line 3.0 that botframework-directlinejs uses, by method and path. */
export const createEndpoints = (parts: Parts): Readonly<Record<string, Endpoint>> => {
  const { tokens, conversations, limits } = parts
  const startOne = createBucket(limits.starts, parts.now)

  const bearerOf = (request: IncomingMessage, id?: string): Bearer => {
    const bearer = tokens.verify(bearerToken(request.headers.authorization))
    if (id !== undefined && bearer.conversationId !== id) {
      throw new Refusal(403, 'Forbidden', 'This token is for another conversation.')
    }
    return bearer
  }
  const conversationOf = (request: IncomingMessage, id: string) =>
    conversations.find(bearerOf(request, id).conversationId)

  const grant = (bearer: Bearer) => ({
    conversationId: bearer.conversationId,
    token: tokens.issue(bearer),
    expires_in: TOKEN_LIFETIME / 1000,
  })
  const grantStream = (request: IncomingMessage, bearer: Bearer, watermark: number) => {
    const query = new URLSearchParams({ watermark: String(watermark), t: tokens.issue(bearer, 'stream') })
    const path = `/v3/directline/conversations/${bearer.conversationId}/stream`
    return { ...grant(bearer), streamUrl: `${webSocketOrigin(request)}${path}?${query}` }
  }
  const receive = (conversation: Conversation, sent: Json): Answer => {
    requireActivity(sent)
    wait(conversation.takeOne(), 'You are faster than I can answer')
    return { status: 200, body: { id: new WebChatAdapter(conversation, parts).receive(sent) } }
  }

  return {
    'POST /tokens/generate': () => ({
      status: 200,
      body: grant({ conversationId: randomId(), userId: `dl_${randomId()}` }),
    }),

    'POST /tokens/refresh': request => {
      const bearer = bearerOf(request)
      conversations.find(bearer.conversationId)
      return { status: 200, body: grant(bearer) }
    },

    'POST /conversations': async request => {
      const bearer = bearerOf(request)
      const { locale } = await readJson(request, limits.body)
      wait(startOne(), 'Too many conversations are being started')
      const { conversation, isNew } = conversations.start(bearer)
      if (isNew)
        new WebChatAdapter(conversation, parts).join(typeof locale === 'string' ? locale.slice(0, 35) : undefined)
      return { status: isNew ? 201 : 200, body: grantStream(request, bearer, 0) }
    },

    'GET /conversations/:id': (request, id) => {
      conversationOf(request, id)
      return { status: 200, body: grantStream(request, bearerOf(request, id), watermarkOf(request)) }
    },

    'GET /conversations/:id/activities': (request, id) => ({
      status: 200,
      body: conversationOf(request, id).after(watermarkOf(request)),
    }),

    'POST /conversations/:id/activities': async (request, id) => {
      const conversation = conversationOf(request, id)
      return receive(conversation, await readJson(request, limits.body))
    },

    'POST /conversations/:id/upload': async (request, id) => {
      const conversation = conversationOf(request, id)
      return receive(conversation, await readUpload(request, limits.upload))
    },
  }
}

/** Only a channel says these; a bot believes them. */
const TOLD_BY_CHANNEL = new Set(['conversationUpdate', 'installationUpdate', 'contactRelationUpdate'])

const requireActivity = (sent: Json) => {
  const { type, text } = sent
  if (typeof type !== 'string' || type.length === 0 || type.length > 100) {
    throw new Refusal(400, 'BadArgument', 'An activity needs a type, such as {"type":"message","text":"…"}.')
  }
  if (TOLD_BY_CHANNEL.has(type)) {
    throw new Refusal(
      400,
      'BadArgument',
      `An activity of type ${type} comes from the channel; send a message or an event.`,
    )
  }
  if (text !== undefined && text !== null && typeof text !== 'string') {
    throw new Refusal(400, 'BadArgument', "An activity's text must be a string.")
  }
  try {
    JSON.stringify(sent)
  } catch {
    throw new Refusal(400, 'BadArgument', 'This activity is nested too deeply.')
  }
}

const wait = (seconds: number, found: string) => {
  if (seconds > 0) throw new Refusal(429, 'TooManyRequests', `${found}; try again in ${seconds} s.`, seconds)
}

const watermarkOf = (request: IncomingMessage) =>
  readWatermark(new URL(request.url ?? '/', 'http://localhost').searchParams.get('watermark'))

/** `streamUrl` must be absolute. Behind a proxy that ends TLS, the page may only open a secure stream. */
const webSocketOrigin = (request: IncomingMessage) => {
  const secure = (request.socket as TLSSocket).encrypted || request.headers['x-forwarded-proto'] === 'https'
  return `${secure ? 'wss' : 'ws'}://${request.headers.host}`
}

/** 128 bits that fit a path. */
const randomId = () => randomBytes(16).toString('base64url')
