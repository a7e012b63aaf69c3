import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocket, WebSocketServer } from 'ws'
import type { Admit } from '../http/endpoint.ts'
import { Refusal } from '../http/refusal.ts'
import type { Log } from '../log.ts'
import { StoreAwayError } from '../storage/store.ts'
import type { Others } from '../web/door.ts'
import { type Limits, shareOf } from './limits.ts'
import type { Listeners } from './listeners.ts'
import type { Tokens } from './tokens.ts'
import { nameOf } from './web-chat-channel.ts'

interface StreamParts {
  readonly tokens: Tokens
  readonly listeners: Pick<Listeners, 'listen'>
  /** @throws Refusal 404 */
  readonly requireConversation: (conversationId: string) => Promise<void>
  readonly admit: Admit
  readonly others?: Others | undefined
  readonly limits: Pick<Limits, 'sockets'>
  readonly log: Log
}

/** Clients send nothing but empty pings. */
const MAX_CLIENT_FRAME = 1024
/** Bytes that a client may be behind before it is cut off; it comes back with its watermark. */
const MAX_BACKLOG = 4 * 1024 * 1024
/** Milliseconds between pings; a client that missed one is gone (asleep, out of the network). */
const PING_INTERVAL = 30_000

const PATH = /^\/v3\/directline\/conversations\/([\w-]{1,100})\/stream$/

/** Streams a conversation's activities over a WebSocket; returns what to do with an HTTP upgrade. */
export const createStreams = (parts: StreamParts) => {
  const { tokens, listeners, requireConversation, admit, others, limits, log } = parts
  const countOpen = createCounts()
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_CLIENT_FRAME })

  const open = (socket: WebSocket, conversationId: string, watermark: number) => {
    const leave = listeners.listen(
      nameOf(conversationId),
      {
        send: frame => (socket.bufferedAmount > MAX_BACKLOG ? socket.terminate() : socket.send(frame)),
        close: () => socket.close(1001),
      },
      watermark,
    )
    socket.on('close', leave)
    socket.on('error', () => socket.terminate())
    keepAlive(socket)
  }

  const requireRoom = (address: string | undefined) => {
    if (sockets.clients.size >= limits.sockets)
      throw new Refusal(503, 'ServiceUnavailable', `${limits.sockets} streams are open here. Try again later.`, 30)
    const share = shareOf(limits.sockets)
    if (address !== undefined && countOpen.of(address) >= share)
      throw new Refusal(429, 'TooManyRequests', `${share} streams are open from your network. Try again later.`, 30)
  }

  const upgrade = async (request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> => {
    socket.on('error', () => socket.destroy())
    try {
      const { searchParams, pathname } = new URL(request.url ?? '/', 'http://localhost')
      const id = PATH.exec(pathname)?.[1]
      if (!id) throw new Refusal(404, 'NotFound', 'There is no stream at this address.')
      await admit(request)
      const bearer = tokens.verify(searchParams.get('t') ?? undefined, 'stream')
      if (bearer.conversationId !== id) throw new Refusal(403, 'Forbidden', 'This token is for another conversation.')
      const watermark = readWatermark(searchParams.get('watermark'))
      await requireConversation(id)
      const address = others?.addressOf(request)
      requireRoom(address)
      sockets.handleUpgrade(request, socket, head, client => {
        if (address !== undefined) client.on('close', countOpen.add(address))
        open(client, id, watermark)
      })
    } catch (error) {
      if (error instanceof StoreAwayError) log.warn('stream refused: the store is away', { why: error.message })
      refuse(socket, refusalOf(error))
    }
  }

  return {
    upgrade,
    open: () => sockets.clients.size,
    close: () => {
      for (const client of sockets.clients) client.terminate()
      sockets.close()
    },
  }
}

/** Counts by name; `add` gives back what takes one away again. */
const createCounts = () => {
  const counts = new Map<string, number>()
  const of = (name: string) => counts.get(name) ?? 0
  return {
    of,
    add: (name: string) => {
      counts.set(name, of(name) + 1)
      return () => {
        if (of(name) > 1) counts.set(name, of(name) - 1)
        else counts.delete(name)
      }
    },
  }
}

/** @throws Refusal 400 */
export const readWatermark = (text: string | null): number => {
  if (text === null || text === '' || text === '-') return 0
  if (!/^\d{1,12}$/.test(text)) {
    throw new Refusal(
      400,
      'BadArgument',
      'A watermark is a number that came with earlier activities; leave it out for all.',
    )
  }
  return Number(text)
}

const keepAlive = (socket: WebSocket) => {
  let alive = true
  socket.on('pong', () => {
    alive = true
  })
  const timer = setInterval(() => {
    if (!alive) return socket.terminate()
    alive = false
    if (socket.readyState === WebSocket.OPEN) socket.ping()
  }, PING_INTERVAL)
  timer.unref()
  socket.on('close', () => clearInterval(timer))
}

const refusalOf = (error: unknown): Refusal => {
  if (error instanceof Refusal) return error
  return error instanceof StoreAwayError
    ? new Refusal(503, 'StoreAway', 'Nothing can be read right now. Try again in a moment.', 2)
    : new Refusal(400, 'BadArgument', 'This request cannot be read.')
}

const refuse = (socket: Duplex, { status, message, retryAfter }: Refusal) => {
  const lines = [
    `HTTP/1.1 ${status} Refused`,
    'Connection: close',
    'Content-Type: text/plain; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(message)}`,
    ...(retryAfter ? [`Retry-After: ${retryAfter}`] : []),
  ]
  socket.end(`${lines.join('\r\n')}\r\n\r\n${message}`)
}
