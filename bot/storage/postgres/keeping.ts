import type { Ask } from '../../../knowledge/storage/index.ts'
import type { Turn } from '../store.ts'
import { CHANNEL } from './layout.ts'

/**
 * Keeps many turns, of different conversations, in one statement: one way to the server and back, all or nothing. Resolves
 * to the conversations whose turn was kept; of the others another turn was kept first. In the order of their names, so that
 * two processes never wait for each other.
 */
export const keepAll = async (
  ask: Ask,
  owner: string,
  turns: readonly Turn<unknown>[],
): Promise<ReadonlySet<string>> => {
  const sorted = turns.toSorted((a, b) => (a.conversation < b.conversation ? -1 : 1))
  const kept = await ask<{ id: string }>(KEEP, [
    ...columns(sorted.map(rowOf), 12),
    ...columns(sorted.flatMap(saidOf), 3),
    ...columns(sorted.flatMap(outgoingOf), 3),
    ...columns(sorted.flatMap(effectsOf), 4),
    owner,
  ])
  return new Set(kept.map(({ id }) => id))
}

type Value = string | number | boolean | null

/** Rows as one list for each column: what `unnest` takes. */
const columns = (rows: readonly (readonly Value[])[], width: number): readonly (readonly Value[])[] =>
  Array.from({ length: width }, (_, column) => rows.map(row => row[column] ?? null))

const forgets = (turn: Turn<unknown>): boolean => turn.effects.some(({ kind }) => kind === 'forget')

const lengthOf = ({ heard, replies }: Turn<unknown>): number => replies.length + (heard === undefined ? 0 : 1)

const rowOf = (turn: Turn<unknown>): readonly Value[] => {
  const last = (turn.before?.watermark ?? 0) + lengthOf(turn)
  return [
    turn.conversation,
    turn.person === undefined ? null : storable(turn.person),
    JSON.stringify(turn.state ?? null),
    (turn.before?.revision ?? 0) + 1,
    last,
    forgets(turn) ? 0 : turn.at,
    storable(turn.activity),
    last - turn.replies.length + 1,
    last,
    turn.at,
    forgets(turn) ? null : (turn.outcome ?? null),
    forgets(turn),
  ]
}

const saidOf = (turn: Turn<unknown>): readonly (readonly Value[])[] => {
  const { heard, replies, conversation } = turn
  const before = turn.before?.watermark ?? 0
  const all = heard === undefined ? replies : [heard, ...replies]
  const rows = all.map((activity, index): readonly Value[] => [conversation, before + index + 1, activity])
  return heard !== undefined && forgets(turn) ? rows.slice(1) : rows
}

const outgoingOf = (turn: Turn<unknown>): readonly (readonly Value[])[] => {
  const { route, replies, conversation } = turn
  if (route === undefined) return []
  const first = (turn.before?.watermark ?? 0) + lengthOf(turn) - replies.length + 1
  return replies.map((_, index) => [conversation, first + index, route])
}

/** `certain` of what was recommended, `helped` of what was tried. */
const effectsOf = (turn: Turn<unknown>): readonly (readonly Value[])[] =>
  turn.effects.flatMap((effect): readonly (readonly Value[])[] => {
    if (effect.kind === 'recommended') return [[turn.conversation, effect.article, effect.certain, null]]
    if (effect.kind === 'tried') return [[turn.conversation, effect.article, null, effect.helped]]
    return []
  })

/** PostgreSQL's text has no place for NUL. */
export const storable = (text: string): string => text.replaceAll('\0', '\ufffd')

const KEEP = `
  WITH given AS (
    SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::int[], $5::int[], $6::bigint[], $7::text[], $8::int[],
      $9::int[], $10::bigint[], $11::text[], $12::boolean[])
      AS g(id, person, state, revision, watermark, at, activity, first, last, kept_at, outcome, forgets)
  ), kept AS (
    INSERT INTO advise.conversation AS c (id, person, state, revision, watermark, at)
    SELECT id, person, state, revision, watermark, at FROM given ORDER BY id
    ON CONFLICT (id) DO UPDATE SET person = excluded.person, state = excluded.state, revision = excluded.revision,
      watermark = excluded.watermark, at = excluded.at
    WHERE c.revision = excluded.revision - 1 AND excluded.revision > 1
    RETURNING id
  ), gone AS (
    SELECT id FROM given JOIN kept USING (id) WHERE forgets
  ), no_transcript AS (DELETE FROM advise.transcript WHERE conversation IN (SELECT id FROM gone)),
  no_inbox AS (DELETE FROM advise.inbox WHERE conversation IN (SELECT id FROM gone)),
  no_outbox AS (DELETE FROM advise.outbox WHERE conversation IN (SELECT id FROM gone)),
  no_outcome AS (DELETE FROM advise.outcome WHERE conversation IN (SELECT id FROM gone)),
  no_recommendation AS (DELETE FROM advise.recommendation WHERE conversation IN (SELECT id FROM gone)),
  no_feedback AS (DELETE FROM advise.feedback WHERE conversation IN (SELECT id FROM gone)),
  inbox AS (
    INSERT INTO advise.inbox (conversation, activity, first, last, at)
    SELECT id, activity, first, last, kept_at FROM given JOIN kept USING (id)
  ), transcript AS (
    INSERT INTO advise.transcript (conversation, seq, at, activity)
    SELECT id, seq, kept_at, t.activity FROM unnest($13::text[], $14::int[], $15::text[]) AS t(id, seq, activity)
    JOIN given USING (id) JOIN kept USING (id)
  ), outbox AS (
    INSERT INTO advise.outbox (conversation, seq, route)
    SELECT id, seq, route FROM unnest($16::text[], $17::int[], $18::text[]) AS o(id, seq, route) JOIN kept USING (id)
  ), outcome AS (
    INSERT INTO advise.outcome (conversation, seq, at, outcome)
    SELECT id, last, kept_at, outcome FROM given JOIN kept USING (id) WHERE outcome IS NOT NULL
    ON CONFLICT DO NOTHING
  ), effect AS (
    SELECT e.*, kept_at FROM unnest($19::text[], $20::text[], $21::boolean[], $22::text[]) AS e(id, article, certain, helped)
    JOIN given USING (id) JOIN kept USING (id)
  ), recommended AS (
    INSERT INTO advise.recommendation (conversation, article, at, certain)
    SELECT id, article, kept_at, certain FROM effect WHERE certain IS NOT NULL
    ON CONFLICT (conversation, article) DO UPDATE SET at = excluded.at, certain = excluded.certain
  ), tried AS (
    UPDATE advise.recommendation r SET helped = effect.helped, helped_at = kept_at FROM effect
    WHERE effect.helped IS NOT NULL AND r.conversation = effect.id AND r.article = effect.article
  )
  SELECT id, pg_notify('${CHANNEL}', $23 || ' ' || id) FROM kept`
