import { inspect } from 'node:util'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { openAdvisor } from '../../bot/advisor.ts'
import type { Advisor, App } from '../../bot/app.ts'
import { createLog } from '../../bot/log.ts'
import type { Conversation } from '../../bot/replying/conversation.ts'
import type { Settings } from '../../bot/settings.ts'
import { createMemoryStore } from '../../bot/storage/memory-store.ts'
import { StoreAwayError } from '../../bot/storage/store.ts'
import { SHIPPED_ARTICLES } from '../../knowledge/index.ts'
import { emptyShelf } from '../bot/empty-shelf.ts'
import { activity, obey, post, startBot, type Turns } from '../bot/running-bot.ts'
import { APP_ID, authenticationWith, FORGED, PASSWORD, serviceUrl, startKeyServer, token } from './channel-tokens.ts'

/** A person's words, and what else is theirs. */
const WORDS = 'canary-words-of-a-person'
const NAME = 'canary-name-of-a-person'
const DATABASE_PASSWORD = 'canary-database-password'

let keys: Awaited<ReturnType<typeof startKeyServer>>
/** All that the bot wrote anywhere, and all that it answered when it refused, or was asked how it is. */
const written: string[] = []
const log = createLog({ from: 'debug', write: line => void written.push(line) })
const spies = [vi.spyOn(process.stdout, 'write'), vi.spyOn(process.stderr, 'write')]
const consoles = (['log', 'info', 'warn', 'error', 'debug'] as const).map(name => vi.spyOn(console, name))

beforeAll(async () => {
  keys = await startKeyServer()
  for (const spy of spies) spy.mockImplementation(said => written.push(String(said)) > 0)
  for (const spy of consoles) spy.mockImplementation((...said) => void written.push(said.map(String).join(' ')))
})
afterAll(() => {
  for (const spy of [...spies, ...consoles]) spy.mockRestore()
  keys.close()
})

const keep = async (response: Response | Promise<Response>): Promise<number> => {
  const { status, headers, url } = await response
  const body = await (await response).text()
  // What the person is answered may well quote them.
  if (status >= 400 || !url.includes('/api/messages')) written.push(JSON.stringify([...headers]), body)
  return status
}

const said = (given: object = {}): object =>
  activity({
    channelId: 'msteams',
    serviceUrl,
    text: WORDS,
    from: { id: 'person', name: NAME },
    attachments: [{ contentType: 'image/png', name: `${WORDS}.png`, contentUrl: `https://files.example/${WORDS}` }],
    value: { note: WORDS },
    ...given,
  })

const lookAt = async (app: App): Promise<void> => {
  for (const path of ['/health', '/metrics', '/', '/nowhere', '/articles'])
    await keep(fetch(`http://127.0.0.1:${app.port}${path}?secret=${WORDS}`))
}

/** Everything that goes wrong in a bot with credentials, beside what goes right. */
const strangersAndFriends = async (app: App, authorization: string): Promise<readonly number[]> => {
  const statuses: number[] = []
  const send = async (body: unknown, headers: Record<string, string> = { authorization }) =>
    statuses.push(await keep(post(app, body, headers)))
  await send(said())
  await send(said({ text: `fail`, value: WORDS }))
  await send(said({ deliveryMode: undefined }))
  await send(said({ type: 'invoke', name: WORDS }))
  await send(said({ type: 'event', name: WORDS }))
  await send(said({ text: `${WORDS} ${'x'.repeat(70_000)}` }))
  await send(said({ from: { id: '', name: WORDS } }))
  await send(said({ serviceUrl: `http://evil.example/${WORDS}` }))
  await send(said({ conversation: { id: 'c', tenantId: WORDS } }))
  await send(`{"text":"${WORDS}"`)
  await send('x'.repeat(300_000))
  await send(said(), { authorization, 'content-type': 'text/plain' })
  await send(said(), { authorization, 'content-encoding': 'gzip' })
  for (const [, forged] of FORGED) await send(said(), { authorization: forged() ?? '' })
  for (let i = 0; i < 6; i++) await send(said())
  return statuses
}

/** What really reads the articles; nobody asks it here. */
const openObedient = async (settings: Settings): Promise<Advisor<Turns>> => ({
  ...(await openAdvisor(settings, log, () => {})),
  respond: obey,
})

const CREDENTIALS = { type: 'MultiTenant', appId: APP_ID, password: PASSWORD } as const

const expectNoCanary = (tokens: readonly string[]): void => {
  const secrets = [PASSWORD, DATABASE_PASSWORD, WORDS, NAME, ...tokens]
  // Whatever begins like a token is one, also if it is forged.
  const telling = written.splice(0).filter(line => secrets.some(s => line.includes(s)) || /eyJ[\w-]{20}/.test(line))
  expect(telling).toEqual([])
}

it('no secret and no word of a person is in what a bot with credentials writes, at any level, or answers when it refuses', async () => {
  const authorization = `Bearer ${token()}`
  const broken = { ...createMemoryStore<Conversation<Turns>>() }
  const app = await startBot({
    settings: {
      anonymous: false,
      credentials: CREDENTIALS,
      database: `postgres://advise:${DATABASE_PASSWORD}@db.example/advise`,
      rates: { conversation: { capacity: 9, perSecond: 0.001 } },
    },
    authentication: authenticationWith(keys.metadata),
    log,
    store: broken,
    openAdvisor: async () => ({ respond: obey, shelf: emptyShelf, articles: 16, problems: [] }),
  })
  const statuses = await strangersAndFriends(app, authorization)
  expect([...new Set(statuses)].sort()).toEqual([200, 400, 401, 413, 415, 429, 500, 501])
  broken.look = () => Promise.reject(new StoreAwayError('the store is away'))
  await keep(post(app, said({ conversation: { id: 'another' } }), { authorization }))
  await lookAt(app)
  await app.close()
  expect(written.length).toBeGreaterThan(50)
  expectNoCanary([authorization.slice(7)])
})

it('nor in what a bot for this machine writes, with tokens of its web chat in headers and addresses', async () => {
  const app = await startBot({ log })
  const local = { serviceUrl: 'http://localhost:1', channelId: 'emulator' }
  for (const given of [local, { ...local, text: 'fail' }, { ...local, text: null }, { ...local, type: 'x' }])
    await keep(post(app, said(given)))
  const generated = await fetch(`${app.url}/v3/directline/tokens/generate`, { method: 'POST' })
  const { token: own } = (await generated.json()) as { readonly token: string }
  const directLine = (path: string, given: RequestInit = {}) =>
    keep(fetch(`${app.url}/v3/directline${path}`, { headers: { authorization: `Bearer ${own}` }, ...given }))
  await directLine('/conversations', { method: 'POST' })
  await directLine('/conversations/another/activities')
  await directLine(`/conversations/another/stream?t=${own}&watermark=${WORDS}`)
  await directLine(`/tokens/refresh?t=${own}`, { method: 'POST', headers: { authorization: `Bearer ${own}x` } })
  await lookAt(app)
  await app.close()
  // The answers carry a token where one was asked for.
  for (const [at, text] of written.entries()) if (text.includes('"streamUrl"')) written[at] = ''
  expectNoCanary([own])
})

it('nor when the database cannot be reached', async () => {
  const database = `postgres://advise:${DATABASE_PASSWORD}@127.0.0.1:1/advise`
  const starting = startBot({ settings: { database, knowledge: [SHIPPED_ARTICLES] }, log, openAdvisor: openObedient })
  const error = await starting.catch(reason => reason)
  // What the program tells of it, and more.
  written.push(inspect(error, { depth: 9, showHidden: true }))
  expect(written.join()).toContain('127.0.0.1:1')
  expectNoCanary([])
}, 60_000)
