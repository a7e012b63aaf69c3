import type { AddressInfo, Socket } from 'node:net'
import restify from 'restify'
import { type Bot, createBot } from '../../bot/bot.ts'
import { mountDirectLine } from '../../bot/direct-line/index.ts'
import type { Limits } from '../../bot/direct-line/limits.ts'
import { type Admit, mountOn } from '../../bot/http/endpoint.ts'
import { requireLoopback } from '../../bot/http/loopback.ts'
import { type Log, silentLog } from '../../bot/log.ts'
import { createComposer } from '../../bot/replying/compose.ts'
import type { Conversation } from '../../bot/replying/conversation.ts'
import { createMemoryStore } from '../../bot/storage/memory-store.ts'
import type { Store } from '../../bot/storage/store.ts'
import { createTakeTurn, type Respond } from '../../bot/turn.ts'
import { mountWebChat } from '../../bot/web/page.ts'

interface Options<S> {
  readonly respond: Respond<S>
  /** Given to two servers, or to one after the other, they have the same conversations. */
  readonly store?: Store<Conversation<S>>
  /** Between Direct Line and the bot. */
  readonly around?: (bot: Bot) => Bot
  readonly log?: Log
  readonly now?: () => number
  readonly limits?: Partial<Limits>
  readonly admit?: Admit
  readonly tokenKey?: Uint8Array
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

/** Direct Line and the page alone, on a real port, with any dialog behind them. */
export const startWebChat = async <S>(options: Options<S>): Promise<WebChatServer> => {
  const { respond, store = createMemoryStore<Conversation<S>>(), around = bot => bot, port = 0 } = options
  const { log = silentLog, now = Date.now, admit = requireLoopback, limits = {} } = options
  const server = restify.createServer()
  const bot = around(
    createBot({ takeTurn: createTakeTurn({ store, log, now }), respond, composer: createComposer({ now }), log }),
  )
  const tokenKey = options.tokenKey ?? (await store.secret('direct-line'))
  const directLine = mountDirectLine(server, { bot, store, log, now, admit, tokenKey, limits })
  mountWebChat(mountOn(server, { log, admit }), { log })
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
