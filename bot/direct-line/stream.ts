import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocket, WebSocketServer } from 'ws'
import type { Admit } from '../http/endpoint.ts'
import { Refusal } from '../http/refusal.ts'
import type { Conversations } from './conversations.ts'
import type { Tokens } from './tokens.ts'

/** Clients send nothing but empty pings. */
const MAX_CLIENT_FRAME = 1024
/** Bytes that a client may be behind before it is cut off; it comes back with its watermark. */
const MAX_BACKLOG = 4 * 1024 * 1024
/** Milliseconds between pings; a client that missed one is gone (asleep, out of the network). */
const PING_INTERVAL = 30_000

const PATH = /^\/v3\/directline\/conversations\/([\w-]{1,100})\/stream$/

/** Streams a conversation's activities over a WebSocket; returns what to do with an HTTP upgrade. */
export const createStreams = (tokens: Tokens, conversations: Conversations, admit: Admit) => {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_CLIENT_FRAME })

  const open = (socket: WebSocket, conversationId: string, watermark: number) => {
    const conversation = conversations.find(conversationId)
    const leave = conversation.listen(
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

  const upgrade = async (request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> => {
    socket.on('error', () => socket.destroy())
    try {
      const { searchParams, pathname } = new URL(request.url ?? '/', 'http://localhost')
      const id = PATH.exec(pathname)?.[1]
      if (!id) throw new Refusal(404, 'NotFound', 'There is no stream at this address.')
      await admit(request)
      const bearer = tokens.verify(searchParams.get('t') ?? undefined, 'stream')
      if (bearer.conversationId !== id) throw new Refusal(403, 'Forbidden', 'This token is for another conversation.')
      conversations.find(id)
      const watermark = readWatermark(searchParams.get('watermark'))
      sockets.handleUpgrade(request, socket, head, client => open(client, id, watermark))
    } catch (error) {
      refuse(socket, error instanceof Refusal ? error : new Refusal(400, 'BadArgument', 'This request cannot be read.'))
    }
  }

  return {
    upgrade,
    close: () => {
      for (const client of sockets.clients) client.terminate()
      sockets.close()
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

const refuse = (socket: Duplex, { status, message }: Refusal) => {
  const lines = [`HTTP/1.1 ${status} Refused`, 'Connection: close', 'Content-Type: text/plain; charset=utf-8']
  socket.end(`${[...lines, `Content-Length: ${Buffer.byteLength(message)}`].join('\r\n')}\r\n\r\n${message}`)
}
