import { rename, rm, utimes } from 'node:fs/promises'
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { openKnowledge, SHIPPED_ARTICLES } from '../../../knowledge/knowledge.ts'
import { editionOfRoom } from '../../../knowledge/library/edition.ts'
import { openEmbedded } from '../../../knowledge/library/embedded/embedded.ts'
import type { Library } from '../../../knowledge/library/library.ts'
import { openPostgres } from '../../../knowledge/library/postgres/postgres.ts'
import { prepareTables, tablesOf } from '../../../knowledge/library/postgres/schema.ts'
import { PostgresSearch } from '../../../knowledge/library/postgres/search.ts'
import { packed, unpacked } from '../../../knowledge/library/postgres/sequence.ts'
import { type Ask, connectPostgres } from '../../../knowledge/storage/postgres.ts'
import { type TestDatabase, testDatabase } from '../../postgres-server.ts'
import { openShipped } from '../../shipped.ts'
import { inTemporaryFolder, parse } from '../room.ts'
import { written } from './folder.ts'
import {
  found,
  inLibraryPlace,
  itIsALibrary,
  many,
  type OpenLibrary,
  type Place,
  problemsOf,
  TWO,
} from './library-contract.ts'

const server = await testDatabase()
const { url, ask } = (server ?? {}) as TestDatabase
afterAll(() => server?.drop())

const inPostgres: OpenLibrary = ({ paths, name, onProgress }, read) =>
  openPostgres({ url, schema: name, paths, onProgress }, read)

/** One of those shipped. */
const ARTICLE = join(SHIPPED_ARTICLES, 'kb951251.md')

/** Several libraries in the same tables. */
const inPlace = (files: Parameters<typeof inLibraryPlace>[1], use: (place: Place) => Promise<void>): Promise<void> =>
  inLibraryPlace(inPostgres, files, use)

describe.skipIf(!server)('a library in PostgreSQL', () => {
  itIsALibrary(inPostgres)
})

describe.skipIf(!server)('several processes with one PostgreSQL', () => {
  it('find at once what one of them has taken up', () =>
    inPlace(TWO, async ({ open, write, path }) => {
      const [one, other] = [(await open()).library, (await open()).library] as const
      expect(await found(other, 'kettle')).toEqual(['KB990081'])
      await write({ 'a.md': written('KB990081', 'The fridge hums') })
      await one.refresh()
      expect([await found(other, 'kettle'), await found(other, 'fridge')]).toEqual([[], ['KB990081']])
      await rm(join(path, 'a.md'))
      await one.refresh()
      expect([await found(other, 'fridge'), other.size]).toEqual([[], 1])
      expect(await other.refresh()).toEqual({ read: 0, gone: 0, problems: [], articles: 1 })
      await write({ 'a.md': TWO['a.md'] ?? '' })
      await other.refresh()
      expect([await found(one, 'kettle'), one.size]).toEqual([['KB990081'], 2])
    }))

  it('read each file once when they start together', () =>
    inPlace({ ...TWO, ...many(600) }, async ({ open }) => {
      const started = await Promise.all([open(), open(), open()])
      expect(started.reduce((sum, { read }) => sum + read.length, 0)).toBe(602)
      for (const { library } of started) {
        expect(library.size).toBe(602)
        expect(await found(library, 'stove577')).toEqual(['KB991577'])
      }
    }))

  it('do not read again what another one has read from a copy with other times', () =>
    inPlace(TWO, async ({ open, path, name }) => {
      const one = await open()
      const changes = (): Promise<unknown> => ask(`SELECT changes FROM ${name}.room`)
      const before = await changes()
      for (const time of [1000, 2000]) {
        await utimes(join(path, 'a.md'), time, time)
        const other = await open()
        expect(other.read).toEqual([])
        for (const { library } of [one, other]) expect(await library.refresh()).toMatchObject({ read: 0, gone: 0 })
      }
      expect(await changes()).toEqual(before)
    }))

  it('with copies that differ do not undo each other’s work in turns', () =>
    inPlace(TWO, async ({ open, write }) => {
      const one = await open()
      await write({ 'a.md': written('KB990081', 'The fridge hums') })
      const other = await open()
      expect(other.read).toEqual(['a.md'])
      // The first has not looked since: to it the file is what it was.
      expect(await found(one.library, 'fridge')).toEqual(['KB990081'])
      await one.library.refresh()
      await other.library.refresh()
      expect([one.read.length, other.read.length, await found(one.library, 'fridge')]).toEqual([2, 1, ['KB990081']])
    }))

  it('leave what others have elsewhere alone, and share what all have', () =>
    inPlace({ 'one/a.md': TWO['a.md'] ?? '', 'two/b.md': TWO['b.md'] ?? '' }, async ({ open, path }) => {
      const one = await open([join(path, 'one')])
      const two = await open([join(path, 'two')])
      expect(await found(one.library, 'kettle toaster')).toEqual(['KB990081', 'KB990082'])
      await one.library.close()
      await rm(join(path, 'one', 'a.md'))
      expect(await two.library.refresh()).toMatchObject({ gone: 0, articles: 2 })
      expect(await (await open([join(path, 'one')])).library.ids()).toEqual(['KB990082'])
    }))

  it('with the same articles in different folders have no problem with it', () =>
    inPlace({ 'one/a.md': TWO['a.md'] ?? '', 'two/a.md': TWO['a.md'] ?? '' }, async ({ open, path, write }) => {
      await open([join(path, 'one')])
      const { library } = await open([join(path, 'two')])
      expect([await problemsOf(library), library.size]).toEqual([[], 1])
      const older = written('KB990081', 'The kettle is another').replace('---\n## ', 'reviewed: 2001-01-01\n---\n## ')
      await write({ 'two/a.md': older })
      await library.refresh()
      expect(await problemsOf(library)).toEqual([[join(path, 'two', 'a.md'), 'duplicate-id']])
    }))

  it('count rightly, whatever they change at the same time', () =>
    inPlace(many(30), async ({ open, write, path, name }) => {
      const libraries = [(await open()).library, (await open()).library, (await open()).library]
      let seed = 1
      const random = (below: number): number => {
        seed = (seed * 48_271) % 2_147_483_647
        return seed % below
      }
      const somewhere = (): string => `many/${random(40)}.md`
      for (let round = 0; round < 12; round++) {
        for (let change = 0; change < 8; change++) {
          if (random(3) === 0) await rm(join(path, somewhere()), { force: true })
          else
            await write({
              [somewhere()]: written(`KB${991_000 + random(40)}`, `Kettle word${random(20)}`, 'x '.repeat(random(9))),
            })
        }
        await Promise.all(libraries.map(library => library.refresh()))
      }
      const embedded = await openEmbedded({ paths: [path] }, parse)
      for (const library of libraries) {
        await library.refresh()
        expect(await library.ids()).toEqual(await embedded.ids())
        for (let word = 0; word < 20; word++)
          expect(await found(library, `word${word}`)).toEqual(await found(embedded, `word${word}`))
      }
      const { term, entry } = tablesOf(name, editionOfRoom())
      const wrong = await ask(
        `SELECT t.term, t.articles, count(e.id)::int AS really FROM ${term} t
          LEFT JOIN ${entry} e ON t.number::text = ANY(tsvector_to_array(e.lexemes))
          GROUP BY t.number HAVING t.articles <> count(e.id)`,
      )
      expect(wrong).toEqual([])
      expect(await ask(`SELECT articles FROM ${name}.room`)).toEqual([{ articles: embedded.size }])
    }))

  it('find an article whose file another one finds renamed between its choice and its title', () =>
    inPlace(TWO, async ({ open, path, name }) => {
      const { library } = await open()
      const database = await connectPostgres(url)
      const ask: Ask = async (text, values) => {
        if (text.includes('head')) {
          await rename(join(path, 'a.md'), join(path, 'renamed.md'))
          expect(await library.refresh()).toMatchObject({ read: 1, gone: 1 })
        }
        return await database.ask(text, values)
      }
      const search = new PostgresSearch({ ...database, ask }, tablesOf(name, editionOfRoom()))
      const ids = (await search.search('kettle', 5)).map(a => a.id)
      await database.close()
      expect(ids).toEqual(['KB990081'])
    }))

  it('make anew what an administrator has removed', () =>
    inPlace(TWO, async ({ open, name }) => {
      const { library, read } = await open()
      await ask(`DROP SCHEMA ${name} CASCADE`)
      await expect(library.search('kettle', 1)).rejects.toThrow(/removed/)
      expect(await library.refresh()).toMatchObject({ read: 2, articles: 2 })
      expect([await found(library, 'kettle'), read.length]).toEqual([['KB990081'], 4])
    }))
})

describe.skipIf(!server)('the tables', () => {
  const made = async (schema: string): Promise<readonly unknown[]> =>
    (await ask('SELECT tablename FROM pg_tables WHERE schemaname = $1', [schema])).map(r => r.tablename)

  it('of several editions of the bot stand side by side, until one is used no more', async () => {
    const database = await connectPostgres(url)
    const [old, current] = [tablesOf('editions', 'a'.repeat(64)), tablesOf('editions', 'b'.repeat(64))]
    await prepareTables(database, old)
    await prepareTables(database, current)
    expect(await made('editions')).toHaveLength(11)
    await ask(`UPDATE ${old.room} SET used = now() - interval '2 days' WHERE key = $1`, [old.key])
    await prepareTables(database, current)
    await database.close()
    expect(await made('editions')).toHaveLength(6)
    expect(String(await made('editions'))).not.toContain('aaaa')
  })

  it('are made by a role that owns nothing but its schema', async () => {
    const role = `advise_modest_${process.pid}`
    await ask(`CREATE ROLE ${role} LOGIN`)
    try {
      const modest = url.includes('user=')
        ? url.replace(/user=[^&]*/, `user=${role}`)
        : url.replace(/\/\/[^@/]*@|\/\/(?=[^@]*$)/, `//${role}@`)
      const open = (): Promise<Library> => openPostgres({ url: modest, schema: 'modest', paths: [ARTICLE] }, parse)
      const refused = await open().catch((error: Error) => error.message)
      // A server that asks for passwords does not let this role in: then there is nothing to be seen here.
      if (/password|peer/i.test(String(refused))) return
      expect(refused).toContain(`CREATE SCHEMA advise AUTHORIZATION "${role}"`)
      await ask(`CREATE SCHEMA modest AUTHORIZATION ${role}`)
      const library = await open()
      expect(library.size).toBe(1)
      await library.close()
    } finally {
      await ask('DROP SCHEMA IF EXISTS modest CASCADE')
      await ask(`DROP ROLE ${role}`)
    }
  })

  it('hold any sequence of words in few bytes', () => {
    const marks = [0xffff_ffff, 0xffff_ff00, 0xffff_ff05]
    const codes = Uint32Array.from([...marks, 0, 1, 126, 127, 128, 16_382, 16_383, 2 ** 21, 2 ** 28, 0xffff_fefe])
    expect(unpacked(packed(codes))).toEqual(codes)
    expect(packed(Uint32Array.from([0xffff_ffff, 5]))).toHaveLength(2)
  })
})

describe.skipIf(!server)('a PostgreSQL', () => {
  it('that ends the connections is connected to again', () =>
    inPlace(TWO, async ({ open }) => {
      const { library } = await open()
      await ask(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'advise' AND datname = current_database()",
      )
      expect(await found(library, 'kettle')).toEqual(['KB990081'])
      expect(await library.refresh()).toMatchObject({ read: 0 })
    }))

  it('that is away for a while is told with its place, and used again when it is back', () =>
    throughProxy(async ({ through, cut, mend }) =>
      inTemporaryFolder(async () => {
        const library = await openPostgres({ url: through, schema: 'proxied', paths: [ARTICLE] }, parse)
        const before = await library.search('notifications', 5)
        expect(before).toHaveLength(1)
        await cut()
        const trouble = (error: Error): string => error.message
        for (const said of [
          await library.search('notifications', 5).catch(trouble),
          await library.refresh().catch(trouble),
        ]) {
          expect(said).toContain('127.0.0.1')
          expect(said).toContain('DATABASE_URL')
          expect(said).not.toContain(SECRET)
        }
        await mend()
        expect(await library.search('notifications', 5)).toEqual(before)
        expect(await library.refresh()).toMatchObject({ read: 0, gone: 0 })
        await library.close()
      }),
    ))

  it.each([
    ['is not there', 'postgres://bot:hunter2@127.0.0.1:1/advise', /127\.0\.0\.1:1\/advise/],
    ['has a name that nobody knows', 'postgres://bot:hunter2@nowhere.invalid/advise', /nowhere\.invalid/],
    ['is none', 'mysql://bot:hunter2@db/advise', /postgres:\/\/user:password@host/],
  ])('that %s is told with its place, and without the password', async (_, bad, said) => {
    const error = await openKnowledge([SHIPPED_ARTICLES], { database: bad }).then(
      () => undefined,
      (e: Error) => e,
    )
    expect(error?.message).toMatch(said)
    expect(error?.message).toContain('DATABASE_URL')
    expect(`${error?.stack} ${JSON.stringify(error)} ${error?.cause}`).not.toContain('hunter2')
  })

  it('that has no such database says what to do', async () => {
    const none = url.replace(/advise_test_\w+/, 'advise_none')
    await expect(openKnowledge([SHIPPED_ARTICLES], { database: none })).rejects.toThrow(/advise_none.*Create/s)
  })
})

describe.skipIf(!server)('knowledge in PostgreSQL', () => {
  it('is what it is in this process, also from a thread of its own', { timeout: 60_000 }, async () => {
    const embedded = await openShipped()
    const shared = await openKnowledge([SHIPPED_ARTICLES], { database: url, thread: true, onChange: () => {} })
    const questions = [
      'MAPI notifications do not arrive',
      'OnNotify is never called on Windows Server 2008',
      'IMAPISession::Logon 0x80040111',
      'notfication stoped afer rollup',
      'KB951251',
      'the coffee machine leaks',
      'exchange',
    ]
    for (const words of questions) {
      const shown = (hits: Awaited<ReturnType<typeof embedded.knowledge.search>>) =>
        hits.map(h => ({ ...h, article: h.article.id }))
      expect(shown(await shared.knowledge.search(words))).toEqual(shown(await embedded.knowledge.search(words)))
    }
    expect(shared.knowledge.size).toBe(embedded.knowledge.size)
    expect(shared.problems).toEqual(embedded.problems)
    const article = await shared.knowledge.article('KB951251')
    expect(article).toEqual(await embedded.knowledge.article('KB951251'))
    await shared.library.close()
    await shared.library.close()
    expect(await ask('SELECT key FROM advise.room')).toEqual([{ key: editionOfRoom() }])
  })
})

const SECRET = 'open-sesame'

interface Proxy {
  /** The URL of the tests' database through this proxy. */
  readonly through: string
  readonly cut: () => Promise<void>
  readonly mend: () => Promise<void>
}

/** A way to the server that can be cut. */
const throughProxy = async (use: (proxy: Proxy) => Promise<void>): Promise<void> => {
  const target = new URL(url)
  const socket = target.searchParams.get('host')
  const sockets = new Set<Socket>()
  const listen = (port: number): Promise<Server> =>
    new Promise(resolve => {
      const proxy = createServer(client => {
        const far = socket
          ? connect(`${socket}/.s.PGSQL.${target.port || 5432}`)
          : connect(Number(target.port || 5432), target.hostname)
        for (const end of [client, far]) {
          sockets.add(end)
          end.on('error', () => {})
          end.on('close', () => {
            client.destroy()
            far.destroy()
          })
        }
        client.pipe(far).pipe(client)
      })
      proxy.listen(port, '127.0.0.1', () => resolve(proxy))
    })
  let proxy = await listen(0)
  const { port } = proxy.address() as AddressInfo
  const user = target.searchParams.get('user') ?? target.username
  const password = target.password || SECRET
  const cut = async (): Promise<void> => {
    const closed = new Promise(resolve => proxy.close(resolve))
    for (const end of sockets) end.destroy()
    sockets.clear()
    await closed
  }
  try {
    await use({
      through: `postgres://${user}:${password}@127.0.0.1:${port}${target.pathname}`,
      cut,
      async mend() {
        proxy = await listen(port)
      },
    })
  } finally {
    await cut()
  }
}
