import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, describe, expect, it } from 'vitest'
import { openPostgresStore } from '../../bot/storage/postgres/postgres-store.ts'
import { openSqliteStore } from '../../bot/storage/sqlite/sqlite-store.ts'
import type { Store, Turn } from '../../bot/storage/store.ts'
import { testDatabase } from '../postgres-server.ts'

interface State {
  readonly facts: readonly string[]
}

/** Keeps a turn on top of what is there. */
const keep = async (store: Store<State>, conversation: string, given: Partial<Turn<State>>): Promise<void> => {
  const { saved } = await store.look(conversation, '')
  const nothing = { heard: undefined, outcome: undefined, route: undefined, replies: [], effects: [], state: undefined }
  await store.keep({ ...nothing, conversation, person: 'p', activity: 'a', before: saved, at: Date.now(), ...given })
}

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const SLOW = 120_000

/** The commands of the documentation, in their order: two of SQLite, two of PostgreSQL. */
const commands = [...readFileSync(join(ROOT, 'docs/operations.md'), 'utf8').matchAll(/^```sh\n([\s\S]*?)\n```$/gm)].map(
  m => m[1] as string,
)
const [backupSqlite = '', restoreSqlite = '', backupPostgres = '', restorePostgres = ''] = commands

const folder = mkdtempSync(join(tmpdir(), 'advise-backup-'))
// The commands are given in the bot's folder.
symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'))
mkdirSync(join(folder, 'data'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const sh = (command: string, env: Readonly<Record<string, string>> = {}) =>
  promisify(execFile)('sh', ['-e', '-c', command], { cwd: folder, env: { ...process.env, ...env } })

/** `pg_dump` of a server's own release, or a newer one. */
const hasPrograms = await sh('pg_dump --version && pg_restore --version && psql --version').then(
  () => true,
  () => false,
)
const database = hasPrograms ? await testDatabase() : undefined
if (!hasPrograms) console.warn('Backup of PostgreSQL is not tested: pg_dump, pg_restore or psql is not installed.')
afterAll(() => database?.drop())

const before: State = { facts: ['before the backup'] }
const after: State = { facts: ['after the backup'] }

describe.skipIf(process.platform === 'win32')('what docs/operations.md says of backups', () => {
  it('is four commands', () => {
    expect([commands.length, backupSqlite, backupPostgres]).toEqual([
      4,
      expect.stringContaining('VACUUM INTO'),
      expect.stringContaining('pg_dump'),
    ])
  })

  it(
    'brings back what SQLite had, from a file that was copied while the bot wrote to it',
    async () => {
      const store = await openSqliteStore<State>({ dataDir: join(folder, 'data') })
      await keep(store, 'a', { state: before, route: '{}', replies: ['{}'] })
      // It is still open and has not been written back: a copy of the file alone would miss it.
      await sh(backupSqlite)
      await keep(store, 'a', { state: after, activity: 'later' })
      await store.close()
      await sh(restoreSqlite)
      const restored = await openSqliteStore<State>({ dataDir: join(folder, 'data') })
      expect((await restored.look('a', '')).saved).toMatchObject({ state: before, revision: 1 })
      expect(await restored.outboxDepth()).toBe(1)
      await keep(restored, 'a', { state: after, activity: 'later' })
      expect((await restored.look('a', '')).saved).toMatchObject({ state: after, revision: 2 })
      await restored.close()
      expect(existsSync(join(folder, 'backup.sqlite'))).toBe(true)
    },
    SLOW,
  )

  it.skipIf(!database)(
    'brings back what PostgreSQL had',
    async () => {
      const url = database?.url ?? ''
      const store = await openPostgresStore<State>({ url })
      await keep(store, 'a', { state: before, route: '{}', replies: ['{}'] })
      await sh(backupPostgres, { DATABASE_URL: url })
      await keep(store, 'a', { state: after, activity: 'later' })
      await store.close()
      await sh(restorePostgres, { DATABASE_URL: url })
      const restored = await openPostgresStore<State>({ url })
      expect((await restored.look('a', '')).saved).toMatchObject({ state: before, revision: 1 })
      expect(await restored.outboxDepth()).toBe(1)
      await keep(restored, 'a', { state: after, activity: 'later' })
      expect((await restored.look('a', '')).saved).toMatchObject({ state: after, revision: 2 })
      await restored.close()
    },
    SLOW,
  )
})
