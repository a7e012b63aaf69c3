import { openPostgresStore } from './postgres/postgres-store.ts'
import { openSqliteStore } from './sqlite/sqlite-store.ts'
import type { Store } from './store.ts'

interface StorePlace {
  readonly dataDir: string
  /** URL of a PostgreSQL; undefined: `dataDir` is used. */
  readonly database?: string | undefined
}

/**
 * Opens where the settings say that conversations are kept.
 *
 * @throws Error that says what the operator can do
 */
export const openStore = <S>({ dataDir, database }: StorePlace): Promise<Store<S>> =>
  database === undefined ? openSqliteStore({ dataDir }) : openPostgresStore({ url: database })
