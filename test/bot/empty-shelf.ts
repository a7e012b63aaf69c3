import type { Shelf } from '../../bot/articles/shelf.ts'

/** For a bot whose articles nobody asks for. */
export const emptyShelf: Shelf = {
  search: async () => [],
  article: async () => undefined,
  heads: async () => [],
  ids: async () => [],
  catalog: { products: new Map(), conflicts: [] },
  languageOf: async () => undefined,
}
