import type { Settings } from '../settings.ts'
import { openPostgresStore } from './postgres/postgres-store.ts'
import { openSqliteStore } from './sqlite/sqlite-store.ts'
import type { Store } from './store.ts'

/** @throws Error that says what the operator can do */
export const openStore = <S>({ database, dataDir }: Pick<Settings, 'database' | 'dataDir'>): Promise<Store<S>> =>
  database === undefined ? openSqliteStore(dataDir) : openPostgresStore(database)
