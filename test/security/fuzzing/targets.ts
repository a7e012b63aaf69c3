import { readdirSync, readFileSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { openAdvisor } from '../../../bot/advisor.ts'
import { type App, startApp } from '../../../bot/app.ts'
import { type Log, silentLog } from '../../../bot/log.ts'
import { createMemoryStore } from '../../../bot/storage/memory-store.ts'
import type { State } from '../../../dialogs/index.ts'
import { productOf } from '../../../knowledge/catalog/catalog.ts'
import { catalogFile } from '../../../knowledge/catalog/catalog-file.ts'
import { SHIPPED_ARTICLES } from '../../../knowledge/index.ts'
import { showProblem } from '../../../knowledge/problem.ts'
import { parseArticle } from '../../../knowledge/reading/parse-article.ts'
import { readYaml } from '../../../knowledge/yaml-file.ts'
import { startBot } from '../../bot/running-bot.ts'
import { catalog, read } from '../../knowledge/room.ts'
import type { Chance } from './chance.ts'
import { createFrames } from './frames.ts'
import { disturbed, mutated, scrambled } from './mutate.ts'

/** One kind of what strangers send. */
interface Target {
  /** How many of twenty runs are of this kind. */
  readonly share: number
  /** Sends one. Throws when that was not answered as it should be. */
  readonly run: (chance: Chance) => unknown
}

interface Targets {
  readonly table: Readonly<Record<'activities' | 'frames' | 'articles' | 'yaml', Target>>
  close(): Promise<void>
}

const ROOT = fileURLToPath(new URL('../../..', import.meta.url))

const textsIn = (folder: string, ending: RegExp): readonly string[] =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter(name => ending.test(name))
    .sort()
    .map(name => readFileSync(join(ROOT, folder, name), 'utf8'))

const ARTICLES = [...textsIn('knowledge/articles', /\.md$/), ...textsIn('test/knowledge/samples', /\.txt$/)]
const YAML = [...textsIn('knowledge', /\.ya?ml$/), ...textsIn('dialogs', /\.ya?ml$/)]
const SAID = ['test/messages', 'test/conversations', 'test/languages']
  .flatMap(folder => textsIn(folder, /\.jsonl$/))
  .flatMap(text => text.split('\n').filter(Boolean))
  .flatMap(line => {
    const { text, say } = JSON.parse(line) as { readonly text?: string; readonly say?: readonly string[] }
    return say ?? (text === undefined ? [] : [text])
  })

/** Whatever the text: an article, or problems that can be shown, one of them an error. */
const article = (chance: Chance): void => {
  const text = chance.once(10) ? scrambled(chance) : mutated(chance.pick(ARTICLES), chance)
  const beside = chance.once(5) ? { path: 'a.yaml', text: mutated(chance.pick(YAML).slice(0, 500), chance) } : undefined
  const { article, problems } = parseArticle(text, chance.pick(['a.md', 'a.txt', 'a.html']), catalog, read, beside)
  problems.map(showProblem)
  if (article === undefined && !problems.some(p => p.severity === 'error')) throw new Error('neither article nor error')
}

/** Whatever the text: a value, or problems that can be shown. */
const yaml = (chance: Chance): void => {
  const text = chance.once(10)
    ? scrambled(chance)
    : mutated(chance.pick(YAML).slice(0, 200 * 2 ** chance.below(chance.once(20) ? 9 : 3)), chance)
  const { value, problems } = readYaml(text, 'a.yaml', z.unknown())
  problems.map(showProblem)
  if (value === undefined && problems.length === 0) throw new Error('neither value nor problem')
  const product = readYaml(text, 'a.yaml', catalogFile)
  product.problems.map(showProblem)
  if (product.value) productOf(product.value)
}

let activities = 0
const recorded = (chance: Chance): object => ({
  type: chance.once(5)
    ? chance.pick(['conversationUpdate', 'invoke', 'event', 'typing', 'messageReaction'])
    : 'message',
  id: `activity ${activities++}`,
  channelId: chance.pick(['msteams', 'emulator', 'webchat', 'email']),
  serviceUrl: 'http://localhost:1',
  from: { id: `person ${chance.below(50)}`, name: 'Person', aadObjectId: 'x' },
  recipient: { id: 'bot', name: 'Advise', role: 'bot' },
  conversation: { id: `conversation ${chance.below(200)}`, isGroup: chance.once(4), tenantId: 'x' },
  text: chance.once(5) ? `<at>Advise</at> ${chance.pick(SAID)}` : chance.pick(SAID),
  locale: 'en-US',
  timestamp: '2026-11-24T09:00:00.000Z',
  deliveryMode: 'expectReplies',
  entities: [
    { type: 'mention', text: '<at>Advise</at>', mentioned: { id: 'bot', name: 'Advise' } },
    { type: 'clientInfo' },
  ],
  channelData: { tenant: { id: 'x' }, source: { name: 'message' } },
  ...(chance.once(6) && { value: { choice: { question: 'version', option: 'x' } } }),
  ...(chance.once(8) && { attachments: [{ contentType: 'text/html', content: '<p>x</p>', name: 'a.png' }] }),
  ...(chance.once(8) && { membersAdded: [{ id: 'person' }, { id: 'bot' }] }),
})

const agent = new Agent({ keepAlive: true, maxSockets: 4 })

const post = (port: number, path: string, body: string | Uint8Array): Promise<number> =>
  new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', host: 'localhost' }
    const sent = request({ agent, port, path, method: 'POST', headers }, response => {
      response.resume().on('end', () => resolve(response.statusCode ?? 0))
    })
    // The server may close a kept connection just as it is used again: that is what clients try once more for.
    sent.on('error', error => (sent.reusedSocket ? post(port, path, body).then(resolve, reject) : reject(error)))
    sent.end(body)
  })

/** Whatever is sent: no failure of ours, and nothing about one in the log. Conversations go on, with what was said before. */
const activity =
  (apps: readonly App[], errors: unknown[]) =>
  async (chance: Chance): Promise<void> => {
    const body = JSON.stringify(chance.once(4) ? recorded(chance) : disturbed(recorded(chance), chance))
    const bytes = chance.once(50) ? Buffer.from(body, 'utf16le') : chance.once(6) ? mutated(body, chance) : body
    const status = await post(chance.pick(apps).port, '/api/messages', bytes)
    requireNoFailure(status, errors)
  }

/** The same of web chat: its requests, its uploads, and the frames of its streams. */
const framed = (apps: readonly App[], errors: unknown[]) => {
  const send = createFrames(SAID)
  return async (chance: Chance): Promise<void> => requireNoFailure(await send(chance.pick(apps).port, chance), errors)
}

const requireNoFailure = (status: number, errors: unknown[]): void => {
  const [error] = errors.splice(0)
  if (error) throw error
  // 503: the machine is too busy to answer in time, and the caller is told so.
  if (status >= 500 && status !== 501 && status !== 503) throw new Error(`answered ${status}`)
}

/** Who is refused for talking too much is not read. */
const UNLIMITED = { burst: 1e9, starts: 1e9 } as const

/**
 * The bot in this process; what it keeps, it keeps in memory. One in eight activities and frames goes to the bot as it is, with the
 * shipped articles, the others to one whose dialog takes no time: what stands before the dialog is the same.
 */
export const openTargets = async (dataDir: string): Promise<Targets> => {
  const errors: unknown[] = []
  const log: Log = { ...silentLog, error: (message, fields) => void errors.push(fields?.error ?? new Error(message)) }
  const real = await startApp<State>({
    settings: {
      port: 0,
      knowledge: [SHIPPED_ARTICLES],
      dataDir,
      anonymous: true,
      credentials: undefined,
      directLine: UNLIMITED,
    },
    version: '0',
    log,
    openStore: async () => createMemoryStore(),
    openAdvisor,
  })
  const quick = await startBot({ log, settings: { directLine: UNLIMITED } })
  const apps = [real, ...Array<App>(7).fill(quick)]
  return {
    table: {
      activities: { share: 6, run: activity(apps, errors) },
      frames: { share: 5, run: framed(apps, errors) },
      articles: { share: 3, run: article },
      yaml: { share: 6, run: yaml },
    },
    close: async () => {
      agent.destroy()
      await real.close()
      await quick.close()
    },
  }
}
