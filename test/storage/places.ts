import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createMemoryStore } from '../../bot/storage/memory-store.ts'
import { openPostgresStore } from '../../bot/storage/postgres/postgres-store.ts'
import { openSqliteStore } from '../../bot/storage/sqlite/sqlite-store.ts'
import type { Store } from '../../bot/storage/store.ts'
import { testDatabase } from '../postgres-server.ts'

/** Where stores of one kind are opened: two of one place, where that is possible, are two processes. */
export interface Place {
  open<S>(): Promise<Store<S>>
  readonly shared: boolean
  remove(): Promise<void>
}

/** Each kind of store; what makes its place gives undefined where there is no server. */
export const PLACES: readonly (readonly [string, () => Promise<Place | undefined>])[] = [
  [
    'memory',
    async () => {
      const store = createMemoryStore<never>()
      return { open: async <S>() => store as Store<unknown> as Store<S>, shared: true, remove: store.close }
    },
  ],
  [
    'SQLite',
    async () => {
      const dataDir = mkdtempSync(join(tmpdir(), 'advise-store-'))
      const remove = async () => rmSync(dataDir, { recursive: true, force: true })
      return { open: () => openSqliteStore({ dataDir }), shared: false, remove }
    },
  ],
  [
    'PostgreSQL',
    async () => {
      const database = await testDatabase()
      return database && { open: () => openPostgresStore({ url: database.url }), shared: true, remove: database.drop }
    },
  ],
]
