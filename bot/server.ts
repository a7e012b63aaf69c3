import restify from 'restify'
import { headersOf, json, refused } from './http/answer.ts'
import { mountOn } from './http/endpoint.ts'
import { createMessagesEndpoint, type MessagesParts } from './http/messages.ts'
import { Refusal } from './http/refusal.ts'
import type { Log } from './log.ts'
import { mountOperating } from './operating/endpoints.ts'
import type { Metrics } from './operating/metrics.ts'

/** What `/health` answers: 200 with status `ok`, else 503. */
export type Health =
  | { readonly status: 'ok'; readonly articles: number; readonly version: string }
  | { readonly status: 'starting' | 'stopping' }
  /** Turns are refused until conversations can be kept again. */
  | { readonly status: 'store-away'; readonly why: string }

interface ServerParts extends MessagesParts {
  readonly health: () => Health | Promise<Health>
  readonly metrics: Metrics
  /** Metrics may be read from everywhere. */
  readonly openMetrics: boolean
  readonly log: Log
}

/** Milliseconds in which a request's head, and the whole of it, must have arrived. */
const HEAD_TIMEOUT = 10_000
const REQUEST_TIMEOUT = 30_000

/** The bot's own routes. Not listening yet; web chat and Direct Line are mounted on it where they are allowed. */
export const createServer = (parts: ServerParts): restify.Server => {
  const { health, log, metrics, openMetrics } = parts
  const server = restify.createServer({ name: '' })
  server.server.headersTimeout = HEAD_TIMEOUT
  server.server.requestTimeout = REQUEST_TIMEOUT
  // restify makes an address of both, and where that is none it ends the process.
  server.pre((request, response, next) => {
    if (isAddress(request)) return next()
    answerMiss(response, unreadable, log)
    return next(false)
  })
  const mount = mountOn(server, { log, onRefused: metrics.refused })
  mount('POST /api/messages', createMessagesEndpoint(parts))
  mountOperating(mount, { metrics, open: openMetrics, health })
  mount('GET /health', async () => {
    const now = await health()
    return json(now.status === 'ok' ? 200 : 503, now)
  })
  server.on(
    'restifyError',
    (request: restify.Request, response: restify.Response, error: unknown, done: () => void) => {
      answerMiss(response, isReadable(request.url) ? missOf(error, request.method) : unreadable, log)
      done()
    },
  )
  return server
}

const unreadable = new Refusal(400, 'BadRequest', 'This request cannot be read.')

/** The host that it is for and its path are an address; anything may be sent as either. */
const isAddress = ({ headers, url = '' }: restify.Request): boolean => {
  const base = `http://${headers.host || 'localhost'}`
  return url.startsWith('/') ? URL.canParse(base + url) : URL.canParse(url, base)
}

/** False for an address with a `%` that is part of no character: restify takes it for one that leads nowhere. */
const isReadable = (url = ''): boolean => {
  try {
    return typeof decodeURIComponent(url.split('?')[0] ?? '') === 'string'
  } catch {
    return false
  }
}

/** What restify itself could not route. Its own answers vary with the Accept header. */
const missOf = (error: unknown, method = ''): Refusal => {
  switch ((error as { readonly statusCode?: number } | undefined)?.statusCode) {
    case 404:
      return new Refusal(
        404,
        'NotFound',
        'There is nothing here. Channels post to /api/messages; /health tells how it is.',
      )
    case 405:
      return new Refusal(405, 'MethodNotAllowed', `${method} is not possible here.`)
    default:
      return unreadable
  }
}

/** With restify's own method: when it has not sent the answer itself it sends another, and that ends the process. */
const answerMiss = (response: restify.Response, refusal: Refusal, log: Log): void => {
  log.debug('request missed', { status: refusal.status })
  if (response.headersSent) return
  const answer = refused(refusal)
  response.sendRaw(answer.status, answer.body, headersOf(answer))
}
