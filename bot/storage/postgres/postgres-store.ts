import { randomBytes, randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { connectPostgres, type PostgresError } from '../../../knowledge/storage/index.ts'
import { keptName, keptWhose } from '../kept-name.ts'
import { LEASE, StaleStateError, type Store, StoreAwayError } from '../store.ts'
import { type TurnRows, turnRows } from '../turn-rows.ts'
import { createGroups } from './groups.ts'
import { keepTurns } from './keep.ts'
import { type Asked, claimFor, conversationsOf, lookAll, transcriptOf, unsentIn, watchesIn } from './look.ts'
import { forgetWhose, sweepSome } from './removal.ts'
import { listenForSaid } from './said.ts'
import { prepareTables, tablesOf } from './schema.ts'

interface PostgresOptions {
  /** `postgres://user:password@host:5432/database` */
  readonly url: string
  /** Where the tables are; made if it is not there. */
  readonly schema?: string
  /** Milliseconds that anything may take. */
  readonly patience?: number
  /** Milliseconds; see `LEASE`. */
  readonly lease?: number
}

const PATIENCE = 800

/**
 * Keeps conversations in a PostgreSQL that several processes share: any of them takes any turn.
 *
 * @throws Error when the database cannot be used, or a newer release made its tables
 */
export const openPostgresStore = async <S>(options: PostgresOptions): Promise<Store<S>> => {
  const { url, patience = PATIENCE, lease = LEASE } = options
  const tables = tablesOf(options.schema)
  const owner = randomUUID()
  await prepareTables(url, tables)
  const database = await connectPostgres(url, [], {
    most: CONNECTIONS,
    connect: patience,
    answer: patience,
    statement: patience,
    isPrepared: true,
    isDurable: true,
    again: patience / 4,
  })
  const { ask } = database
  const said = await listenForSaid({ url, ask, tables, owner })
  const keep = keepTurns(ask, tables, owner)
  const looks = createGroups({ run: lookAll<S>(ask, tables), patience })
  const keeps = createGroups<TurnRows, Kept>({
    run: turns => keepEach(keep, turns),
    nameOf: ({ conversation }) => conversation,
    sizeOf: ({ state, said }) => said.reduce((sum, { length }) => sum + length, state?.length ?? 0),
    patience,
  })
  const inTime = <T>(work: Promise<T>): Promise<T> => answered(work, patience)
  let closed: Promise<void> | undefined

  return {
    look: (conversation, activity) =>
      inTime(looks.add({ conversation: keptName(conversation), activity: keptName(activity) } satisfies Asked)),
    async keep(turn) {
      const rows = turnRows(turn)
      const keeping = keeps.add(rows).then(kept => {
        // Also when it took longer than anybody waited.
        if (kept === 'kept' && rows.said.length > 0) said.tell(turn.conversation)
        return kept
      })
      const kept = await inTime(keeping)
      if (kept === 'stale') {
        // By chance: two processes that take turns in step would leave one behind again and again.
        await wait(Math.random() * STALE_PAUSE)
        throw new StaleStateError(turn.conversation, turn.before?.revision)
      }
      if (kept instanceof Error) throw kept
    },
    transcript: (conversation, after, most) => inTime(transcriptOf(ask, tables, keptName(conversation), after, most)),
    async knows(conversation) {
      const found = ask(`SELECT FROM ${tables.conversation} WHERE id = $1`, [keptName(conversation)])
      return (await inTime(found)).length > 0
    },
    conversationsOf: (person, most) => inTime(conversationsOf(ask, tables, keptName(person), most)),
    onSaid: listener => said.onSaid(listener),
    unsent: () => inTime(unsentIn(ask, tables)),
    claim: conversation => inTime(claimFor(ask, tables, owner, lease, keptName(conversation))),
    async sent(conversation, seq) {
      const values = [keptName(conversation), seq]
      await inTime(ask(`DELETE FROM ${tables.outbox} WHERE conversation = $1 AND seq = $2`, values))
    },
    async release(conversation) {
      const values = [keptName(conversation), owner]
      await inTime(ask(`DELETE FROM ${tables.lease} WHERE conversation = $1 AND sender = $2`, values))
    },
    async outboxDepth() {
      const rows = await inTime(ask<{ depth: number }>(`SELECT count(*)::int AS depth FROM ${tables.outbox}`))
      return rows[0]?.depth ?? 0
    },
    watches: () => inTime(watchesIn(ask, tables)),
    async secret(name) {
      const { secret } = tables
      await inTime(ask(`INSERT INTO ${secret} VALUES ($1, $2) ON CONFLICT DO NOTHING`, [name, randomBytes(32)]))
      const rows = await inTime(ask<{ value: Uint8Array }>(`SELECT value FROM ${secret} WHERE name = $1`, [name]))
      return rows[0]?.value as Uint8Array
    },
    forget: whose => inTime(forgetWhose(database, tables, keptWhose(whose))),
    async sweep(before) {
      while ((await inTime(sweepSome(ask, tables, before))) > 0);
    },
    async probe() {
      const { secret } = tables
      const values = [`probe ${owner}`]
      await inTime(ask(`INSERT INTO ${secret} VALUES ($1, '') ON CONFLICT (name) DO UPDATE SET value = ''`, values))
      await inTime(ask(`DELETE FROM ${secret} WHERE name = $1`, values))
    },
    close() {
      said.close()
      // What hangs is left alone.
      closed ??= answered(database.close(), LAST_PATIENCE).catch(() => {})
      return closed
    },
  }
}

/** A few: what many turns want goes together. */
const CONNECTIONS = 6
/** Milliseconds, at most, after another process was first. */
const STALE_PAUSE = 25
/** Milliseconds. */
const LAST_PATIENCE = 2000

type Kept = 'kept' | 'stale' | Error

const keepEach = async (keep: ReturnType<typeof keepTurns>, turns: readonly TurnRows[]): Promise<readonly Kept[]> => {
  try {
    const kept = await keep(turns)
    return turns.map(({ conversation }) => (kept.has(conversation) ? 'kept' : 'stale'))
  } catch (error) {
    const { code } = error as PostgresError
    if (isConflict(code)) return turns.map(() => 'stale')
    if (!isOwnFault(code)) throw error
    // One that cannot be kept for reasons of its own must not take the others with it.
    if (turns.length === 1) return [error as Error]
    const each = await Promise.all(turns.map(turn => keepEach(keep, [turn])))
    return each.flat()
  }
}

/** PostgreSQL's codes of transactions that were in each other's way: serialization failure, deadlock. */
const isConflict = (code: string | undefined): boolean => code === '40001' || code === '40P01'

/** Codes of statements and values that are wrong, whatever the state of the database; not: no rights, no such table. */
const isOwnFault = (code: string | undefined): boolean =>
  /^(?:0A|21|22|23|42)/.test(code ?? '') && !/^42(?:501|P01)$/.test(code ?? '')

/** Rejects with StoreAwayError, also when there is no answer in time. */
const answered = <T>(work: Promise<T>, patience: number): Promise<T> =>
  new Promise((resolve, reject) => {
    const giveUp = (): void => {
      const sentence = `The PostgreSQL of DATABASE_URL has not answered for ${patience / 1000} s. The bot goes on by itself.`
      reject(new StoreAwayError(sentence))
    }
    const timer = setTimeout(giveUp, patience)
    work.then(
      result => {
        clearTimeout(timer)
        resolve(result)
      },
      (error: PostgresError) => {
        clearTimeout(timer)
        reject(isOwnFault(error.code) ? error : new StoreAwayError(error.message, error))
      },
    )
  })
