import { createHash } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Refusal } from './refusal.ts'

/** What a request is answered with. */
export interface Answer {
  readonly status: number
  /** Names in lower case. They win over what every answer carries; undefined leaves it out. */
  readonly headers: Readonly<Record<string, string | undefined>>
  readonly body: string | Uint8Array
}

/** JSON whatever the caller's Accept header says. Text is JSON already; `undefined` is an empty body. */
export const json = (status: number, value: unknown, headers: Answer['headers'] = {}): Answer => ({
  status,
  headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
  body: typeof value === 'string' ? value : (JSON.stringify(value) ?? ''),
})

/** A text that is asked for again each time, and sent only when it has changed. */
export const answerText = (request: IncomingMessage, text: string, type: string): Answer => {
  const headers = { etag: tagOf(text), 'cache-control': 'no-cache' }
  if (has(request, headers.etag)) return { status: 304, headers, body: '' }
  return { status: 200, headers: { ...headers, 'content-type': `${type}; charset=utf-8` }, body: text }
}

export const tagOf = (text: string): string => `"${createHash('sha256').update(text).digest('base64url').slice(0, 27)}"`

/** Whether the browser has what this tag names. A proxy that packs makes weak tags of ours. */
export const has = ({ headers }: IncomingMessage, etag: string): boolean =>
  String(headers['if-none-match'] ?? '')
    .split(',')
    .some(tag => tag.trim().replace(/^W\//, '') === etag)

/** The Bot Framework's own shape of an error. */
export const refused = ({ status, code, message, retryAfter }: Refusal): Answer =>
  json(status, { error: { code, message } }, retryAfter ? { 'retry-after': String(retryAfter) } : {})

/** All headers of an answer. Nothing is kept, shown in a frame or read by another page unless it says so itself. */
export const headersOf = ({ status, headers, body }: Answer): Readonly<Record<string, string>> =>
  withoutEmpty({
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
    'cache-control': 'no-store',
    // Of "not modified" it would be the length of what is not sent; "no content" has none.
    ...(status === 304 || status === 204 ? {} : { 'content-length': String(Buffer.byteLength(body)) }),
    ...headers,
  })

const withoutEmpty = (headers: Answer['headers']): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])))
