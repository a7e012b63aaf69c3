import { randomBytes } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { TLSSocket } from 'node:tls'
import { type Answer, json } from '../http/answer.ts'
import { createBuckets } from '../http/buckets.ts'
import type { Mount } from '../http/endpoint.ts'
import { Refusal } from '../http/refusal.ts'
import type { Store } from '../storage/store.ts'
import type { Others } from '../web/door.ts'
import { type Json, readActivity, readObject, readUpload } from './body.ts'
import { earlierOf } from './history.ts'
import { type Limits, shareOf } from './limits.ts'
import type { Listeners } from './listeners.ts'
import { readWatermark } from './stream.ts'
import { type Bearer, bearerToken, TOKEN_LIFETIME, type Tokens } from './tokens.ts'
import { nameOf, type WebChatChannel } from './web-chat-channel.ts'

interface Parts {
  readonly store: Pick<Store<unknown>, 'conversationsOf'>
  readonly channel: WebChatChannel
  readonly listeners: Pick<Listeners, 'read'>
  /** Whether there is a conversation. */
  readonly knows: (conversationId: string) => Promise<boolean>
  /** @throws Refusal 404 */
  readonly requireConversation: (conversationId: string) => Promise<void>
  readonly now: () => number
  readonly limits: Limits
  readonly tokens: Tokens
  readonly others?: Others | undefined
}

/** Mounts the endpoints of Direct Line 3.0 that botframework-directlinejs uses. */
export const mountEndpoints = (mount: Mount, parts: Parts): void => {
  const { store, channel, listeners, knows, requireConversation, now, limits, tokens, others } = parts
  const { burst, bearers, starts } = limits
  const sending = createBuckets({ capacity: burst, perSecond: 1, most: bearers }, now)
  const starting = createBuckets({ capacity: starts, perSecond: starts / 60, most: 1 }, now)
  const share = shareOf(starts)
  const startingThere = createBuckets({ capacity: share, perSecond: share / 60, most: bearers }, now)

  const bearerOf = (request: IncomingMessage, id?: string): Bearer => {
    const bearer = tokens.verify(bearerToken(request.headers.authorization))
    if (id !== undefined && bearer.conversationId !== id) {
      throw new Refusal(403, 'Forbidden', 'This token is for another conversation.')
    }
    return bearer
  }

  const grant = (bearer: Bearer) => ({
    conversationId: bearer.conversationId,
    token: tokens.issue(bearer),
    expires_in: TOKEN_LIFETIME / 1000,
  })
  const grantStream = (request: IncomingMessage, bearer: Bearer, watermark: number) => {
    const query = new URLSearchParams({ watermark: String(watermark), t: tokens.issue(bearer, 'stream') })
    const path = `${ROOT}/conversations/${bearer.conversationId}/stream`
    return { ...grant(bearer), streamUrl: `${streamOrigin(request, others)}${path}?${query}` }
  }
  /** Who talks too much is told before anything is read. */
  const receive = async (request: IncomingMessage, id: string | undefined, read: ReadSent): Promise<Answer> => {
    const bearer = bearerOf(request, id)
    sending.take(bearer.userId, 'You are faster than I can answer')
    const sent = await read(request, limits)
    if (typeof sent.text === 'string') others?.charge(request, sent.text.length)
    await requireConversation(bearer.conversationId)
    return json(200, { id: await channel.receive(bearer, sent) })
  }

  if (others) mount(`OPTIONS ${ROOT}/*`, others.preflight)

  mount(`POST ${ROOT}/tokens/generate`, async request => {
    const name = await others?.nameVisitor?.(request)
    return json(200, grant({ conversationId: randomId(), userId: userOf(name ?? randomId()) }))
  })

  const { nameVisitor } = others ?? {}
  // Not part of the protocol. Whoever is signed in has a name that leads to their conversations; nobody else has.
  if (nameVisitor)
    mount(`GET ${ROOT}/conversations`, async request => {
      const userId = userOf(await nameVisitor(request))
      const conversations = await earlierOf(store, userId)
      return json(200, { conversations: conversations.map(one => ({ ...one, ...grant({ ...one, userId }) })) })
    })

  mount(`POST ${ROOT}/tokens/refresh`, async request => {
    const bearer = bearerOf(request)
    await requireConversation(bearer.conversationId)
    return json(200, grant(bearer))
  })

  mount(`POST ${ROOT}/conversations`, async request => {
    const bearer = bearerOf(request)
    if (others)
      startingThere.take(others.addressOf(request), 'Too many conversations are being started from your network')
    starting.take('anybody', 'Too many conversations are being started')
    const { locale } = await readObject(request, limits.body)
    const known = await knows(bearer.conversationId)
    await channel.join(bearer, typeof locale === 'string' ? locale.slice(0, LOCALE) : undefined)
    return json(known ? 200 : 201, grantStream(request, bearer, 0))
  })

  mount(`GET ${ROOT}/conversations/:id`, async (request, { id }) => {
    const bearer = bearerOf(request, id)
    const watermark = watermarkOf(request)
    await requireConversation(bearer.conversationId)
    return json(200, grantStream(request, bearer, watermark))
  })

  mount(`GET ${ROOT}/conversations/:id/activities`, async (request, { id }) => {
    const bearer = bearerOf(request, id)
    const watermark = watermarkOf(request)
    await requireConversation(bearer.conversationId)
    return json(200, await listeners.read(nameOf(bearer.conversationId), watermark))
  })

  mount(`POST ${ROOT}/conversations/:id/activities`, (request, { id }) => receive(request, id, readActivity))

  mount(`POST ${ROOT}/conversations/:id/upload`, (request, { id }) => receive(request, id, readUpload))
}

type ReadSent = (request: IncomingMessage, limits: Limits) => Promise<Json>

const ROOT = '/v3/directline'
/** Characters: RFC 5646 (4.4.1) asks for room for 35. */
const LOCALE = 35

const watermarkOf = (request: IncomingMessage) =>
  readWatermark(new URL(request.url ?? '/', 'http://localhost').searchParams.get('watermark'))

/** `streamUrl` must be absolute. Behind a proxy that ends TLS, the page may only open a secure stream. */
const streamOrigin = (request: IncomingMessage, others: Others | undefined) => {
  if (others) return others.publicUrl.replace(/^http/, 'ws')
  const secure = (request.socket as TLSSocket).encrypted || request.headers['x-forwarded-proto'] === 'https'
  return `${secure ? 'wss' : 'ws'}://${request.headers.host}`
}

/** Web Chat takes no id of a user that begins otherwise. */
const userOf = (name: string): string => `dl_${name}`

/** 128 bits that fit a path. */
const randomId = () => randomBytes(16).toString('base64url')
