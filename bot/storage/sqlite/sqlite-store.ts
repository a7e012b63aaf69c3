import { randomBytes } from 'node:crypto'
import { lockFile } from '../../../knowledge/storage/index.ts'
import { createClaims } from '../claims.ts'
import { keptName, keptWhose } from '../kept-name.ts'
import { StaleStateError, type Store } from '../store.ts'
import { turnRows } from '../turn-rows.ts'
import { conversationsFile } from './layout.ts'
import { createReader } from './reader.ts'
import { startWriter } from './thread.ts'
import type { Write } from './writer.ts'

interface SqliteOptions {
  readonly dataDir: string
  /** Milliseconds that a write may take. */
  readonly patience?: number
  /** Milliseconds to wait for another process that has the folder: it may be just ending. */
  readonly lockPatience?: number
  /** What the thread that writes runs, if not our own program. */
  readonly writer?: URL
}

const PATIENCE = 800

/**
 * Keeps conversations in `DATA_DIR/advise.sqlite`, for one process alone, through restarts and power cuts.
 *
 * @throws Error when the folder or the file cannot be used, another process uses it, or a newer release wrote it
 */
export const openSqliteStore = async <S>(options: SqliteOptions): Promise<Store<S>> => {
  const { dataDir, patience = PATIENCE, lockPatience, writer } = options
  const kept = conversationsFile(dataDir)
  const unlock = lockFile(kept, lockPatience)
  if (!unlock)
    throw new Error(
      `Another Advise keeps its conversations in ${dataDir}. Stop that one, set DATA_DIR to another folder, or set ` +
        'DATABASE_URL: several processes can share a PostgreSQL.',
    )
  const thread = await startWriter(dataDir, patience, writer).catch((error: unknown) => {
    unlock()
    throw error
  })
  const reader = createReader<S>(dataDir)
  const claims = createClaims()
  const listeners = new Set<(conversation: string) => void>()
  let closed: Promise<void> | undefined

  const write = async <T>(asked: Write): Promise<T> => {
    const written = await thread.write(asked)
    if (written.kind === 'done') return written.value as T
    throw new Error(written.kind === 'failed' ? written.message : 'It was changed by somebody else.')
  }

  return {
    look: async (conversation, activity) => reader.look(keptName(conversation), keptName(activity)),
    async keep(turn) {
      const rows = turnRows(turn)
      const tell = (): void => {
        if (rows.said.length > 0) for (const listener of listeners) listener(turn.conversation)
      }
      const written = await thread.write({ kind: 'keep', turn: rows }, tell)
      if (written.kind === 'stale') throw new StaleStateError(turn.conversation, turn.before?.revision)
      if (written.kind === 'failed') throw new Error(written.message)
    },
    transcript: async (conversation, after, most) => reader.transcript(keptName(conversation), after, most),
    knows: async conversation => reader.knows(keptName(conversation)),
    conversationsOf: async (person, most) => reader.conversationsOf(keptName(person), most),
    onSaid(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async unsent() {
      return (await write<string[]>({ kind: 'unsent' })).filter(conversation => !claims.isTaken(conversation))
    },
    async claim(conversation) {
      claims.take(keptName(conversation))
      return reader.outgoing(keptName(conversation))
    },
    sent: (conversation, seq) => write({ kind: 'sent', conversation: keptName(conversation), seq }),
    async release(conversation) {
      claims.release(keptName(conversation))
    },
    outboxDepth: () => write({ kind: 'depth' }),
    watches: () => write({ kind: 'watches' }),
    secret: name => write({ kind: 'secret', name, value: randomBytes(32) }),
    forget: whose => write({ kind: 'forget', whose: keptWhose(whose) }),
    async sweep(before) {
      while ((await write<number>({ kind: 'sweep', before })) > 0);
    },
    async probe() {
      await write({ kind: 'probe' })
      await write({ kind: 'unprobe' })
    },
    close() {
      closed ??= thread.close().then(() => {
        reader.close()
        unlock()
      })
      return closed
    },
  }
}
