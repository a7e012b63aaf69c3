import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createMemoryStore } from '../../bot/storage/memory-store.ts'
import { openPostgresStore } from '../../bot/storage/postgres/postgres-store.ts'
import { openSqliteStore } from '../../bot/storage/sqlite/sqlite-store.ts'
import type { Store, Turn } from '../../bot/storage/store.ts'
import { testDatabase } from '../postgres-server.ts'

export interface State {
  readonly facts: readonly string[]
}

/** Where stores of one kind are opened: two of one place, where that is possible, are two processes. */
export interface Place {
  open(): Promise<Store<State>>
  readonly shared: boolean
  remove(): Promise<void>
}

export const newFolder = (): string => mkdtempSync(join(tmpdir(), 'advise-store-'))

export const PLACES: readonly (readonly [string, () => Promise<Place | undefined>])[] = [
  [
    'memory',
    async () => {
      const store = createMemoryStore<State>()
      return { open: async () => store, shared: true, remove: store.close }
    },
  ],
  [
    'SQLite',
    async () => {
      const folder = newFolder()
      return {
        open: () => openSqliteStore<State>(folder),
        shared: false,
        remove: async () => rmSync(folder, { recursive: true, force: true }),
      }
    },
  ],
  [
    'PostgreSQL',
    async () => {
      const database = await testDatabase()
      return (
        database && {
          open: () => openPostgresStore<State>(database.url),
          shared: true,
          remove: database.drop,
        }
      )
    },
  ],
]

/** A turn that says `replies` in a conversation of which this much is known. */
export const turnOf = (conversation: string, given: Partial<Turn<State>> = {}): Turn<State> => ({
  conversation,
  person: 'person',
  activity: 'activity',
  before: undefined,
  state: { facts: [] },
  heard: undefined,
  replies: [],
  route: undefined,
  outcome: undefined,
  effects: [],
  at: 1_000,
  ...given,
})

/** Keeps a turn on top of what is there. */
export const keep = async (store: Store<State>, conversation: string, given: Partial<Turn<State>>): Promise<void> => {
  const { saved } = await store.look(conversation, '')
  await store.keep(turnOf(conversation, { before: saved, ...given }))
}
