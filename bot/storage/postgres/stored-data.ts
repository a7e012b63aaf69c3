import { connectPostgres, databasePlace, hasTable } from '../../../knowledge/storage/index.ts'
import { keptWhose } from '../kept-name.ts'
import { type StoredData, TABLES, TIMELESS } from '../stored-data.ts'
import { forgetWhose } from './removal.ts'
import { tablesOf } from './schema.ts'

/**
 * Conversations in a PostgreSQL, which bots use meanwhile.
 *
 * @throws Error when there are none, or the database cannot be used
 */
export const openPostgresData = async (url: string, schema?: string): Promise<StoredData> => {
  const database = await connectPostgres(url)
  const tables = tablesOf(schema)
  const { name } = databasePlace(url)
  try {
    if (!(await hasTable(database.ask, tables.conversation)))
      throw new Error(`There are no conversations in ${name}. Set DATABASE_URL to the database that the bot uses.`)
  } catch (error) {
    await database.close()
    throw error
  }
  return {
    place: name,
    forget: whose => forgetWhose(database, tables, keptWhose(whose)),
    status: () =>
      Promise.all(
        TABLES.map(async table => {
          const oldest = TIMELESS.has(table) ? 'NULL' : 'min(nullif(at, 0))::float8'
          const [row] = await database.ask<{ rows: number; oldest: number | null }>(
            `SELECT count(*)::int AS rows, ${oldest} AS oldest FROM ${tables[table]}`,
          )
          return { table, rows: row?.rows ?? 0, oldest: row?.oldest ?? undefined }
        }),
      ),
    backup: async file => ({
      kind: 'do',
      command: `pg_dump --format=custom --schema=${tables.schema} --file=${shellQuoted(file)} "$DATABASE_URL"`,
    }),
    close: () => database.close(),
  }
}

/** As one word of a shell's command line. */
const shellQuoted = (text: string): string => (/^[\w./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`)
