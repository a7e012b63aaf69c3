import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { openPostgresStore } from '../../bot/storage/postgres/postgres-store.ts'
import { type Store, StoreAwayError } from '../../bot/storage/store.ts'
import { type TestDatabase, testDatabase } from '../postgres-server.ts'
import {
  adder,
  type Count,
  DAY,
  inTime,
  itIsAStore,
  keepNext,
  NOW,
  newName,
  turnOf,
  untilKept,
} from './store-contract.ts'

const server = await testDatabase()
const { url, ask } = (server ?? {}) as TestDatabase
afterAll(() => server?.drop())

const ends: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})
let schemas = 0
const newSchema = (): string => `conversations_${schemas++}`
type Options = Partial<Parameters<typeof openPostgresStore>[0]>
const open = async (schema: string, options: Options = {}): Promise<Store<Count>> => {
  const store = await openPostgresStore<Count>({ url, schema, ...options })
  ends.push(() => store.close())
  return store
}
const openTwo = async (options?: Options): Promise<[Store<Count>, Store<Count>]> => {
  const schema = newSchema()
  return [await open(schema, options), await open(schema, options)]
}
const rows = async (text: string): Promise<unknown[][]> => (await ask(text)).map(row => Object.values(row))
/** Calls until it is so. */
const until = async (isSo: () => boolean | Promise<boolean>): Promise<void> => {
  while (!(await isSo())) await wait(20)
}

/** Ends the bot's connections to this database; other tests have others on the same server. */
const CUT =
  "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'advise' AND datname = current_database()"

describe.skipIf(!server)('the store in PostgreSQL', () => {
  itIsAStore(() => openPostgresStore({ url, schema: newSchema(), patience: 10_000 }))
})

describe.skipIf(!server)('several processes with conversations in one PostgreSQL', () => {
  it('make the tables once when they start together, also where articles have theirs', async () => {
    const schema = newSchema()
    await ask(`CREATE SCHEMA ${schema}; CREATE TABLE ${schema}.room (key text)`)
    const stores = await Promise.all([open(schema), open(schema), open(schema)])
    await keepNext(stores[0] as Store<Count>, 'a')
    for (const store of stores) expect(await store.knows('a')).toBe(true)
  })

  it('take turns of one conversation without losing one', async () => {
    const stores = await openTwo({ patience: 10_000 })
    const adders = stores.map(adder)
    await Promise.all(Array.from({ length: 20 }, (_, n) => adders[n % 2]?.('a', `${n}`)))
    expect((await stores[0].look('a', 'x')).saved).toEqual({ state: { count: 20 }, revision: 20, watermark: 40 })
  })

  it('take what is delivered to both as one turn, with the same replies', async () => {
    const stores = await openTwo({ patience: 10_000 })
    const adders = stores.map(adder)
    const names = Array.from({ length: 30 }, () => newName())
    const replies = await Promise.all(names.map(name => Promise.all(adders.map(add => add(name, 'twin')))))
    for (const [one, other] of replies) expect(one).toEqual(other)
    const looked = await Promise.all(names.map(name => stores[1].look(name, 'twin')))
    expect(looked.map(({ saved }) => saved?.state?.count)).toEqual(names.map(() => 1))
  })

  it('never wait for each other’s rows, whatever the order of their turns', async () => {
    const stores = await openTwo({ patience: 10_000 })
    const names = Array.from({ length: 40 }, () => newName())
    for (const name of names.slice(20)) await keepNext(stores[0], name)
    const befores = await Promise.all(names.map(async name => (await stores[0].look(name, 'x')).saved))
    const keepAll = (store: Store<Count>, order: readonly number[]) =>
      Promise.allSettled(order.map(n => store.keep(turnOf(names[n] as string, { before: befores[n] }))))
    const order = names.map((_, n) => n)
    const [ones, others] = await Promise.all([keepAll(stores[0], order), keepAll(stores[1], order.toReversed())])
    const kept = [...ones, ...others].filter(({ status }) => status === 'fulfilled')
    expect(kept).toHaveLength(40)
  })

  it('hear what another one says', async () => {
    const [one, other] = await openTwo()
    const heard: string[] = []
    other.onSaid(conversation => heard.push(conversation))
    const long = `webchat|${'l'.repeat(320)}`
    await keepNext(one, 'webchat|a b')
    await keepNext(one, long)
    await until(() => heard.length >= 2)
    expect(heard).toEqual(['webchat|a b', long])
    await keepNext(other, 'own')
    await keepNext(one, 'last')
    await until(() => heard.includes('last'))
    expect(heard.filter(name => name === 'own')).toEqual(['own'])
  })

  it('hear what was said while their connection was cut', async () => {
    const [one, other] = await openTwo()
    const heard: string[] = []
    other.onSaid(conversation => heard.push(conversation))
    await ask(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND (query LIKE 'LISTEN%' OR query = 'SELECT 1')",
    )
    await keepNext(one, 'meanwhile', { at: Date.now() })
    await until(() => heard.includes('meanwhile'))
    await keepNext(one, 'afterwards', { at: Date.now() })
    await until(() => heard.includes('afterwards'))
  })

  it('have one of them send replies; the next one what is left, and at once when it is released', async () => {
    const [one, other] = await openTwo()
    await keepNext(one, 'a', { replies: ['"1"', '"2"'], route: '{}' })
    const claims = await Promise.all([one.claim('a'), other.claim('a')])
    expect(claims.filter(claim => claim !== undefined)).toHaveLength(1)
    const [first, second] = claims[0] ? [one, other] : [other, one]
    expect(await second.unsent()).toEqual([])
    await first.sent('a', 2)
    expect(await second.claim('a')).toBeUndefined()
    await second.release('a')
    expect(await second.claim('a')).toBeUndefined()
    await first.release('a')
    expect(await second.unsent()).toEqual(['a'])
    expect((await second.claim('a'))?.map(({ activity }) => activity)).toEqual(['"2"'])
  })

  it('send what one of them took and then was silent about', async () => {
    const [one, other] = await openTwo({ lease: 100 })
    await keepNext(one, 'a', { route: '{}' })
    expect(await one.claim('a')).toHaveLength(1)
    await until(async () => (await other.unsent()).length > 0)
    expect(await other.claim('a')).toHaveLength(1)
  })

  it('have the same secret', async () => {
    const [one, other] = await openTwo()
    const secrets = await Promise.all([one.secret('tokens'), other.secret('tokens')])
    expect(Buffer.from(secrets[0])).toEqual(Buffer.from(secrets[1]))
  })
})

describe.skipIf(!server)('tables in PostgreSQL that people rely on', () => {
  it('have what a turn led to, and nothing of what is forgotten', async () => {
    const schema = newSchema()
    const store = await open(schema)
    const advice = { kind: 'recommended', article: 'KB1', certain: true } as const
    await keepNext(store, 'a', { replies: ['"a"', '"b"'], route: '{}', effects: [advice] })
    await keepNext(store, 'a', { effects: [{ kind: 'tried', article: 'KB1', helped: 'no' }], at: NOW + 1 })
    const feedback = { liked: false, reason: 'wrong version' }
    await keepNext(store, 'a', { effects: [{ ...advice, certain: false }], feedback, at: NOW + 2 })
    expect(await rows(`SELECT * FROM ${schema}.conversation`)).toEqual([
      ['a', 'ann', '{"count":1}', 3, 7, `${NOW + 2}`],
    ])
    expect(await rows(`SELECT first, last FROM ${schema}.inbox ORDER BY at`)).toEqual([
      [2, 3],
      [5, 5],
      [7, 7],
    ])
    expect(await rows(`SELECT seq, route FROM ${schema}.outbox ORDER BY seq`)).toEqual([
      [2, '{}'],
      [3, '{}'],
    ])
    expect(await rows(`SELECT seq FROM ${schema}.outcome ORDER BY seq`)).toEqual([[3], [5], [7]])
    expect(await rows(`SELECT * FROM ${schema}.recommendation`)).toEqual([
      ['a', 'KB1', `${NOW + 2}`, false, 'no', `${NOW + 1}`],
    ])
    expect(await rows(`SELECT seq, at, liked, reason FROM ${schema}.feedback`)).toEqual([
      [7, `${NOW + 2}`, false, 'wrong version'],
    ])
    await store.claim('a')
    await keepNext(store, 'a', { effects: [{ kind: 'forget' }] })
    const counts = ['inbox', 'transcript', 'outbox', 'outcome', 'recommendation', 'feedback', 'lease']
    const count = async () =>
      (await Promise.all(counts.map(t => rows(`SELECT count(*)::int FROM ${schema}.${t}`)))).flat(2)
    expect(await count()).toEqual([1, 1, 0, 0, 0, 0, 0])
    await store.forget({ conversation: 'a' })
    expect(await count()).toEqual([0, 0, 0, 0, 0, 0, 0])
  })

  it('lose outcomes and recommendations when they are old', async () => {
    const schema = newSchema()
    const store = await open(schema)
    for (const [article, at] of [
      ['KB1', NOW],
      ['KB2', NOW + DAY],
    ] as const)
      await keepNext(store, 'a', { effects: [{ kind: 'recommended', article, certain: true }], at })
    await store.sweep({ conversations: 0, transcripts: 0, outcomes: NOW + 1, forgotten: 0 })
    expect(await rows(`SELECT article FROM ${schema}.recommendation`)).toEqual([['KB2']])
    expect(await rows(`SELECT seq FROM ${schema}.outcome`)).toEqual([[4]])
  })

  it('that a newer release made are left alone', async () => {
    const schema = newSchema()
    await (await open(schema)).close()
    await ask(`UPDATE ${schema}.layout SET number = 99`)
    await expect(open(schema)).rejects.toThrow(/newer Advise \(layout 99, this one knows 2\)/)
  })
})

/** Something between the store and its server, that can stop answering or cut. */
const proxyTo = async (address: string) => {
  const target = new URL(address)
  const path = target.searchParams.get('host')
  const sockets = new Set<Socket>()
  let isHung = false
  const proxy = createServer(near => {
    const far = path
      ? connect(`${path}/.s.PGSQL.${target.port || 5432}`)
      : connect(Number(target.port || 5432), target.hostname)
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from)
      from.on('data', bytes => {
        if (!isHung) to.write(bytes)
      })
      from.on('close', () => to.destroy())
      from.on('error', () => to.destroy())
    }
  })
  await new Promise<void>(resolve => proxy.listen(0, '127.0.0.1', resolve))
  const through = new URL(address.replace(/^postgres:\/\/\//, 'postgres://127.0.0.1/'))
  through.searchParams.delete('host')
  const user = through.searchParams.get('user')
  if (user) through.username = user
  through.searchParams.delete('user')
  through.hostname = '127.0.0.1'
  through.port = `${(proxy.address() as AddressInfo).port}`
  const cut = (): void => {
    for (const socket of sockets) socket.destroy()
    sockets.clear()
  }
  ends.push(() => {
    cut()
    proxy.close()
  })
  return {
    url: `${through}`,
    cut,
    hang: (hangs: boolean): void => {
      isHung = hangs
    },
  }
}

describe.skipIf(!server)('a PostgreSQL that is away', () => {
  it('by a cut on its side is asked again at once', async () => {
    const store = await open(newSchema())
    await keepNext(store, 'a')
    await ask(CUT)
    await untilKept(store, 'a')
    expect((await store.look('a', 'x')).saved?.revision).toBe(2)
  })

  it('is told in time while it hangs, nothing is acknowledged, and it goes on afterwards', async () => {
    const proxy = await proxyTo(url)
    const store = await open(newSchema(), { url: proxy.url })
    await keepNext(store, 'a')
    const { saved } = await store.look('a', 'x')
    proxy.hang(true)
    const asked = [store.keep(turnOf('a', { before: saved })), store.look('a', 'x'), store.probe(), store.outboxDepth()]
    for (const one of await inTime(Promise.allSettled(asked)))
      expect(one).toMatchObject({ reason: expect.any(StoreAwayError) })
    proxy.hang(false)
    proxy.cut()
    await untilKept(store, 'a')
    await store.probe()
  })

  it('is told in time while it cannot be reached at all', async () => {
    const proxy = await proxyTo(url)
    const store = await open(newSchema(), { url: proxy.url })
    proxy.hang(true)
    proxy.cut()
    await expect(inTime(store.keep(turnOf('a')))).rejects.toThrow(StoreAwayError)
    proxy.hang(false)
    proxy.cut()
    await untilKept(store, 'b')
  })

  it('is told while it only answers questions', async () => {
    const schema = newSchema()
    const store = await open(schema)
    await keepNext(store, 'a')
    const name = new URL(url.replace(/^postgres:\/\/\//, 'postgres://x/')).pathname.slice(1)
    await ask(`ALTER DATABASE ${name} SET default_transaction_read_only = on`)
    await ask(CUT)
    try {
      await expect(keepNext(store, 'a')).rejects.toThrow(StoreAwayError)
      await expect(store.probe()).rejects.toThrow(/read-only/)
    } finally {
      await ask('SET default_transaction_read_only = off')
      await ask(`ALTER DATABASE ${name} SET default_transaction_read_only = off`)
    }
    await ask(CUT)
    await untilKept(store, 'a')
  })

  it('does not start, and says what to do', async () => {
    const away = 'postgres://127.0.0.1:1/nowhere'
    await expect(open(newSchema(), { url: away })).rejects.toThrow(/cannot be reached at 127\.0\.0\.1:1/)
  })
})
