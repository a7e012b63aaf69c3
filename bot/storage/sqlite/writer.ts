import { randomBytes } from 'node:crypto'
import { statSync } from 'node:fs'
import type { Sqlite } from '../../../knowledge/storage/index.ts'
import type { Expiry, Whose } from '../store.ts'
import type { TurnRows } from '../turn-rows.ts'
import { needsReopening, whyAway } from './away.ts'
import { conversationsFile, openConversations } from './layout.ts'
import { prepareStatements, type Statements } from './statements.ts'

/** What the thread that writes is asked for. */
export type Write =
  | { readonly kind: 'keep'; readonly turn: TurnRows }
  | { readonly kind: 'sent'; readonly conversation: string; readonly seq: number }
  /** `probe` writes something, `unprobe` takes it back. */
  | { readonly kind: 'unsent' | 'watches' | 'depth' | 'probe' | 'unprobe' }
  | { readonly kind: 'secret'; readonly name: string; readonly value: Uint8Array }
  | { readonly kind: 'forget'; readonly whose: Whose }
  | { readonly kind: 'sweep'; readonly before: Expiry }

export type Written =
  | { readonly kind: 'done'; readonly value: unknown }
  | { readonly kind: 'stale' }
  /** Nothing can be kept now; why, for the operator. */
  | { readonly kind: 'away'; readonly why: string }
  | { readonly kind: 'failed'; readonly message: string }

export interface Writer {
  /** All in one transaction, with one sync of the disk. What is answered is on disk. */
  write(writes: readonly Write[]): readonly Written[]
  close(): void
}

/** Milliseconds that a group of writes waits for another program that has the file: below the patience of those who wait. */
const LOCK_PATIENCE = 500

/** Bytes, as many as a large turn has: a disk that has room for less is full. */
const PROBE_SIZE = 16_384

/**
 * The only one that writes to the file.
 *
 * @throws Error when the file cannot be used at all
 */
export const createWriter = (dataDir: string): Writer => {
  const { file } = conversationsFile(dataDir)
  let database: Sqlite | undefined
  let statements: Statements | undefined
  /** What was removed may still stand in the log. */
  let isLogDirty = false

  const open = (): Statements => {
    database = openConversations(dataDir, LOCK_PATIENCE)
    statements = prepareStatements(database)
    return statements
  }
  const reopen = (): void => {
    try {
      database?.close()
    } catch {}
    database = undefined
    statements = undefined
  }
  open()
  const opened = statSync(file).ino

  const transact = (writes: readonly Write[]): readonly Written[] => {
    if (statSync(file).ino !== opened)
      throw Object.assign(new Error('the file was put in place of the one that was open'), { code: 'EIO' })
    const prepared = statements ?? open()
    const opening = database as Sqlite
    opening.exec('BEGIN IMMEDIATE')
    try {
      const written = writes.map(write => apply(prepared, write))
      opening.exec('COMMIT')
      return written
    } catch (error) {
      if (opening.inTransaction) opening.exec('ROLLBACK')
      throw error
    }
  }

  /** One that cannot be kept for reasons of its own must not take the others with it. */
  const transactEach = (writes: readonly Write[]): readonly Written[] =>
    writes.map(write => {
      try {
        return transact([write])[0] as Written
      } catch (error) {
        return failure(error)
      }
    })

  const failure = (error: unknown): Written => {
    const why = whyAway(error, file)
    if (why === undefined) return { kind: 'failed', message: (error as Error).message }
    if (needsReopening(error)) reopen()
    return { kind: 'away', why }
  }

  const transactAll = (writes: readonly Write[]): readonly Written[] => {
    try {
      return transact(writes)
    } catch (error) {
      const failed = failure(error)
      return failed.kind === 'away' || writes.length === 1 ? writes.map(() => failed) : transactEach(writes)
    }
  }

  /** Moves the log into the file and empties it, unless somebody reads just now. */
  const cleanLog = (): void => {
    try {
      const found = database?.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get() as { busy: number } | undefined
      if (found?.busy === 0) isLogDirty = false
    } catch {
      // Tried again after the next change.
    }
  }

  return {
    write(writes) {
      const written = transactAll(writes)
      isLogDirty ||= writes.some(isRemoving)
      if (isLogDirty) cleanLog()
      return written
    },
    close() {
      if (isLogDirty) cleanLog()
      reopen()
    },
  }
}

const isRemoving = (write: Write): boolean =>
  write.kind === 'forget' || write.kind === 'sweep' || (write.kind === 'keep' && write.turn.forgets)

const apply = (statements: Statements, write: Write): Written => {
  switch (write.kind) {
    case 'keep':
      return statements.keep(write.turn) ? DONE : { kind: 'stale' }
    case 'sent':
      statements.sent(write.conversation, write.seq)
      return DONE
    case 'unsent':
      return { kind: 'done', value: statements.unsent() }
    case 'watches':
      return { kind: 'done', value: statements.watches() }
    case 'depth':
      return { kind: 'done', value: statements.depth() }
    case 'secret':
      return { kind: 'done', value: statements.secret(write.name, write.value) }
    case 'forget':
      return { kind: 'done', value: statements.forget(write.whose) }
    case 'sweep':
      return { kind: 'done', value: statements.sweep(write.before) }
    case 'probe':
      // By chance: what stands there already would not be written.
      statements.probe(randomBytes(PROBE_SIZE))
      return DONE
    case 'unprobe':
      statements.unprobe()
      return DONE
  }
}

const DONE: Written = { kind: 'done', value: undefined }
