import { randomBytes } from 'node:crypto'
import type { AddressInfo, Socket } from 'node:net'
import restify from 'restify'
import type { Bot } from '../../bot/bot.ts'
import { mountDirectLine } from '../../bot/direct-line/index.ts'
import type { Limits } from '../../bot/direct-line/limits.ts'
import type { Transcripts } from '../../bot/direct-line/transcripts.ts'
import { type Admit, mountOn } from '../../bot/http/endpoint.ts'
import { requireLoopback } from '../../bot/http/loopback.ts'
import { type Log, silentLog } from '../../bot/log.ts'
import { mountWebChat } from '../../bot/web/page.ts'

interface Options {
  readonly bot: Bot
  readonly log?: Log
  readonly now?: () => number
  readonly limits?: Partial<Limits>
  readonly admit?: Admit
  readonly tokenKey?: Uint8Array
  readonly transcripts?: Transcripts
  /** 0 for any that is free. */
  readonly port?: number
}

export interface WebChatServer {
  readonly url: string
  readonly port: number
  /** As a network that fails does: nobody is told. */
  breakConnections(): void
  close(): Promise<void>
}

/** Direct Line and the page alone, on a real port, with any bot behind them. */
export const startWebChat = async ({
  port = 0,
  log = silentLog,
  admit = requireLoopback,
  ...rest
}: Options): Promise<WebChatServer> => {
  const server = restify.createServer()
  const directLine = mountDirectLine(server, { log, now: Date.now, admit, tokenKey: randomBytes(32), ...rest })
  mountWebChat(mountOn(server, { log, admit }), log)
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  const connections = new Set<Socket>()
  server.server.on('connection', (socket: Socket) => {
    connections.add(socket)
    socket.on('close', () => connections.delete(socket))
  })
  const { port: bound } = server.address() as AddressInfo
  return {
    url: `http://localhost:${bound}`,
    port: bound,
    breakConnections: () => {
      for (const socket of connections) socket.destroy()
    },
    close: () => {
      directLine.close()
      server.server.closeAllConnections()
      return new Promise(resolve => server.close(() => resolve()))
    },
  }
}
