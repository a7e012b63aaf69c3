import type { Request, Response, Server } from 'restify'
import { requireLoopback } from '../http/loopback.ts'
import { errorBody, Refusal } from '../http/refusal.ts'
import type { Log } from '../log.ts'
import { createConversations } from './conversations.ts'
import { type Answer, createEndpoints, type Endpoint } from './endpoints.ts'
import { DEFAULT_LIMITS, type Limits } from './limits.ts'
import { createStreams } from './stream.ts'
import { createTokens } from './tokens.ts'
import type { Handle } from './web-chat-adapter.ts'

interface DirectLineOptions {
  /** The bot's turn: the same one that every channel runs. */
  readonly handle: Handle
  readonly log: Log
  /** Milliseconds since 1970. */
  readonly now?: () => number
  readonly limits?: Partial<Limits>
}

/** Milliseconds between looks for conversations that nobody uses any more. */
const SWEEP_INTERVAL = 10 * 60_000

/**
 * Speaks Direct Line 3.0 under `/v3/directline/`, in this process and for this machine only. Reads request bodies
 * itself: no body parser may run before it.
 */
export const mountDirectLine = (server: Server, options: DirectLineOptions): { close(): void } => {
  const { handle, log, now = Date.now } = options
  const limits = { ...DEFAULT_LIMITS, ...options.limits }
  const tokens = createTokens(now)
  const conversations = createConversations(limits, now)
  const streams = createStreams(tokens, conversations)

  for (const [name, endpoint] of Object.entries(createEndpoints({ handle, log, now, limits, tokens, conversations }))) {
    const [method, path] = name.split(' ')
    const route = `/v3/directline${path}`
    const answer = async (request: Request, response: Response) => send(response, await run(endpoint, request, log))
    if (method === 'GET') server.get(route, answer)
    else server.post(route, answer)
  }

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

type Sent = Answer & { readonly retryAfter?: number | undefined }

const run = async (endpoint: Endpoint, request: Request, log: Log): Promise<Sent> => {
  try {
    requireLoopback(request)
    return await endpoint(request, request.params?.id ?? '')
  } catch (error) {
    if (error instanceof Refusal) return { status: error.status, body: errorBody(error), retryAfter: error.retryAfter }
    // Only a broken connection or a mistake of ours gets here; neither tells a stranger more than this.
    log.error('a Direct Line request failed', { error: error instanceof Error ? error.stack : String(error) })
    return { status: 500, body: { error: { code: 'ServiceError', message: 'The request failed; the log says why.' } } }
  }
}

const send = (response: Response, { status, body, retryAfter }: Sent) => {
  const headers = {
    'Content-Type': 'application/json; charset=utf-8',
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
    ...(retryAfter ? { 'Retry-After': String(retryAfter) } : {}),
  }
  response.writeHead(status, headers)
  response.end(typeof body === 'string' ? body : JSON.stringify(body))
}
