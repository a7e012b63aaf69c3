import { join } from 'node:path'
import { openSqlite } from '../../knowledge/index.ts'
import { StaleStateError, type StateStore } from './state-store.ts'

/** From each layout of the file to the next; the first one asks, because an empty file may also be one that was never finished. */
const MIGRATIONS = [
  'CREATE TABLE IF NOT EXISTS conversation (id TEXT PRIMARY KEY, state TEXT NOT NULL, revision INTEGER NOT NULL) STRICT',
]

/**
 * Keeps conversations in `DATA_DIR/advise.sqlite`, through restarts and power cuts: a save returns when it is on disk.
 *
 * @throws Error when the folder or the file cannot be used, or a newer release wrote it
 */
export const openSqliteStore = <S>(dataDir: string): StateStore<S> => {
  const database = openSqlite(
    { file: join(dataDir, 'advise.sqlite'), holds: 'Conversations', remedy: 'move that file away' },
    { synchronous: 'FULL', migrations: MIGRATIONS },
  )
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
