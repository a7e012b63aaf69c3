import { openSqliteStore } from './sqlite/sqlite-store.ts'
import type { Store } from './store.ts'

interface StorePlace {
  readonly dataDir: string
}

/**
 * Opens where the settings say that conversations are kept.
 *
 * @throws Error that says what the operator can do
 */
export const openStore = <S>({ dataDir }: StorePlace): Promise<Store<S>> => openSqliteStore({ dataDir })
