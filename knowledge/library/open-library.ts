import type { Parse } from '../reading/index.ts'
import { openEmbedded } from './embedded/embedded.ts'
import type { Library, LibraryOptions } from './library.ts'

/** In the PostgreSQL that is named, else in this process. */
export const openLibrary = async (options: LibraryOptions, parse: Parse): Promise<Library> => {
  const { database } = options
  if (database === undefined) return await openEmbedded(options, parse)
  // Loaded only now: most have none.
  const { openPostgres } = await import('./postgres/postgres.ts')
  return await openPostgres({ ...options, url: database }, parse)
}
