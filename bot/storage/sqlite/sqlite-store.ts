import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { type KeptFile, lockFile, openSqlite, type Sqlite } from '../../../knowledge/storage/index.ts'
import { createListeners } from '../listeners.ts'
import { StaleStateError, type Store, StoreAwayError, type Turn } from '../store.ts'
import type { WrittenTurn } from './change.ts'
import { MIGRATIONS } from './layout.ts'
import { createReader } from './reader.ts'
import { OPTIONS, startWritingThread } from './writing-thread.ts'

/** Milliseconds that anything may take: whoever waits for a turn is told within two seconds. */
const PATIENCE = 800

/**
 * Keeps conversations in `DATA_DIR/advise.sqlite`, through restarts and power cuts, for this process alone. Writing waits
 * for the disk in another thread; reading is done here, from the file's memory.
 *
 * @throws Error when the folder or the file cannot be used, another process has it, or a newer release wrote it
 */
export const openSqliteStore = async <S>(dataDir: string, patience: number = PATIENCE): Promise<Store<S>> => {
  const kept: KeptFile = { file: join(dataDir, 'advise.sqlite'), holds: 'Conversations', remedy: 'move that file away' }
  const unlock = lockFile(kept)
  if (!unlock)
    throw new Error(
      `Another bot keeps its conversations in ${dataDir} already. Stop it, set DATA_DIR to another folder, or let several ` +
        'bots share a PostgreSQL (DATABASE_URL).',
    )
  let database: Sqlite
  try {
    openSqlite(kept, { ...OPTIONS, migrations: MIGRATIONS }).close()
    database = openSqlite(kept, { ...OPTIONS, readOnly: true })
  } catch (error) {
    unlock()
    throw error
  }
  const reader = createReader<S>(database)
  const thread = startWritingThread(kept, patience)
  const listeners = createListeners()
  await thread.ready()
  const count = async (change: Parameters<typeof thread.write>[0]): Promise<number> => {
    const written = await thread.write(change)
    return written.kind === 'done' ? written.value : 0
  }

  return {
    look: async (conversation, activity) => away(() => reader.look(conversation, activity)),
    keep: async turn => {
      const written = await thread.write({ kind: 'keep', turn: writtenTurn(turn) })
      if (written.kind === 'stale') throw new StaleStateError(turn.conversation, turn.before?.revision)
      listeners.tell(turn.conversation)
    },
    transcript: async (conversation, after, most) => away(() => reader.transcript(conversation, after, most)),
    knows: async conversation => away(() => reader.knows(conversation)),
    onSaid: listeners.add,
    unsent: async () => away(reader.unsent),
    claim: async conversation => away(() => reader.outgoing(conversation)),
    sent: async (conversation, seq) => void (await count({ kind: 'sent', conversation, seq })),
    release: async conversation => away(() => reader.outgoing(conversation)).length > 0,
    outboxDepth: async () => away(reader.outboxDepth),
    secret: async name => {
      const known = away(() => reader.secret(name))
      if (known) return known
      await count({ kind: 'secret', name, value: randomBytes(32) })
      return away(() => reader.secret(name)) ?? randomBytes(32)
    },
    forget: whose => count({ kind: 'forget', whose }),
    sweep: before => count({ kind: 'sweep', before }),
    probe: async () => void (await count({ kind: 'probe' })),
    close: async () => {
      await thread.close()
      database.close()
      unlock()
    },
  }
}

const writtenTurn = <S>({ state, before, ...rest }: Turn<S>): WrittenTurn => ({
  ...rest,
  state: JSON.stringify(state ?? null),
  revision: before?.revision,
  watermark: before?.watermark ?? 0,
})

const away = <T>(read: () => T): T => {
  try {
    return read()
  } catch (error) {
    throw new StoreAwayError((error as Error).message, error)
  }
}
