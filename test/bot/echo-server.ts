import { WebSocket } from 'ws'
import type { Bot } from '../../bot/bot.ts'
import type { Activity, Drawn } from '../../bot/channels/activity.ts'
import type { Limits } from '../../bot/direct-line/limits.ts'
import type { Log } from '../../bot/log.ts'
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

/** Direct Line before a bot that repeats what it hears, with a clock that stands still until it is told. */
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
  send(grant: Grant, body: unknown, headers?: Record<string, string>): Promise<Response>
  activities(grant: Grant, watermark?: string): Promise<Frame>
  texts(grant: Grant, watermark?: string): Promise<readonly unknown[]>
}

type Parts = Partial<Pick<Parameters<typeof startWebChat>[0], 'admit' | 'tokenKey' | 'transcripts'>>

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
  }
  const server = await startWebChat({ bot: echoInto(received), log, now: () => clock, limits, ...parts })

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

/** Greets, repeats, is slow or fails when told so. */
const echoInto =
  (received: Activity[]): Bot =>
  async (activity, say) => {
    received.push(activity)
    if (activity.type === 'conversationUpdate') await say([words(`welcome ${activity.membersAdded?.[0]?.id}`)])
    if (activity.type !== 'message') return
    if (activity.text === 'fail') throw new Error('asked to fail')
    if (activity.text === 'slow') await new Promise(resolve => setTimeout(resolve, 100))
    await say([words(`you said ${activity.text} with ${activity.attachments?.length ?? 0} files`)])
  }

const words = (text: string): Drawn => ({ type: 'message', text, textFormat: 'plain', inputHint: 'acceptingInput' })

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
