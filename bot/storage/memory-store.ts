import { type Saved, StaleStateError, type StateStore } from './state-store.ts'

/** Forgets everything when the process ends. States are kept as JSON, so that nobody shares an object with the store. */
export const createMemoryStore = <S>(): StateStore<S> => {
  const rows = new Map<string, Saved<string>>()
  return {
    async load(conversation) {
      const row = rows.get(conversation)
      return row && { state: JSON.parse(row.state) as S, revision: row.revision }
    },
    async save(conversation, state, revision) {
      if (rows.get(conversation)?.revision !== revision) throw new StaleStateError(conversation, revision)
      rows.set(conversation, { state: JSON.stringify(state), revision: (revision ?? 0) + 1 })
    },
    async close() {
      rows.clear()
    },
  }
}
