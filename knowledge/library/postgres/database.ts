import pg from 'pg'
import { databasePlace } from './url.ts'

/** Asks for rows. Rejects with a sentence for the operator. */
export type Ask = <Row>(text: string, values?: readonly unknown[]) => Promise<readonly Row[]>

export interface Database {
  readonly ask: Ask
  /** All that is asked in `work` is kept or nothing. */
  readonly transact: <T>(work: (ask: Ask) => Promise<T>) => Promise<T>
  readonly close: () => Promise<void>
}

/** An error's sentence is for the operator; its code, PostgreSQL's or the system's, for those who can do better. */
export interface DatabaseError extends Error {
  readonly code: string | undefined
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
 * A PostgreSQL and a few connections to it: one that was lost is made anew when it is needed next.
 *
 * @throws Error when the URL is none
 */
export const connectTo = (url: string): Database => {
  const place = databasePlace(url)
  const pool = new pg.Pool({
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
  const sentence = (error: unknown): DatabaseError => explain(error as Failure, place.name, place.user)

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
      if (!isLost((error as DatabaseError).code)) throw error
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

interface Failure {
  readonly message: string
  readonly code?: string
  readonly errors?: readonly Failure[]
}

/** Class 08 and 57P of PostgreSQL's codes, the system's own codes, and what `pg` says without a code. */
const isLost = (code: string | undefined): boolean => code === undefined || /^(?:08|57P|E[A-Z])/.test(code)

/** The error is not passed on as a cause: it may know the connection with its password. */
const explain = (failure: Failure, place: string, user: string): DatabaseError => {
  const first = failure.errors?.[0] ?? failure
  const code = failure.code ?? first.code
  const said = (failure.message || first.message || code || 'no reason given').replace(/\.?$/, '')
  return Object.assign(new Error(`${sayTrouble(code, said, place)}${adviceFor(code, user)}`), { code })
}

const sayTrouble = (code: string | undefined, said: string, place: string): string =>
  isLost(code) ? `PostgreSQL cannot be reached at ${place}: ${said}.` : `PostgreSQL at ${place} refuses: ${said}.`

const adviceFor = (code: string | undefined, user: string): string => {
  if (isLost(code)) return ' Check that it runs and that DATABASE_URL names it. The bot connects again by itself.'
  return ADVICE.find(([codes]) => codes.test(code ?? ''))?.[1].replace('{user}', user) ?? ''
}

/** By PostgreSQL's codes ("Appendix A. PostgreSQL Error Codes" of its manual). */
const ADVICE: readonly (readonly [RegExp, string])[] = [
  [/^28/, ' Correct user and password in DATABASE_URL.'],
  [/^3D000/, ' Create that database, or correct DATABASE_URL.'],
  [/^42501/, ' Let its administrator run: CREATE SCHEMA advise AUTHORIZATION "{user}"'],
  [/^53300/, ' Allow more connections (max_connections), or run fewer processes.'],
  [/^53/, ' Free disk space or memory on its machine.'],
  [/^25006/, ' It only answers questions: name the one that is written to in DATABASE_URL.'],
  [/^(?:42P01|3F000)/, ' Its tables were removed; the next look at the files makes them anew.'],
]
