import type pg from 'pg'
import { databasePlace } from './database-place.ts'
import { type Advice, explain, isLost, type PostgresError } from './postgres-error.ts'

/** Asks for rows. Rejects with a sentence for the operator. */
export type Ask = <Row>(text: string, values?: readonly unknown[]) => Promise<readonly Row[]>

export interface Postgres {
  readonly ask: Ask
  /** All that is asked in `work` is kept or nothing. */
  readonly transact: <T>(work: (ask: Ask) => Promise<T>) => Promise<T>
  /**
   * Hears what is said on a channel (NOTIFY) until it is stopped, on a connection of its own, which is made anew when it is
   * lost. `onGap`: something may have been missed.
   */
  readonly listen: (channel: string, onHeard: (payload: string) => void, onGap: () => void) => () => Promise<void>
  readonly close: () => Promise<void>
}

/** What people may tune. */
export interface Connections {
  /** At most so many at a time for each process of the bot. */
  readonly most: number
  /** Milliseconds to wait for a connection, and for an answer. */
  readonly connect: number
  readonly answer: number
  /** Each connection prepares a statement once, by its text: for statements that are asked again and again. */
  readonly prepares?: boolean
}

const CONNECTIONS: Connections = { most: 5, connect: 10_000, answer: 120_000 }

/** Milliseconds after which a lost connection that listens is made anew. */
const LISTEN_AGAIN = 1_000

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
  const place = databasePlace(url)
  // Loaded only now: most have none.
  const { Client, Pool } = (await import('pg')).default
  const each = {
    connectionString: url,
    connectionTimeoutMillis: connections.connect,
    keepAlive: true,
    application_name: 'advise',
  }
  const pool = new Pool({
    ...each,
    max: connections.most,
    query_timeout: connections.answer,
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
        const name = connections.prepares ? nameOf(text) : undefined
        return (await client.query({ text, values: [...values], ...(name ? { name } : {}) })).rows as Row[]
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
    listen: (channel, onHeard, onGap) => listenOn(() => new Client(each), channel, onHeard, onGap),
    close: () => pool.end(),
  }
}

const names = new Map<string, string>()

/** A prepared statement's name. */
const nameOf = (text: string): string => {
  const name = names.get(text) ?? `advise_${names.size}`
  names.set(text, name)
  return name
}

const listenOn = (
  connect: () => pg.Client,
  channel: string,
  onHeard: (payload: string) => void,
  onGap: () => void,
): (() => Promise<void>) => {
  let client: pg.Client | undefined
  let again: NodeJS.Timeout | undefined
  let stopped = false

  const open = async (): Promise<void> => {
    const own = connect()
    client = own
    own.on('notification', ({ payload }) => onHeard(payload ?? ''))
    own.on('error', () => {})
    own.on('end', () => {
      if (!stopped && client === own) again = setTimeout(open, LISTEN_AGAIN)
    })
    try {
      await own.connect()
      await own.query(`LISTEN ${channel}`)
      onGap()
    } catch {
      // Ending it tells `end`, which tries again.
      await own.end().catch(() => {})
    }
  }
  void open()
  return async () => {
    stopped = true
    clearTimeout(again)
    await client?.end().catch(() => {})
  }
}

/** Our queries take milliseconds: to plan them for several processors, or to compile them, takes longer. */
const prepareConnection = async (client: pg.ClientBase): Promise<void> => {
  await client.query('SET max_parallel_workers_per_gather = 0; SET jit = off')
}
