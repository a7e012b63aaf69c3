import type { IncomingMessage } from 'node:http'
import type { Request, Response, Server } from 'restify'
import type { Log } from '../log.ts'
import { StoreAwayError } from '../storage/store.ts'
import { type Answer, headersOf, refused } from './answer.ts'
import { Refusal } from './refusal.ts'

/**
 * What answers one kind of request; `parameters` are those of its path.
 *
 * @throws Refusal for what is not answered
 */
export type Endpoint = (
  request: IncomingMessage,
  parameters: Readonly<Record<string, string | undefined>>,
) => Answer | Promise<Answer>

/**
 * Decides who may ask.
 *
 * @throws Refusal 401, 403
 */
export type Admit = (request: IncomingMessage) => void | Promise<void>

/** Puts an endpoint at an address, such as `GET /health`. GET answers HEAD too. */
export type Mount = (route: `${'GET' | 'POST' | 'OPTIONS'} ${string}`, endpoint: Endpoint) => void

interface MountParts {
  readonly log: Log
  readonly admit?: Admit
  /** What every answer carries besides, refusals included. */
  readonly headers?: ((request: IncomingMessage) => Answer['headers']) | undefined
  /** Told the code of each refusal. */
  readonly onRefused?: ((code: string) => void) | undefined
}

/** Everything over HTTP is asked and answered through here. */
export const mountOn =
  (server: Server, { log, admit = () => {}, headers = () => ({}), onRefused = () => {} }: MountParts): Mount =>
  (route, endpoint) => {
    const [method, path = ''] = route.split(' ')
    const handle = async (request: Request, response: Response): Promise<void> => {
      const answer = await answerOf(endpoint, { admit, log, onRefused }, request)
      if (!answer) return
      const whole = { ...answer, headers: { ...headers(request), ...answer.headers } }
      send(response, whole, request.method === 'HEAD')
    }
    if (method === 'POST') server.post(path, handle)
    else if (method === 'OPTIONS') server.opts(path, handle)
    else {
      server.get(path, handle)
      server.head(path, handle)
    }
  }

/** Restify gives an async handler no way to fail well: what is thrown becomes an answer here, and is logged once. */
const answerOf = async (
  endpoint: Endpoint,
  { admit, log, onRefused }: Required<Pick<MountParts, 'admit' | 'log' | 'onRefused'>>,
  request: Request,
): Promise<Answer | undefined> => {
  // Without the query, which may carry a token.
  const path = request.url?.split('?')[0]
  try {
    await admit(request)
    return await endpoint(request, request.params ?? {})
  } catch (error) {
    if (error instanceof Refusal) {
      const { status, code } = error
      onRefused?.(code)
      // Trouble of ours was logged where it was noticed.
      if (status < 500) log.info('request refused', { path, status, code })
      return refused(error)
    }
    if (error instanceof StoreAwayError) {
      log.warn('request refused: the store is away', { path, why: error.message })
      onRefused?.('StoreAway')
      return refused(new Refusal(503, 'StoreAway', 'Nothing can be kept right now. Send it again in a moment.', 2))
    }
    // A caller that went away while sending is nobody's fault and hears no answer.
    if (request.destroyed && !request.complete) return undefined
    log.error('request failed', { path, error })
    return refused(new Refusal(500, 'ServiceError', 'Something went wrong here. The log of the bot says more.'))
  }
}

const send = (response: Response, answer: Answer, headOnly: boolean): void => {
  // Not chained: restify replaces `writeHead`, and its own returns nothing.
  response.writeHead(answer.status, headersOf(answer))
  response.end(headOnly ? undefined : answer.body)
}
