import { chmodSync, existsSync } from 'node:fs'
import { openSqlite, transact } from '../../../knowledge/storage/index.ts'
import { keptWhose } from '../kept-name.ts'
import { type StoredData, TABLES, TIMELESS } from '../stored-data.ts'
import { conversationsFile, LAYOUT } from './layout.ts'
import { prepareStatements } from './statements.ts'

/**
 * Opens the file of conversations, which a bot may have open as well: it goes on writing meanwhile.
 *
 * @throws Error when there is none, or the bot that wrote it is of another release
 */
export const openSqliteData = (dataDir: string): StoredData => {
  const kept = conversationsFile(dataDir)
  const { file } = kept
  if (!existsSync(file))
    throw new Error(`There are no conversations in ${dataDir}. Set DATA_DIR to the folder that the bot uses.`)
  const database = openSqlite(kept, { synchronous: 'FULL', secureDelete: true })
  const { user_version: layout } = database.prepare('PRAGMA user_version').get() as { user_version: number }
  if (layout !== LAYOUT) {
    database.close()
    throw new Error(
      `${file} was written by another release of Advise (layout ${layout}, this one knows ${LAYOUT}). ` +
        (layout < LAYOUT ? 'Start the bot of this release once: it brings the file forward.' : 'Use that release.'),
    )
  }
  return {
    place: file,
    async forget(whose) {
      const statements = prepareStatements(database)
      let found = 0
      transact(database, () => {
        found = statements.forget(keptWhose(whose))
      })
      const { busy } = database.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get() as { busy: number }
      if (busy !== 0)
        throw new Error(
          `It is removed, but its bytes may still stand in ${file}-wal: a program reads there. Run this again.`,
        )
      return found
    },
    async status() {
      return TABLES.map(table => {
        const oldest = TIMELESS.has(table) ? 'NULL' : 'min(nullif(at, 0))'
        const row = database.prepare(`SELECT count(*) AS rows, ${oldest} AS oldest FROM ${table}`).get()
        const { rows, oldest: at } = row as { rows: number; oldest: number | null }
        return { table, rows, oldest: at ?? undefined }
      })
    },
    async backup(to) {
      if (existsSync(to)) throw new Error(`${to} is there already. Name a file that is not.`)
      database.prepare('VACUUM INTO ?').run(to)
      // It has everything that people told.
      chmodSync(to, 0o600)
      return { kind: 'made' }
    },
    async close() {
      database.close()
    },
  }
}
