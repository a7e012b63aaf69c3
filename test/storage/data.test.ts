import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { runData } from '../../bot/data.ts'
import { openPostgresStore } from '../../bot/storage/postgres/postgres-store.ts'
import { openSqliteStore } from '../../bot/storage/sqlite/sqlite-store.ts'
import type { Store } from '../../bot/storage/store.ts'
import { type TestDatabase, testDatabase } from '../postgres-server.ts'
import { type Count, keepNext, turnOf } from './store-contract.ts'

const server = await testDatabase()
const { url } = (server ?? {}) as TestDatabase
afterAll(() => server?.drop())

const ends: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})
const newFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'advise-data-'))
  ends.push(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}
const opened = async (store: Promise<Store<Count>>): Promise<Store<Count>> => {
  const open = await store
  ends.push(() => open.close())
  return open
}
const run = async (env: Record<string, string>, ...args: string[]) => {
  const lines: string[] = []
  const status = await runData(args, env, text => lines.push(text))
  return { status, said: lines.join('\n') }
}
const speak = async (store: Store<Count>): Promise<void> => {
  await store.keep(turnOf('one', { person: 'CANARY person', replies: ['"CANARY reply"'], route: '{}' }))
  await store.keep(turnOf('two', { person: 'CANARY person' }))
  await store.keep(turnOf('three'))
}

describe('the tool for data, beside a bot that keeps conversations in a folder', { timeout: 60_000 }, () => {
  it('counts what is kept and what waits', async () => {
    const folder = newFolder()
    await speak(await opened(openSqliteStore({ dataDir: folder })))
    const { status, said } = await run({ DATA_DIR: folder }, 'status')
    expect(status).toBe(0)
    expect(said).toMatch(/^conversation +3 +2027-01-15 08:00$/m)
    expect(said).toMatch(/^transcript +6 /m)
    expect(said).toMatch(/^feedback +0 +-$/m)
    expect(said).toContain('1 reply waits to be sent.')
  })

  it('removes what a person or a conversation had, to the last byte, and the bot goes on', async () => {
    const folder = newFolder()
    const store = await opened(openSqliteStore({ dataDir: folder }))
    await speak(store)
    expect(await run({ DATA_DIR: folder }, 'forget', '--person', 'CANARY person')).toEqual({
      status: 0,
      said: `2 conversations are removed from ${join(folder, 'advise.sqlite')}.`,
    })
    const bytes = readdirSync(folder).map(file => readFileSync(join(folder, file)))
    expect(bytes.filter(found => found.includes('CANARY'))).toEqual([])
    expect(await store.knows('one')).toBe(false)
    await keepNext(store, 'three')
    expect((await run({ DATA_DIR: folder }, 'forget', '--conversation', 'three')).said).toMatch(/^1 conversation is/)
    expect(await store.knows('three')).toBe(false)
    await keepNext(store, 'three')
  })

  it('copies it while it is written, once under a name, and the copy goes on', async () => {
    const [folder, other] = [newFolder(), newFolder()]
    const store = await opened(openSqliteStore({ dataDir: folder }))
    await speak(store)
    const copy = join(other, 'advise.sqlite')
    const [{ status }] = await Promise.all([run({ DATA_DIR: folder }, 'backup', copy), keepNext(store, 'four')])
    expect(status).toBe(0)
    expect((await run({ DATA_DIR: folder }, 'backup', copy)).status).toBe(1)
    const copied = await opened(openSqliteStore({ dataDir: other }))
    expect((await copied.look('three', 'x')).saved).toEqual((await store.look('three', 'x')).saved)
    expect(await copied.unsent()).toEqual(['one'])
  })

  it('makes no file where there is none, and says what to set', async () => {
    const folder = newFolder()
    const { status, said } = await run({ DATA_DIR: folder }, 'status')
    expect([status, existsSync(join(folder, 'advise.sqlite'))]).toEqual([1, false])
    expect(said).toContain('Set DATA_DIR')
  })
})

describe('the tool for data', () => {
  it.each([
    [],
    ['forget'],
    ['forget', '--person', 'a', '--conversation', 'b'],
    ['forget', '--person', ''],
    ['forget', '--name', 'a'],
    ['backup'],
    ['backup', 'a', 'b'],
    ['status', '--person', 'a'],
    ['remove'],
  ])('says what it can do instead of guessing at: %s', async (...args) => {
    const { status, said } = await run({}, ...args)
    expect(said).toContain('npm run data -- forget --conversation ID')
    expect(status).toBe(args.length === 0 ? 0 : 2)
  })
})

describe.skipIf(!server)('the tool for data, beside bots with a PostgreSQL', { timeout: 60_000 }, () => {
  it('counts, removes, and says how to copy, without a password', async () => {
    const store = await opened(openPostgresStore({ url }))
    await speak(store)
    const env = { DATABASE_URL: url }
    expect((await run(env, 'status')).said).toMatch(/^conversation +3 +2027-01-15 08:00$/m)
    expect((await run(env, 'forget', '--person', 'CANARY person')).said).toMatch(/^2 conversations are removed/)
    expect(await store.knows('one')).toBe(false)
    const { status, said } = await run(env, 'backup', 'my copy.dump')
    expect(status).toBe(1)
    expect(said).toContain(`pg_dump --format=custom --schema=advise --file='my copy.dump' "$DATABASE_URL"`)
    expect(said).not.toContain(url)
  })
})
