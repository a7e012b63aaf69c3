import type { IncomingMessage } from 'node:http'
import type { Answer } from './answer.ts'
import type { Admit, Endpoint } from './endpoint.ts'
import { Refusal } from './refusal.ts'

/** Seconds for which a browser need not ask again whether its page may ask. */
const PREFLIGHT_LIFETIME = 7200

/** Which pages may ask, by their origin. */
export interface Origins {
  /** Lets those in, and whatever is no page: only browsers name an origin. */
  readonly admit: Admit
  /** What lets a page read its answer. */
  readonly headers: (request: IncomingMessage) => Answer['headers']
  /** Answers a browser that asks first whether its page may ask. */
  readonly preflight: Endpoint
}

/** `allowed` besides `own`, which needs no leave. */
export const createOrigins = (own: string, allowed: readonly string[]): Origins => {
  const others = new Set(allowed)
  const isAllowed = (origin: string) => origin === own || others.has(origin)
  const headers = ({ headers: { origin } }: IncomingMessage): Answer['headers'] => ({
    vary: 'Origin',
    ...(origin !== undefined && others.has(origin)
      ? { 'access-control-allow-origin': origin, 'access-control-expose-headers': 'Retry-After' }
      : {}),
  })
  return {
    admit: ({ headers: { origin } }) => {
      if (origin !== undefined && !isAllowed(origin)) throw foreign(origin)
    },
    headers,
    preflight: () => ({
      status: 204,
      headers: {
        'access-control-allow-methods': 'GET, POST',
        'access-control-allow-headers': 'Authorization, Content-Type, X-MS-Bot-Agent, X-Requested-With',
        'access-control-max-age': String(PREFLIGHT_LIFETIME),
      },
      body: '',
    }),
  }
}

const foreign = (origin: string): Refusal =>
  new Refusal(
    403,
    'ForeignOrigin',
    `Pages of ${origin === 'null' ? 'no origin (a file, a sandbox)' : origin.slice(0, 100)} may not use this chat. ` +
      'Whoever runs it can add their origin to WEB_CHAT_ORIGINS.',
  )
