import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { App } from '../../bot/app.ts'
import { createBuckets } from '../../bot/http/buckets.ts'
import type { Refusal } from '../../bot/http/refusal.ts'
import { silentLog } from '../../bot/log.ts'
import type { Credentials, Rate } from '../../bot/settings.ts'
import { createMemoryStore } from '../../bot/storage/memory-store.ts'
import { createTakeTurn } from '../../bot/turn.ts'
import { activity, post, startBot, type Turns } from '../bot/running-bot.ts'
import { APP_ID, authenticationWith, PASSWORD, serviceUrl, startKeyServer, token } from './channel-tokens.ts'

const credentials: Credentials = { type: 'MultiTenant', appId: APP_ID, password: PASSWORD }
/** Slow enough that nothing comes back while a test runs. */
const once = (capacity: number): Rate => ({ capacity, perSecond: 0.001 })

let keys: Awaited<ReturnType<typeof startKeyServer>>
let authorization = ''
const apps: App[] = []
beforeAll(async () => {
  keys = await startKeyServer()
  authorization = `Bearer ${token()}`
})
afterAll(async () => {
  for (const app of apps) await app.close()
  keys.close()
})

const botWith = async (rates: { readonly person?: Rate; readonly conversation?: Rate }) => {
  const authentication = authenticationWith(keys.metadata)
  const app = await startBot({ settings: { rates, anonymous: false, credentials }, authentication })
  apps.push(app)
  return app
}

const say = async (app: App, person: string, conversation: string, given: object = {}) => {
  const said = { channelId: 'msteams', serviceUrl, from: { id: person }, conversation: { id: conversation }, ...given }
  const response = await post(app, activity(said), { authorization })
  const body = (await response.json().catch(() => undefined)) as
    | { readonly activities?: readonly { readonly text: string }[]; readonly error?: { readonly message: string } }
    | undefined
  return { status: response.status, retryAfter: response.headers.get('retry-after'), ...body }
}
const counted = (answers: readonly { readonly status: number }[]) =>
  Object.fromEntries(
    [...new Set(answers.map(({ status }) => status))].sort().map(s => [s, answers.filter(a => a.status === s).length]),
  )

/** Milliseconds: the machine may be busy. */
const SLOW = 60_000

describe('one person who floods', () => {
  it(
    'is held back and told for how long, while the others get all their answers, right and in order',
    async () => {
      const app = await botWith({ person: once(30), conversation: once(60) })
      const flood = Promise.all(Array.from({ length: 500 }, () => say(app, 'flooder', 'theirs')))
      const others = await Promise.all(
        ['a', 'b', 'c', 'd', 'e'].map(async who => {
          const answers: unknown[] = []
          for (let i = 0; i < 10; i++) answers.push((await say(app, who, `of ${who}`)).activities?.[0]?.text)
          return answers
        }),
      )
      for (const answers of others)
        expect(answers).toEqual(Array.from({ length: 10 }, (_, i) => `${i + 1}: hi, 0 files`))
      const answers = await flood
      expect(counted(answers)).toEqual({ 200: 30, 429: 470 })
      const refused = answers.find(({ status }) => status === 429)
      expect(Number(refused?.retryAfter)).toBeGreaterThan(0)
      expect(refused?.error?.message).toMatch(/faster than I can answer; try again in \d+ s/)
    },
    SLOW,
  )

  it('is the same person in all their conversations, and on another channel another', async () => {
    const app = await botWith({ person: once(3) })
    const answers = []
    for (let i = 0; i < 5; i++) answers.push(await say(app, 'flooder', `conversation ${i}`))
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 429, 429])
    expect((await say(app, 'flooder', 'x', { channelId: 'webchat' })).status).toBe(200)
  })

  it('also with what needs no answer', async () => {
    const app = await botWith({ person: once(3) })
    const answers = []
    for (const type of ['typing', 'event', 'invoke', 'conversationUpdate', 'typing'])
      answers.push((await say(app, 'flooder', 'x', { type })).status)
    expect(answers).toEqual([200, 200, 501, 429, 429])
  })

  it('has no limit that forgets them because their id is long, or is kept in full', async () => {
    const app = await botWith({ person: once(2) })
    const long = (end: string) => 'x'.repeat(100_000) + end
    const answers = []
    for (const id of [long('a'), long('a'), long('a'), long('b')]) answers.push((await say(app, id, 'x')).status)
    expect(answers).toEqual([200, 200, 429, 200])
  })
})

describe('a conversation that is flooded', () => {
  it('by many people is held back, and no other', async () => {
    const app = await botWith({ person: once(30), conversation: once(6) })
    const group = { conversation: { id: 'group', isGroup: true } }
    const answers = await Promise.all(Array.from({ length: 10 }, (_, i) => say(app, `person ${i}`, '', group)))
    expect(counted(answers)).toEqual({ 200: 6, 429: 4 })
    expect((await say(app, 'person 1', 'elsewhere')).status).toBe(200)
  })

  it('has a bounded number of turns that wait, whatever the rates are', async () => {
    const take = createTakeTurn<Turns>({ store: createMemoryStore<Turns>(), log: silentLog, now: Date.now })
    const flood = Array.from({ length: 1000 }, async (_, i) => {
      const answer = async () => ({ state: undefined, replies: [] })
      return take({ conversation: 'a', activity: `${i}`, person: 'p', heard: undefined, route: undefined, answer })
    })
    const ended = await Promise.allSettled(flood)
    expect(ended.filter(({ status }) => status === 'fulfilled')).toHaveLength(30)
    expect(ended.filter(e => e.status === 'rejected' && e.reason.status === 429)).toHaveLength(970)
  })
})

describe('without limits', () => {
  it('hundreds of conversations of one person are answered: so it is where only this machine may speak', async () => {
    const app = await startBot()
    apps.push(app)
    const local = { serviceUrl: 'http://localhost:1', channelId: 'emulator' }
    const answers = await Promise.all(
      Array.from({ length: 300 }, (_, i) => say(app, 'user', `conversation ${i}`, local)),
    )
    expect(counted(answers)).toEqual({ 200: 300 })
  })
})

describe('buckets', () => {
  it('give back what was taken, as time passes, and never more than they hold', () => {
    let clock = 0
    const buckets = createBuckets({ capacity: 2, perSecond: 0.5, most: 10 }, () => clock)
    const take = () => {
      try {
        buckets.take('a', 'Too fast')
        return 0
      } catch (error) {
        return (error as Refusal).retryAfter
      }
    }
    expect([take(), take(), take()]).toEqual([0, 0, 2])
    clock += 2000
    expect([take(), take()]).toEqual([0, 2])
    clock += 1_000_000
    expect([take(), take(), take()]).toEqual([0, 0, 2])
    clock -= 5000
    expect(take()).toBe(2)
  })

  it('are a bounded number, however many people come', () => {
    const buckets = createBuckets({ capacity: 2, perSecond: 1, most: 100 }, () => 0)
    for (let i = 0; i < 10_000; i++) buckets.take(`person ${i}`, 'Too fast')
    expect(buckets.size).toBe(100)
  })
})
