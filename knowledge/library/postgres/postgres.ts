import type { Parse } from '../../reading/index.ts'
import { connectPostgres, type Postgres, type PostgresError } from '../../storage/index.ts'
import { editionOfRoom } from '../edition.ts'
import type { Changes, KeptArticle, Library, LibraryOptions } from '../library.ts'
import { keepInUse, prepareTables, type Tables, tablesOf } from './schema.ts'
import { PostgresSearch } from './search.ts'
import { PostgresUpdater } from './updater.ts'

export interface PostgresOptions extends LibraryOptions {
  /** `postgres://user:password@host:5432/database` */
  readonly url: string
  /** Where the tables are; made if it is not there. */
  readonly schema?: string | undefined
}

/**
 * Articles and index in a PostgreSQL that several processes share: what one changes is found by all. Nothing is kept in
 * this process. Rejects when a path does not exist or the database cannot be used.
 */
export const openPostgres = async (options: PostgresOptions, parse: Parse): Promise<Library> => {
  const database = await connectPostgres(options.url, [
    [GONE, 'Its tables were removed; the next look at the files makes them anew.'],
  ])
  try {
    return await libraryIn(database, tablesOf(options.schema ?? 'advise', editionOfRoom()), options, parse)
  } catch (error) {
    await database.close()
    throw error
  }
}

const libraryIn = async (
  database: Postgres,
  tables: Tables,
  options: PostgresOptions,
  parse: Parse,
): Promise<Library> => {
  const search = new PostgresSearch(database, tables)
  const updater = new PostgresUpdater(options, parse, database, tables)
  /** When it was noted last that these tables are used. */
  let noted = performance.now()
  /** Undefined when the tables are not there. */
  const look = async (): Promise<Changes | undefined> => {
    const changes = await updater.refresh()
    return (await search.count()) ? { ...changes, articles: search.size } : undefined
  }
  /** The tables can be removed at any time: they are made anew from the files. */
  const lookAnew = async (): Promise<Changes> => {
    await prepareTables(database, tables)
    updater.forget()
    return (await look()) ?? gone()
  }
  const refresh = async (): Promise<Changes> => {
    try {
      if (performance.now() - noted > NOTED) {
        await keepInUse(database.ask, tables)
        noted = performance.now()
      }
      return (await look()) ?? (await lookAnew())
    } catch (error) {
      if (isGone(error)) return await lookAnew()
      throw error
    }
  }
  await lookAnew()
  options.onProgress?.({ step: 'indexing', done: 1, all: 1 })
  let looks = 0
  let running: Promise<Changes> | undefined
  let closed: Promise<void> | undefined
  return {
    get size() {
      return search.size
    },
    // Others may have changed them: that shows with the next look.
    get changed() {
      return looks
    },
    search: (words, limit) => search.search(words, limit),
    articles: ids => articlesIn(database, tables, ids),
    problems: () => updater.problems(),
    async ids() {
      return (await database.ask<{ id: string }>(`SELECT id FROM ${tables.entry} ORDER BY id`)).map(r => r.id)
    },
    async files() {
      const [row] = await database.ask<{ files: number }>(`SELECT count(*)::int AS files FROM ${tables.file}`)
      return row?.files ?? 0
    },
    refresh() {
      running ??= refresh().finally(() => {
        looks++
        running = undefined
      })
      return running
    },
    close() {
      updater.stop()
      closed ??= Promise.resolve(running)
        .catch(() => undefined)
        .then(database.close)
      return closed
    },
  }
}

const articlesIn = async (
  { ask }: Postgres,
  { entry, article }: Tables,
  ids: readonly string[],
): Promise<readonly KeptArticle[]> => {
  const rows = await ask<KeptArticle>(
    `SELECT e.id, a.head, a.parts FROM ${entry} e JOIN ${article} a ON a.number = e.article WHERE e.id = ANY($1)`,
    [ids],
  )
  const found = new Map(rows.map(r => [r.id, r]))
  return ids.flatMap(id => found.get(id) ?? [])
}

const gone = (): never => {
  throw new Error('The tables of the articles are removed from DATABASE_URL again and again. Find out who does it.')
}

/** Milliseconds; much less than UNUSED in schema.ts. */
const NOTED = 3_600_000

/** PostgreSQL's codes for a table or a schema that is not there. */
const GONE = /^(?:42P01|3F000)$/

const isGone = (error: unknown): boolean => GONE.test((error as PostgresError).code ?? '')
