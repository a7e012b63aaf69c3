import type { Ask, Postgres } from '../../../knowledge/storage/index.ts'
import type { Expiry, Whose } from '../store.ts'
import { partsOf, type Tables } from './schema.ts'

/** Conversations, and rows of other tables, that are removed at a time: each statement stays below a second. */
const PORTION = 200

/** Removes all that is kept of whom or what. Resolves to how many conversations they were. */
export const forgetWhose = (database: Postgres, t: Tables, whose: Whose): Promise<number> =>
  database.transact(async ask => {
    const [column, value] = 'conversation' in whose ? ['id', whose.conversation] : ['person', whose.person]
    // Locked by a statement of its own: those behind it see what turns have kept until then.
    const found = await ask<{ id: string }>(
      `SELECT id FROM ${t.conversation} WHERE ${column} = $1 ORDER BY id FOR UPDATE`,
      [value],
    )
    const ids = found.map(({ id }) => id)
    for (const part of partsOf(t)) await ask(`DELETE FROM ${part} WHERE conversation = ANY($1)`, [ids])
    await ask(`DELETE FROM ${t.conversation} WHERE id = ANY($1)`, [ids])
    return ids.length
  })

/** Removes some of what is older; how many rows, 0 when nothing is left. */
export const sweepSome = async (ask: Ask, t: Tables, before: Expiry): Promise<number> => {
  let rows = 0
  for (const [statement, time] of [
    [removed(t, 'at > 0 AND at < $1'), before.conversations],
    [
      removed(
        t,
        `at = 0 AND NOT EXISTS (SELECT FROM ${t.outbox} o WHERE o.conversation = c.id)
          AND NOT EXISTS (SELECT FROM ${t.inbox} i WHERE i.conversation = c.id AND i.at >= $1)`,
      ),
      before.forgotten,
    ],
    [old(t.inbox), before.transcripts],
    [
      old(
        t.transcript,
        `AND NOT EXISTS (SELECT FROM ${t.outbox} o WHERE o.conversation = t.conversation AND o.seq = t.seq)`,
      ),
      before.transcripts,
    ],
    [old(t.outcome), before.outcomes],
    [old(t.recommendation), before.outcomes],
    [old(t.feedback), before.outcomes],
  ] as const)
    rows += (await ask<{ rows: number }>(statement, [time]))[0]?.rows ?? 0
  return rows
}

/** A conversation that somebody speaks in just now is passed over. */
const removed = (t: Tables, which: string): string => `
  WITH gone AS (SELECT id FROM ${t.conversation} c WHERE ${which} LIMIT ${PORTION} FOR UPDATE SKIP LOCKED),
  ${partsOf(t)
    .map((part, i) => `part_${i} AS (DELETE FROM ${part} WHERE conversation IN (SELECT id FROM gone))`)
    .join(', ')},
  ended AS (DELETE FROM ${t.conversation} WHERE id IN (SELECT id FROM gone) RETURNING id)
  SELECT count(*)::int AS rows FROM ended`

const old = (table: string, but = ''): string => `
  WITH gone AS (DELETE FROM ${table} WHERE ctid = ANY (ARRAY(
    SELECT ctid FROM ${table} t WHERE at < $1 ${but} LIMIT ${PORTION})) RETURNING 1)
  SELECT count(*)::int AS rows FROM gone`
