import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Advisor, type App, startApp } from '../../bot/app.ts'
import type { Authentication } from '../../bot/channels/sdk/channel.ts'
import { type Log, silentLog } from '../../bot/log.ts'
import type { Conversation } from '../../bot/replying/conversation.ts'
import type { Settings } from '../../bot/settings.ts'
import { createMemoryStore } from '../../bot/storage/memory-store.ts'
import type { Store } from '../../bot/storage/store.ts'
import type { Respond } from '../../bot/turn.ts'
import { type Reply, SAY } from '../../dialogs/index.ts'
import { emptyShelf } from './empty-shelf.ts'
import { explanation, question, recommendation, said } from './replies.ts'

export interface Turns {
  readonly turns: number
}

const text = (words: string): Reply => ({ kind: 'text', text: words, choices: [] })

/** Does what it is told, and otherwise says how many turns there were. */
export const obey: Respond<Turns> = async (state, message) => {
  const turns = (state?.turns ?? 0) + 1
  const replies: Record<string, readonly Reply[]> = {
    recommend: [recommendation],
    explain: [explanation],
    ask: [text('First things first.'), question],
    offer: [{ ...said, choices: [{ title: 'Where do I get it?', question: SAY, option: 'download' }] }],
  }
  if (message.text === 'fail') throw new Error('the knowledge cannot be reached')
  if (message.text === 'slow') await new Promise(resolve => setTimeout(resolve, 300))
  if (message.joined) return { state: { turns }, replies: [said] }
  const heard = message.choice?.option ?? message.text
  return {
    state: { turns },
    replies: (Object.hasOwn(replies, heard) ? replies[heard] : undefined) ?? [
      text(`${turns}: ${heard}, ${message.attachments} files`),
    ],
  }
}

interface Options {
  readonly settings?: Partial<Settings>
  readonly authentication?: Authentication
  readonly log?: Log
  readonly store?: Store<Conversation<Turns>>
  readonly openAdvisor?: (settings: Settings) => Promise<Advisor<Turns>>
}

/** The whole bot on a free port, with an obedient dialog. */
export const startBot = ({ settings, log = silentLog, store, ...rest }: Options = {}): Promise<App> =>
  startApp<Turns>({
    settings: { port: 0, knowledge: [], dataDir: '', anonymous: true, credentials: undefined, ...settings },
    version: '1.2.3',
    log,
    openStore: async () => store ?? createMemoryStore(),
    openAdvisor: async () => ({ respond: obey, shelf: emptyShelf, articles: 16, problems: [] }),
    ...rest,
  })

let activities = 0
/** Each has an id of its own, or it would be the same one delivered again. */
export const activity = (given: object = {}): object => ({
  type: 'message',
  id: `activity ${activities++}`,
  channelId: 'emulator',
  serviceUrl: 'http://localhost:1',
  from: { id: 'user', name: 'User' },
  recipient: { id: 'bot', name: 'Bot' },
  conversation: { id: 'conversation' },
  text: 'hi',
  deliveryMode: 'expectReplies',
  ...given,
})

export const post = (app: App, body: unknown, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(`http://127.0.0.1:${app.port}/api/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body),
  })

/** What the bot says back in the HTTP response. */
export const replies = async (app: App, given: object): Promise<readonly Record<string, unknown>[]> => {
  const response = await post(app, activity(given))
  if (!response.ok) throw new Error(`HTTP ${response.status}: ${await response.text()}`)
  return ((await response.json()) as { activities: Record<string, unknown>[] }).activities
}

export const freePort = async (): Promise<number> => {
  const server = createServer()
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve)
  })
  const { port } = server.address() as AddressInfo
  await new Promise(resolve => server.close(resolve))
  return port
}
