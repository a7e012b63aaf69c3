import type pg from 'pg'
import { databasePlace } from './database-place.ts'
import { type Advice, explain, isLost, type PostgresError } from './postgres-error.ts'

/** Asks for rows. Rejects with a sentence for the operator. */
export type Ask = <Row>(text: string, values?: readonly unknown[]) => Promise<readonly Row[]>

export interface Postgres {
  readonly ask: Ask
  /** All that is asked in `work` is kept or nothing. */
  readonly transact: <T>(work: (ask: Ask) => Promise<T>) => Promise<T>
  readonly close: () => Promise<void>
}

/** What people may tune. */
const CONNECTIONS = {
  /** At most so many at a time for each process of the bot. */
  most: 5,
  /** Milliseconds to wait for a connection, and for an answer. */
  connect: 10_000,
  answer: 120_000,
} as const

/**
 * A PostgreSQL and a few connections to it: one that was lost is made anew when it is needed next. `advice`: for what only
 * the one who asks can explain.
 *
 * Rejects when the URL is none. Whether somebody answers there shows when something is asked.
 */
export const connectPostgres = async (url: string, advice: Advice = []): Promise<Postgres> => {
  const place = databasePlace(url)
  // Loaded only now: most have none.
  const { Pool } = (await import('pg')).default
  const pool = new Pool({
    connectionString: url,
    max: CONNECTIONS.most,
    connectionTimeoutMillis: CONNECTIONS.connect,
    query_timeout: CONNECTIONS.answer,
    keepAlive: true,
    application_name: 'advise',
    onConnect: prepareConnection,
  })
  // Told to those who ask next; without a listener it would end the process.
  pool.on('error', () => {})
  pool.on('connect', client => client.on('error', () => {}))
  const sentence = (error: unknown): PostgresError => explain(error, place, advice)

  const askThrough =
    (client: pg.PoolClient): Ask =>
    async <Row>(text: string, values: readonly unknown[] = []) => {
      try {
        return (await client.query(text, [...values])).rows as Row[]
      } catch (error) {
        throw sentence(error)
      }
    }

  const connected = async <T>(work: (ask: Ask) => Promise<T>): Promise<T> => {
    const client = await pool.connect().catch((error: unknown) => {
      throw sentence(error)
    })
    try {
      const result = await work(askThrough(client))
      client.release()
      return result
    } catch (error) {
      // Whatever state it was left in: the next one is given a fresh connection.
      client.release(true)
      throw error
    }
  }

  const ask: Ask = async (text, values) => {
    const once = () => connected(through => through<never>(text, values))
    try {
      return await once()
    } catch (error) {
      // The connection may have been dead for long without anybody noticing. A new one shows.
      if (!isLost((error as PostgresError).code)) throw error
      return await once()
    }
  }

  return {
    ask,
    transact: work =>
      connected(async through => {
        await through('BEGIN')
        const result = await work(through)
        await through('COMMIT')
        return result
      }),
    close: () => pool.end(),
  }
}

/** Our queries take milliseconds: to plan them for several processors, or to compile them, takes longer. */
const prepareConnection = async (client: pg.ClientBase): Promise<void> => {
  await client.query('SET max_parallel_workers_per_gather = 0; SET jit = off')
}
