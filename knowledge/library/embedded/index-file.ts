import { join } from 'node:path'
import {
  isDamaged,
  type KeptFile,
  lockFile,
  openSqlite,
  openSqliteInMemory,
  removeSqlite,
  type Sqlite,
} from '../../storage/index.ts'

/** The file of a saved index, and what sets it free for others; undefined: it is in memory only. */
interface IndexFile {
  readonly database: Sqlite
  readonly release: (() => void) | undefined
}

/**
 * `key` names everything that the saved form depends on: when it differs, the file is made anew. A folder that another
 * library has open is left to it, and nothing is saved: the two would number their words differently.
 */
export const openIndexFile = (folder: string | undefined, key: string): IndexFile => {
  const kept = folder === undefined ? undefined : keptIn(folder)
  const release = kept && lockFile(kept)
  if (!kept || !release) return { database: openSqliteInMemory(layoutFor(key)), release: undefined }
  try {
    return { database: madeWith(openSqlite(kept, ENOUGH), key) ?? anew(kept, key), release }
  } catch (error) {
    release()
    throw error
  }
}

/** Removes a file that is damaged. */
export const removeIndexFile = (folder: string): void => removeSqlite(keptIn(folder).file)

const keptIn = (folder: string): KeptFile => ({
  file: join(folder, 'knowledge.sqlite'),
  holds: 'The index of the articles',
  remedy: 'remove that file: it is made anew',
})

/** What a power cut loses is read from the files again. */
const ENOUGH = { synchronous: 'NORMAL' } as const

const anew = (kept: KeptFile, key: string): Sqlite => {
  removeSqlite(kept.file)
  return openSqlite(kept, { ...ENOUGH, migrations: layoutFor(key) })
}

/** Undefined, and closed, when another release made it, or from another catalog. */
const madeWith = (database: Sqlite, key: string): Sqlite | undefined => {
  try {
    if (keyOf(database) === key) return database
  } catch (error) {
    database.close()
    throw error
  }
  database.close()
  return undefined
}

const keyOf = (database: Sqlite): string | undefined => {
  try {
    return (database.prepare('SELECT key FROM made').get() as { key: string } | undefined)?.key
  } catch (error) {
    if (isDamaged(error)) throw error
    return undefined
  }
}

const layoutFor = (key: string): readonly string[] => [
  `
  CREATE TABLE file (path TEXT PRIMARY KEY, size INTEGER, mtime REAL, layout TEXT, problems TEXT);
  CREATE TABLE article (file TEXT PRIMARY KEY, id TEXT, newness TEXT, head TEXT, parts TEXT, words BLOB);
  CREATE INDEX article_id ON article (id, newness, file);
  CREATE TABLE words (kind TEXT, list TEXT);
  CREATE TABLE made (key TEXT);
  INSERT INTO made VALUES ('${key.replaceAll("'", "''")}');`,
]
