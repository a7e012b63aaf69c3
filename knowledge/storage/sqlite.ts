import { mkdirSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import Database from 'libsql'
import { cannotKeep, codeOf, type KeptFile } from './kept-file.ts'

export type Sqlite = Database.Database
export type SqliteStatement = Database.Statement

/** How long a change waits for another process that is writing, in milliseconds, before it fails. */
const PATIENCE = 5000

export interface SqliteOptions {
  /**
   * FULL: a change is on disk when it returns; with WAL alone a power cut loses the last ones. NORMAL: for what can be made
   * anew. Neither leaves a file that is half written.
   */
  readonly synchronous: 'FULL' | 'NORMAL'
  /**
   * Statements that lead from one layout of the file to the next, beginning with an empty file: a release that changes the
   * layout adds to the list. Undefined: the file is taken as it is.
   */
  readonly migrations?: readonly string[]
  /** Milliseconds that a change waits for another one that is writing, before it fails; `PATIENCE` when not given. */
  readonly patience?: number
  /** What is removed is overwritten with zeros, so that no byte of it stays in the file. */
  readonly secureDelete?: boolean
}

/**
 * Opens a file of SQLite, which other processes may have open as well. Its folder is made, and its layout brought up to
 * what this release knows.
 *
 * @throws Error with advice when the folder or the file cannot be used, or a newer release wrote it. Its `code` is SQLite's
 */
export const openSqlite = (kept: KeptFile, options: SqliteOptions): Sqlite => {
  try {
    mkdirSync(dirname(kept.file), { recursive: true })
    return prepared(new Database(kept.file), options)
  } catch (error) {
    throw cannotKeep(kept, error)
  }
}

/** The same in memory: gone when it is closed. */
export const openSqliteInMemory = (migrations: readonly string[]): Sqlite =>
  prepared(new Database(':memory:'), { synchronous: 'NORMAL', migrations })

const prepared = (database: Sqlite, options: SqliteOptions): Sqlite => {
  const { synchronous, migrations, patience = PATIENCE, secureDelete = false } = options
  try {
    database.pragma(`busy_timeout = ${patience}`)
    database.pragma('journal_mode = WAL')
    database.pragma(`synchronous = ${synchronous}`)
    // Before the layout is brought forward: that removes things, too.
    if (secureDelete) database.pragma('secure_delete = ON')
    if (migrations) bringForward(database, migrations)
    return database
  } catch (error) {
    database.close()
    throw error
  }
}

const bringForward = (database: Sqlite, migrations: readonly string[]): void => {
  if (layoutOf(database) === migrations.length) return
  transact(database, () => {
    // Asked again: another process may just have done it.
    const found = layoutOf(database)
    if (found > migrations.length)
      throw new Error(`it was written by a newer Advise (layout ${found}, this one knows ${migrations.length})`)
    for (const migration of migrations.slice(found)) database.exec(migration)
    database.exec(`PRAGMA user_version = ${migrations.length}`)
  })
}

const layoutOf = (database: Sqlite): number =>
  (database.prepare('PRAGMA user_version').get() as { user_version: number }).user_version

/** Several changes at once: all of them are kept or none. */
export const transact = (database: Sqlite, change: () => void): void => {
  database.exec('BEGIN IMMEDIATE')
  try {
    change()
    database.exec('COMMIT')
  } catch (error) {
    if (database.inTransaction) database.exec('ROLLBACK')
    throw error
  }
}

/** True when SQLite found that the file is not one of its own, or is broken. */
export const isDamaged = (error: unknown): boolean => /^SQLITE_(?:CORRUPT|NOTADB)/.test(String(codeOf(error)))

/** Removes a file that can be made anew. Nobody may have it open. */
export const removeSqlite = (file: string): void => {
  for (const end of ['', '-wal', '-shm']) rmSync(`${file}${end}`, { force: true })
}
