import { randomBytes, randomUUID } from 'node:crypto'
import { type Connections, connectPostgres } from '../../../knowledge/storage/index.ts'
import { createListeners } from '../listeners.ts'
import { LEASE, type Look, type Outgoing, StaleStateError, type Store, StoreAwayError, type Turn } from '../store.ts'
import { createGroups } from './groups.ts'
import { keepAll, storable } from './keeping.ts'
import { CHANNEL, prepareTables, SCHEMA } from './layout.ts'
import { forgetAll, sweepSome } from './removing.ts'

/** Milliseconds that anything may take: whoever waits for a turn is told within two seconds. */
const PATIENCE = 800

const CONNECTIONS: Connections = { most: 5, connect: 700, answer: 700, prepares: true }

/** Turns that are kept in one statement. */
const MOST_TOGETHER = 64

interface LookRow {
  readonly state: string
  readonly revision: number
  readonly watermark: number
  readonly answered: readonly string[] | null
}

/**
 * Keeps conversations in a PostgreSQL that several processes share: any of them takes any turn.
 *
 * @throws Error when it cannot be used, or a newer release wrote it
 */
export const openPostgresStore = async <S>(url: string, patience: number = PATIENCE): Promise<Store<S>> => {
  // Tables are made without haste: another process may be making them.
  const making = await connectPostgres(url)
  await prepareTables(making).finally(making.close)
  const database = await connectPostgres(url, [], CONNECTIONS)
  const owner = randomUUID()
  const listeners = createListeners()
  const stopListening = database.listen(
    CHANNEL,
    payload => {
      const [process, conversation = ''] = payload.split(/ (.*)/s)
      if (process !== owner) listeners.tell(conversation)
    },
    () => listeners.tell(undefined),
  )
  const inTime = <T>(work: Promise<T>): Promise<T> => within(patience, work)
  const ask = <Row>(text: string, values: readonly unknown[] = []) => inTime(database.ask<Row>(text, values))
  const keepGroup = async (turns: readonly Turn<S>[]): Promise<readonly boolean[]> => {
    try {
      const kept = await keepAll(database.ask, owner, turns)
      return turns.map(({ conversation }) => kept.has(conversation))
    } catch (error) {
      // What refuses one turn must not refuse the others.
      if (turns.length === 1 || isServersTrouble(error)) throw error
      return Promise.all(turns.map(async turn => (await keepGroup([turn]))[0] === true))
    }
  }
  const keepTogether = createGroups(MOST_TOGETHER, keepGroup)

  return {
    look: async (conversation, activity): Promise<Look<S>> => {
      const [row] = await ask<LookRow>(LOOK, [conversation, storable(activity)])
      if (!row) return { saved: undefined, answered: undefined }
      const { state, revision, watermark, answered } = row
      return {
        saved: { state: (JSON.parse(state) ?? undefined) as S | undefined, revision, watermark },
        answered: answered ?? undefined,
      }
    },
    keep: async turn => {
      if (!(await inTime(keepTogether(turn)))) throw new StaleStateError(turn.conversation, turn.before?.revision)
      listeners.tell(turn.conversation)
    },
    transcript: async (conversation, after, most) => {
      const [row] = await ask<{ watermark: number; activities: readonly string[] }>(TRANSCRIPT, [
        conversation,
        after,
        most,
      ])
      return row ?? { watermark: 0, activities: [] }
    },
    knows: async conversation =>
      (await ask('SELECT 1 FROM advise.conversation WHERE id = $1', [conversation])).length > 0,
    onSaid: listeners.add,
    unsent: async () => (await ask<{ conversation: string }>(UNSENT)).map(({ conversation }) => conversation),
    claim: async conversation => {
      const rows = await ask<Outgoing & { readonly seq: number | null }>(CLAIM, [conversation, owner, LEASE / 1000])
      return rows.length === 0 ? undefined : rows.filter(({ seq }) => seq !== null)
    },
    sent: async (conversation, seq) =>
      void (await ask('DELETE FROM advise.outbox WHERE conversation = $1 AND seq = $2', [conversation, seq])),
    release: async conversation => {
      await ask('UPDATE advise.conversation SET sender = NULL, sending_until = NULL WHERE id = $1 AND sender = $2', [
        conversation,
        owner,
      ])
      return (await ask('SELECT 1 FROM advise.outbox WHERE conversation = $1 LIMIT 1', [conversation])).length > 0
    },
    outboxDepth: async () =>
      (await ask<{ depth: number }>('SELECT count(*)::int AS depth FROM advise.outbox'))[0]?.depth ?? 0,
    secret: async name => {
      await ask('INSERT INTO advise.secret (name, value) VALUES ($1, $2) ON CONFLICT DO NOTHING', [
        name,
        randomBytes(32),
      ])
      const [row] = await ask<{ value: Uint8Array }>('SELECT value FROM advise.secret WHERE name = $1', [name])
      return row?.value ?? randomBytes(32)
    },
    forget: whose => away(forgetAll(database, whose)),
    sweep: before => away(sweepSome(database, before)),
    probe: async () => void (await ask('UPDATE advise.layout SET version = version')),
    close: async () => {
      await stopListening()
      await database.close()
    },
  }
}

/** Classes 22 and 23 of PostgreSQL's codes, and 54, are about what was given; whatever else is about the server. */
const isServersTrouble = (error: unknown): boolean => !/^(?:22|23|54)/.test((error as { code?: string }).code ?? '')

const away = <T>(work: Promise<T>): Promise<T> =>
  work.catch((error: Error) => {
    throw new StoreAwayError(error.message, error)
  })

/** @throws StoreAwayError whatever went wrong; late, it may still be done */
const within = async <T>(patience: number, work: Promise<T>): Promise<T> => {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`PostgreSQL did not answer within ${patience} ms.`)), patience)
  })
  return away(Promise.race([work, late]).finally(() => clearTimeout(timer)))
}

const LOOK = `
  SELECT c.state, c.revision, c.watermark, CASE WHEN i.activity IS NULL THEN NULL ELSE ARRAY(
    SELECT t.activity FROM ${SCHEMA}.transcript t
    WHERE t.conversation = c.id AND t.seq BETWEEN i.first AND i.last ORDER BY t.seq
  ) END AS answered
  FROM ${SCHEMA}.conversation c LEFT JOIN ${SCHEMA}.inbox i ON i.conversation = c.id AND i.activity = $2
  WHERE c.id = $1`

const TRANSCRIPT = `
  SELECT c.watermark, ARRAY(
    SELECT n.activity FROM (
      SELECT t.seq, t.activity FROM ${SCHEMA}.transcript t
      WHERE t.conversation = c.id AND t.seq > $2 ORDER BY t.seq DESC LIMIT $3
    ) n ORDER BY n.seq
  ) AS activities
  FROM ${SCHEMA}.conversation c WHERE c.id = $1`

const UNSENT = `
  SELECT DISTINCT o.conversation FROM ${SCHEMA}.outbox o JOIN ${SCHEMA}.conversation c ON c.id = o.conversation
  WHERE c.sender IS NULL OR c.sending_until < clock_timestamp() LIMIT 1000`

const CLAIM = `
  WITH mine AS (
    UPDATE ${SCHEMA}.conversation SET sender = $2, sending_until = clock_timestamp() + make_interval(secs => $3)
    WHERE id = $1 AND (sender IS NULL OR sender = $2 OR sending_until < clock_timestamp()) RETURNING id
  )
  SELECT o.seq, t.activity, o.route FROM mine
  LEFT JOIN ${SCHEMA}.outbox o ON o.conversation = mine.id
  LEFT JOIN ${SCHEMA}.transcript t ON t.conversation = o.conversation AND t.seq = o.seq ORDER BY o.seq`
