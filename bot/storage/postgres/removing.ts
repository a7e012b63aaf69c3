import type { Ask, Postgres } from '../../../knowledge/storage/index.ts'
import type { Expiry, Whose } from '../store.ts'
import { storable } from './keeping.ts'

const PARTS = ['transcript', 'inbox', 'outbox', 'outcome', 'recommendation', 'feedback'] as const

/** Rows that one sweep removes of a table. */
const MOST_SWEPT = 500

export const forgetAll = (database: Postgres, whose: Whose): Promise<number> =>
  database.transact(async ask => {
    const ids =
      'conversation' in whose
        ? [whose.conversation]
        : await idsOf(ask, 'SELECT id FROM advise.conversation WHERE person = $1 FOR UPDATE', storable(whose.person))
    return remove(ask, ids)
  })

/** Resolves to how many rows were removed, at most `MOST_SWEPT` of each table. */
export const sweepSome = (database: Postgres, { conversations, transcripts, outcomes }: Expiry): Promise<number> =>
  database.transact(async ask => {
    const silent = await idsOf(
      ask,
      `SELECT id FROM advise.conversation c WHERE at < $1
       AND NOT EXISTS (SELECT 1 FROM advise.outbox o WHERE o.conversation = c.id) LIMIT ${MOST_SWEPT} FOR UPDATE SKIP LOCKED`,
      conversations,
    )
    let removed = await remove(ask, silent)
    removed += await removeOld(ask, 'transcript', transcripts, NOT_WAITING)
    removed += await removeOld(ask, 'inbox', transcripts)
    for (const table of ['outcome', 'recommendation', 'feedback']) removed += await removeOld(ask, table, outcomes)
    return removed
  })

const NOT_WAITING =
  'AND NOT EXISTS (SELECT 1 FROM advise.outbox o WHERE o.conversation = t.conversation AND o.seq = t.seq)'

const idsOf = async (ask: Ask, text: string, value: string | number): Promise<readonly string[]> =>
  (await ask<{ id: string }>(text, [value])).map(({ id }) => id)

const remove = async (ask: Ask, ids: readonly string[]): Promise<number> => {
  if (ids.length === 0) return 0
  for (const part of PARTS) await ask(`DELETE FROM advise.${part} WHERE conversation = ANY ($1)`, [ids])
  return (await ask('DELETE FROM advise.conversation WHERE id = ANY ($1) RETURNING id', [ids])).length
}

const removeOld = async (ask: Ask, table: string, before: number, but = ''): Promise<number> =>
  (
    await ask(
      `DELETE FROM advise.${table} WHERE ctid = ANY (ARRAY(
         SELECT ctid FROM advise.${table} t WHERE at < $1 ${but} LIMIT ${MOST_SWEPT} FOR UPDATE SKIP LOCKED
       )) RETURNING 1`,
      [before],
    )
  ).length
