/** The door of the stage: how databases are opened. The bot's stores use it, too, some in threads that need nothing else of the room. */

export { databasePlace } from './database-place.ts'
export { codeOf, type KeptFile } from './kept-file.ts'
export { lockFile } from './lock-file.ts'
export { type Ask, connectPostgres, type Postgres } from './postgres.ts'
export type { PostgresError } from './postgres-error.ts'
export { listenToPostgres } from './postgres-listening.ts'
export { hasTable, lockSchema, prepareSchema, quoted } from './prepare-schema.ts'
export {
  isDamaged,
  openSqlite,
  openSqliteInMemory,
  removeSqlite,
  type Sqlite,
  type SqliteStatement,
  transact,
} from './sqlite.ts'
