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

export interface Connections {
  /** At most so many at a time for each process of the bot. */
  readonly most: number
  /** Milliseconds to wait for a connection, and for an answer. */
  readonly connect: number
  readonly answer: number
  /** Milliseconds after which the server gives up a statement by itself; undefined: it does as it is set up. */
  readonly statement?: number
  /** Plans each statement once for a connection: for those that ask the same again and again. */
  readonly isPrepared?: boolean
  /** What is answered is on disk, even where the server is set up to answer before. */
  readonly isDurable?: boolean
  /** Milliseconds after which nothing is asked again over another connection, because nobody waits any more. */
  readonly again?: number
}

/** What people may tune. */
const CONNECTIONS: Connections = { most: 5, connect: 10_000, answer: 120_000 }

/**
 * A PostgreSQL and a few connections to it: one that was lost is made anew when it is needed next. `advice`: for what only
 * the one who asks can explain.
 *
 * Rejects when the URL is none. Whether somebody answers there shows when something is asked.
 */
export const connectPostgres = async (
  url: string,
  advice: Advice = [],
  connections: Connections = CONNECTIONS,
): Promise<Postgres> => {
  const { most, connect, answer, isPrepared = false, again = Number.POSITIVE_INFINITY } = connections
  const place = databasePlace(url)
  const names = new Map<string, string>()
  // Loaded only now: most have none.
  const { Pool } = (await import('./pg.ts')).pg
  const pool = new Pool({
    connectionString: url,
    max: most,
    connectionTimeoutMillis: connect,
    query_timeout: answer,
    keepAlive: true,
    application_name: 'advise',
    onConnect: client => prepareConnection(client, connections),
  })
  // Told to those who ask next; without a listener it would end the process.
  pool.on('error', () => {})
  pool.on('connect', client => client.on('error', () => {}))
  const sentence = (error: unknown): PostgresError => explain(error, place, advice)

  const askThrough =
    (client: pg.PoolClient): Ask =>
    async <Row>(text: string, values: readonly unknown[] = []) => {
      try {
        const name = isPrepared ? nameOf(names, text) : undefined
        return (await client.query({ text, values: [...values], ...(name === undefined ? {} : { name }) }))
          .rows as Row[]
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
    const began = performance.now()
    try {
      return await once()
    } catch (error) {
      // The connection may have been dead for long without anybody noticing. A new one shows.
      if (!isLost((error as PostgresError).code) || performance.now() - began > again) throw error
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

/** The server knows a statement of a connection by its name. */
const nameOf = (names: Map<string, string>, text: string): string => {
  const known = names.get(text)
  if (known !== undefined) return known
  const name = `advise_${names.size}`
  names.set(text, name)
  return name
}

/** Our queries take milliseconds: to plan them for several processors, or to compile them, takes longer. */
const prepareConnection = async (client: pg.ClientBase, { statement, isDurable }: Connections): Promise<void> => {
  await client.query(
    [
      'SET max_parallel_workers_per_gather = 0; SET jit = off',
      ...(statement === undefined ? [] : [`SET statement_timeout = ${statement}`]),
      ...(isDurable ? [DURABLE] : []),
    ].join('; '),
  )
}

/** Stricter values, which wait for other servers as well, stay. */
const DURABLE =
  "SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'"
