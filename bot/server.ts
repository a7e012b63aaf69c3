import type { IncomingMessage, ServerResponse } from 'node:http'
import restify from 'restify'
import { answer, refuse } from './http/json.ts'
import { createMessagesEndpoint, type MessagesParts } from './http/messages.ts'
import { Refusal } from './http/refusal.ts'
import type { Log } from './log.ts'

export interface Health {
  readonly articles: number
  readonly version: string
}

interface ServerParts extends Omit<MessagesParts, 'isReady'> {
  /** `undefined` until the bot can answer. */
  readonly health: () => Health | undefined
}

type Handler = (request: IncomingMessage, response: ServerResponse) => void | Promise<void>

/** Milliseconds in which a whole request must have arrived. */
const requestTimeout = 30_000

/** The bot's own routes. Not listening yet; web chat and Direct Line are mounted on it where they are allowed. */
export const createServer = (parts: ServerParts): restify.Server => {
  const { health, log } = parts
  const server = restify.createServer({ name: '' })
  server.server.requestTimeout = requestTimeout
  server.pre((_request, response, next) => {
    for (const [name, value] of Object.entries(securityHeaders)) response.setHeader(name, value)
    next()
  })

  const messages = createMessagesEndpoint({ ...parts, isReady: () => health() !== undefined })
  server.post('/api/messages', answering(messages, log))
  server.get(
    '/health',
    answering((_request, response) => tellHealth(response, health()), log),
  )

  server.on(
    'restifyError',
    (request: restify.Request, response: restify.Response, error: unknown, done: () => void) => {
      answerMiss(response, missOf(error, request), log)
      done()
    },
  )
  return server
}

const securityHeaders = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
}

/** What restify itself could not route. Its own answers vary with the Accept header. */
const missOf = (error: unknown, request: IncomingMessage): Refusal => {
  switch ((error as { readonly statusCode?: number } | undefined)?.statusCode) {
    case 404:
      return new Refusal(
        404,
        'NotFound',
        'There is nothing here. Channels post to /api/messages; /health tells how it is.',
      )
    case 405:
      return new Refusal(405, 'MethodNotAllowed', `${request.method} is not possible here.`)
    default:
      return new Refusal(400, 'BadRequest', 'This request cannot be read.')
  }
}

/** With restify's own method: when it has not sent the answer itself it sends another, and that ends the process. */
const answerMiss = (response: restify.Response, { status, code, message }: Refusal, log: Log): void => {
  log.debug('request missed', { status })
  if (!response.headersSent) {
    response.sendRaw(status, JSON.stringify({ error: { code, message } }), { 'content-type': 'application/json' })
  }
}

const tellHealth = (response: ServerResponse, health: Health | undefined): void =>
  health ? answer(response, 200, { status: 'ok', ...health }) : answer(response, 503, { status: 'starting' })

/** Restify gives an async handler no way to fail well: what is thrown becomes an answer here, and is logged once. */
const answering =
  (handler: Handler, log: Log) =>
  async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    try {
      await handler(request, response)
    } catch (error) {
      if (error instanceof Refusal) {
        // Trouble of ours was logged where it was noticed.
        if (error.status < 500)
          log.info('request refused', { path: pathOf(request), status: error.status, code: error.code })
        refuse(response, error)
        return
      }
      // A caller that went away while sending is nobody's fault and hears no answer.
      if (request.destroyed && !request.complete) return
      log.error('request failed', { path: pathOf(request), error })
      refuse(response, new Refusal(500, 'Failed', 'Something went wrong here. The log of the bot says more.'))
    }
  }

/** Without the query, which may carry a token. */
const pathOf = (request: IncomingMessage): string => request.url?.split('?')[0] ?? ''
