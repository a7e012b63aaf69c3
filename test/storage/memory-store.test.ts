import { describe } from 'vitest'
import { createMemoryStore } from '../../bot/storage/memory-store.ts'
import { itIsAStore } from './store-contract.ts'

describe('the store in memory', () => {
  itIsAStore(async () => createMemoryStore())
})
