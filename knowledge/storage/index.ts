export { databasePlace } from './database-place.ts'
export type { KeptFile } from './kept-file.ts'
export { lockFile } from './lock-file.ts'
export { type Ask, type Connections, connectPostgres, type Postgres } from './postgres.ts'
export type { PostgresError } from './postgres-error.ts'
export { hasTable, lockSchema, prepareSchema, quoted } from './prepare-schema.ts'
export {
  isDamaged,
  openSqlite,
  openSqliteInMemory,
  removeSqlite,
  type Sqlite,
  type SqliteOptions,
  type SqliteStatement,
  transact,
} from './sqlite.ts'
