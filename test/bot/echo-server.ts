import { WebSocket } from 'ws'
import type { Activity } from '../../bot/channels/activity.ts'
import type { Limits } from '../../bot/direct-line/limits.ts'
import type { Log } from '../../bot/log.ts'
import type { Respond } from '../../bot/turn.ts'
import { startWebChat, type WebChatServer } from './web-chat-server.ts'

/** What a client is granted to talk with. */
export interface Grant {
  readonly conversationId: string
  readonly token: string
  readonly streamUrl: string
}

interface Call {
  readonly token?: string
  readonly body?: unknown
  readonly headers?: Record<string, string>
}

/** Direct Line before a dialog that repeats what it hears, with a clock that stands still until it is told. */
export interface EchoServer extends WebChatServer {
  /** What reached the bot. */
  readonly received: Activity[]
  /** What was logged as an error. */
  readonly errors: string[]
  /** Lets milliseconds pass. */
  pass(milliseconds: number): void
  call(method: string, path: string, options?: Call): Promise<Response>
  generate(): Promise<Grant>
  /** A conversation that has begun. */
  begin(): Promise<Grant>
  send(
    grant: Pick<Grant, 'conversationId' | 'token'>,
    body: unknown,
    headers?: Record<string, string>,
  ): Promise<Response>
  activities(grant: Grant, watermark?: string): Promise<Frame>
  texts(grant: Grant, watermark?: string): Promise<readonly unknown[]>
}

export type Said = { readonly turns: number }
type Parts = Partial<Pick<Parameters<typeof startWebChat<Said>>[0], 'admit' | 'tokenKey' | 'store' | 'port' | 'around'>>

interface Frame {
  readonly activities: readonly Readonly<Record<string, unknown>>[]
  readonly watermark: string
}

export const startEcho = async (limits: Partial<Limits> = {}, parts: Parts = {}): Promise<EchoServer> => {
  let clock = Date.parse('2026-11-22T12:00:00Z')
  const received: Activity[] = []
  const errors: string[] = []
  const log: Log = {
    debug() {},
    info() {},
    warn() {},
    error: (text, fields) => errors.push(`${text} ${fields?.error}`),
    child: () => log,
  }
  const { around = bot => bot, ...rest } = parts
  const server = await startWebChat<Said>({
    respond: echo,
    around: bot => {
      const inner = around(bot)
      return (activity, delivery) => {
        received.push(activity)
        return inner(activity, delivery)
      }
    },
    log,
    now: () => clock,
    limits,
    ...rest,
  })

  const call: EchoServer['call'] = (method, path, { token, body, headers } = {}) =>
    fetch(`${server.url}/v3/directline${path}`, {
      method,
      headers: { ...(token ? { authorization: `Bearer ${token}` } : {}), ...headers },
      ...(body === undefined ? {} : { body: isRaw(body) ? body : JSON.stringify(body) }),
    })
  const generate = async () => (await (await call('POST', '/tokens/generate')).json()) as Grant
  const activities: EchoServer['activities'] = async ({ conversationId, token }, watermark = '') => {
    const response = await call('GET', `/conversations/${conversationId}/activities?watermark=${watermark}`, { token })
    return (await response.json()) as Frame
  }
  return {
    ...server,
    received,
    errors,
    pass: milliseconds => {
      clock += milliseconds
    },
    call,
    generate,
    begin: async () => {
      const { token } = await generate()
      return (await (await call('POST', '/conversations', { token, body: {} })).json()) as Grant
    },
    send: ({ conversationId, token }, body, headers = {}) =>
      call('POST', `/conversations/${conversationId}/activities`, { token, body, headers }),
    activities,
    texts: async (grant, watermark) => (await activities(grant, watermark)).activities.map(({ text }) => text),
  }
}

const isRaw = (body: unknown): body is string | FormData => typeof body === 'string' || body instanceof FormData

/** Greets, repeats, counts, forgets, is slow or fails when told so. */
const echo: Respond<Said> = async (state, { text, joined, sender, attachments }) => {
  if (text === 'fail') throw new Error('asked to fail')
  if (text === 'slow') await new Promise(resolve => setTimeout(resolve, 100))
  const turns = (state?.turns ?? 0) + 1
  const answer = text === 'count' ? `${turns} turns` : `you said ${text} with ${attachments} files`
  return {
    state: { turns },
    replies: [{ kind: 'text', text: joined ? `welcome ${sender}` : answer, choices: [] }],
    effects: text === 'forget' ? [{ kind: 'forget' }] : [],
  }
}

/** The first frame of a stream. Rejects with "HTTP 403" and the like when the stream is refused. */
export const firstFrame = (url: string, options: object = {}) =>
  new Promise<Frame>((resolve, reject) => {
    const socket = new WebSocket(url, options)
    socket.on('message', data => {
      socket.close()
      resolve(JSON.parse(String(data)))
    })
    socket.on('unexpected-response', (_request, response) => reject(new Error(`HTTP ${response.statusCode}`)))
    socket.on('error', reject)
  })
