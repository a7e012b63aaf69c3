import { createMemoryStore } from './memory-store.ts'
export const openStore = async <S>(_: unknown) => createMemoryStore<S>()
