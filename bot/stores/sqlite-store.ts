import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'libsql'
import { StaleStateError, type StateStore } from './state-store.ts'

/** The layout of the file. A release that changes it counts up, and knows how to read the older ones. */
const layout = 1

/** How long a save waits for another process that is writing, in milliseconds, before it fails. */
const busyTimeout = 5000

/**
 * Keeps conversations in `DATA_DIR/advise.sqlite`, through restarts and power cuts: a save returns when it is on disk.
 *
 * @throws Error when the folder or the file cannot be used
 */
export const openSqliteStore = <S>(dataDir: string): StateStore<S> => {
  const file = join(dataDir, 'advise.sqlite')
  const database = open(dataDir, file)
  const select = database.prepare('SELECT state, revision FROM conversation WHERE id = ?')
  const insert = database.prepare(
    'INSERT INTO conversation (id, state, revision) VALUES (?, ?, 1) ON CONFLICT DO NOTHING',
  )
  const update = database.prepare(
    'UPDATE conversation SET state = ?, revision = revision + 1 WHERE id = ? AND revision = ?',
  )
  return {
    async load(conversation) {
      const row = select.get(conversation) as { state: string; revision: number } | undefined
      return row && { state: JSON.parse(row.state) as S, revision: row.revision }
    },
    async save(conversation, state, revision) {
      const json = JSON.stringify(state)
      const { changes } =
        revision === undefined ? insert.run(conversation, json) : update.run(json, conversation, revision)
      if (changes === 0) throw new StaleStateError(conversation, revision)
    },
    async close() {
      database.close()
    },
  }
}

const open = (dataDir: string, file: string): Database.Database => {
  try {
    mkdirSync(dataDir, { recursive: true })
    const database = new Database(file)
    database.pragma(`busy_timeout = ${busyTimeout}`)
    database.pragma('journal_mode = WAL')
    // WAL alone loses the last turns in a power cut: FULL syncs each one.
    database.pragma('synchronous = FULL')
    prepareLayout(database, file)
    return database
  } catch (error) {
    throw new Error(
      `Conversations cannot be kept in ${file}: ${(error as Error).message}. ` +
        'Set DATA_DIR to a folder that this program may write to, or move that file away.',
      { cause: error },
    )
  }
}

const prepareLayout = (database: Database.Database, file: string): void => {
  const found = (database.prepare('PRAGMA user_version').get() as { user_version: number }).user_version
  if (found > layout)
    throw new Error(`${file} was written by a newer Advise (layout ${found}, this one knows ${layout})`)
  database.exec(
    'CREATE TABLE IF NOT EXISTS conversation (id TEXT PRIMARY KEY, state TEXT NOT NULL, revision INTEGER NOT NULL) STRICT',
  )
  database.exec(`PRAGMA user_version = ${layout}`)
}
