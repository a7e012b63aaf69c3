import { randomBytes } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { TLSSocket } from 'node:tls'
import { type Answer, json } from '../http/answer.ts'
import type { Mount } from '../http/endpoint.ts'
import { Refusal } from '../http/refusal.ts'
import { type Json, readObject, readUpload } from './body.ts'
import type { Conversation } from './conversation.ts'
import type { Conversations } from './conversations.ts'
import { createBucket, type Limits } from './limits.ts'
import { readWatermark } from './stream.ts'
import { type Bearer, bearerToken, TOKEN_LIFETIME, type Tokens } from './tokens.ts'
import type { WebChatChannel } from './web-chat-channel.ts'

interface Parts {
  readonly channel: WebChatChannel
  readonly now: () => number
  readonly limits: Limits
  readonly tokens: Tokens
  readonly conversations: Conversations
}

/** Mounts the endpoints of Direct Line 3.0 that botframework-directlinejs uses. */
export const mountEndpoints = (mount: Mount, { channel, now, limits, tokens, conversations }: Parts): void => {
  const startOne = createBucket(limits.starts, now)

  const bearerOf = (request: IncomingMessage, id?: string): Bearer => {
    const bearer = tokens.verify(bearerToken(request.headers.authorization))
    if (id !== undefined && bearer.conversationId !== id) {
      throw new Refusal(403, 'Forbidden', 'This token is for another conversation.')
    }
    return bearer
  }
  const conversationOf = (request: IncomingMessage, id: string | undefined) =>
    conversations.find(bearerOf(request, id).conversationId)

  const grant = (bearer: Bearer) => ({
    conversationId: bearer.conversationId,
    token: tokens.issue(bearer),
    expires_in: TOKEN_LIFETIME / 1000,
  })
  const grantStream = (request: IncomingMessage, bearer: Bearer, watermark: number) => {
    const query = new URLSearchParams({ watermark: String(watermark), t: tokens.issue(bearer, 'stream') })
    const path = `${ROOT}/conversations/${bearer.conversationId}/stream`
    return { ...grant(bearer), streamUrl: `${webSocketOrigin(request)}${path}?${query}` }
  }
  const receive = async (conversation: Conversation, sent: Json): Promise<Answer> => {
    requireActivity(sent)
    wait(conversation.takeOne(), 'You are faster than I can answer')
    return json(200, { id: await channel.receive(conversation, sent) })
  }

  mount(`POST ${ROOT}/tokens/generate`, () =>
    json(200, grant({ conversationId: randomId(), userId: `dl_${randomId()}` })),
  )

  mount(`POST ${ROOT}/tokens/refresh`, request => {
    const bearer = bearerOf(request)
    conversations.find(bearer.conversationId)
    return json(200, grant(bearer))
  })

  mount(`POST ${ROOT}/conversations`, async request => {
    const bearer = bearerOf(request)
    const { locale } = await readObject(request, limits.body)
    wait(startOne(), 'Too many conversations are being started')
    const { conversation, isNew } = conversations.start(bearer)
    if (isNew) channel.join(conversation, typeof locale === 'string' ? locale.slice(0, LOCALE) : undefined)
    return json(isNew ? 201 : 200, grantStream(request, bearer, 0))
  })

  mount(`GET ${ROOT}/conversations/:id`, (request, { id }) => {
    conversationOf(request, id)
    return json(200, grantStream(request, bearerOf(request, id), watermarkOf(request)))
  })

  mount(`GET ${ROOT}/conversations/:id/activities`, async (request, { id }) =>
    json(200, await conversationOf(request, id).after(watermarkOf(request))),
  )

  mount(`POST ${ROOT}/conversations/:id/activities`, async (request, { id }) => {
    const conversation = conversationOf(request, id)
    return receive(conversation, await readObject(request, limits.body))
  })

  mount(`POST ${ROOT}/conversations/:id/upload`, async (request, { id }) => {
    const conversation = conversationOf(request, id)
    return receive(conversation, await readUpload(request, limits.upload))
  })
}

const ROOT = '/v3/directline'
/** Characters: RFC 5646 (4.4.1) asks for room for 35. */
const LOCALE = 35

/** Only a channel says these; a bot believes them. */
const TOLD_BY_CHANNEL = new Set(['conversationUpdate', 'installationUpdate', 'contactRelationUpdate'])

const requireActivity = (sent: Json) => {
  const { type } = sent
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
