import { userInfo } from 'node:os'
import { pg } from '../knowledge/storage/pg.ts'

/** A database of its own for one run of the tests. */
export interface TestDatabase {
  readonly url: string
  /** Asks in that database. */
  readonly ask: (text: string, values?: readonly unknown[]) => Promise<readonly Record<string, unknown>[]>
  readonly drop: () => Promise<void>
}

const GIVEN = process.env.ADVISE_TEST_DATABASE_URL

/** Where a PostgreSQL for tests may be, the named one first. */
const PLACES: readonly string[] =
  GIVEN !== undefined && GIVEN !== ''
    ? [GIVEN]
    : [
        `postgres:///postgres?host=/var/run/postgresql&user=${encodeURIComponent(userInfo().username)}`,
        'postgres://postgres@127.0.0.1:5432/postgres',
      ]

/** Undefined where there is no server that lets us make a database; says so. */
export const testDatabase = async (): Promise<TestDatabase | undefined> => {
  const troubles: string[] = []
  for (const place of PLACES) {
    try {
      return await makeDatabase(place)
    } catch (error) {
      troubles.push((error as Error).message || String((error as { code?: string }).code))
    }
  }
  console.warn(
    `Tests on PostgreSQL are skipped: ${troubles.join('; ')}. ADVISE_TEST_DATABASE_URL names a server for them, by a user who may create databases.`,
  )
  return undefined
}

export const makeDatabase = async (place: string): Promise<TestDatabase> => {
  const server = new pg.Client({ connectionString: place, connectionTimeoutMillis: 2000 })
  await server.connect()
  const name = `advise_test_${process.pid}_${Math.floor(Math.random() * 2 ** 40).toString(36)}`
  try {
    await server.query(`CREATE DATABASE ${name} ENCODING 'UTF8' TEMPLATE template0`)
  } catch (error) {
    await server.end()
    throw error
  }
  const url = withDatabase(place, name)
  const pool = new pg.Pool({ connectionString: url, max: 1 })
  pool.on('error', () => {})
  return {
    url,
    ask: async (text, values = []) => (await pool.query(text, [...values])).rows,
    async drop() {
      await pool.end()
      await server.query(`DROP DATABASE ${name} WITH (FORCE)`)
      await server.end()
    },
  }
}

const withDatabase = (url: string, name: string): string => {
  const [address, query] = url.split('?') as [string, string | undefined]
  return `${address.replace(/[^/]*$/, name)}${query === undefined ? '' : `?${query}`}`
}
