import type { Ask } from '../../../knowledge/storage/index.ts'
import type { TurnRows } from '../turn-rows.ts'
import { partsOf, type Tables } from './schema.ts'

/** Keeps turns of different conversations in one statement: all of it or nothing. Resolves to those that were not stale. */
export type KeepTurns = (turns: readonly TurnRows[]) => Promise<ReadonlySet<string>>

/** `owner`: the process, which need not be told what it said itself. */
export const keepTurns = (ask: Ask, tables: Tables, owner: string): KeepTurns => {
  const [plain, forgetting] = [statement(tables, false), statement(tables, true)]
  return async turns => {
    const kept = await ask<{ id: string }>(turns.some(({ forgets }) => forgets) ? forgetting : plain, [
      JSON.stringify(turns.map(rowOf)),
      JSON.stringify(turns.flatMap(saidIn)),
      JSON.stringify(turns.flatMap(adviceIn)),
      tables.channel,
      `${owner} `,
    ])
    return new Set(kept.map(({ id }) => id))
  }
}

/**
 * Rows are locked in the order of their ids, so that two processes never wait for each other. A conversation that somebody
 * removes in the very moment would be made anew with an old state: there the statement divides by zero and does nothing;
 * whoever sends that turn alone finds it stale.
 */
const statement = (t: Tables, isForgetting: boolean): string => `
  WITH turn AS (
    SELECT * FROM json_to_recordset($1::json) AS given(conversation text, person text, activity text, before int, state text,
      first_reply int, watermark int, route text, outcome text, at bigint, forgets boolean, speaks boolean, liked boolean, reason text,
      unwatches boolean, watch json)
  ), kept AS (
    INSERT INTO ${t.conversation} AS old (id, person, state, revision, watermark, at)
    SELECT conversation, person, state, coalesce(before, 0) + 1, watermark, CASE WHEN forgets THEN 0 ELSE at END FROM turn
      WHERE before IS NULL
        OR EXISTS (SELECT FROM ${t.conversation} c WHERE c.id = turn.conversation AND c.revision = turn.before)
      ORDER BY conversation COLLATE "C"
    ON CONFLICT (id) DO UPDATE SET
      person = CASE WHEN excluded.at = 0 THEN NULL ELSE coalesce(excluded.person, old.person) END,
      state = excluded.state, revision = excluded.revision, watermark = excluded.watermark, at = excluded.at
      WHERE old.revision = excluded.revision - 1
    RETURNING id, revision, xmax = 0 AS is_new
  ), hear AS (
    INSERT INTO ${t.inbox} (conversation, activity, first, last, at)
    SELECT conversation, activity, first_reply, watermark, at FROM turn JOIN kept ON id = conversation
  ), say AS (
    INSERT INTO ${t.transcript} (conversation, seq, at, activity)
    SELECT conversation, seq, at, activity
      FROM json_to_recordset($2::json) AS said(conversation text, seq int, at bigint, activity text)
      JOIN kept ON id = conversation
  ), send AS (
    INSERT INTO ${t.outbox} (conversation, seq, route)
    SELECT conversation, seq, route FROM turn JOIN kept ON id = conversation, generate_series(first_reply, watermark) AS seq
      WHERE route IS NOT NULL
  ), conclude AS (
    INSERT INTO ${t.outcome} (conversation, seq, at, outcome)
    SELECT conversation, watermark, at, outcome FROM turn JOIN kept ON id = conversation WHERE outcome IS NOT NULL
  ), rate AS (
    INSERT INTO ${t.feedback} (conversation, seq, at, liked, reason)
    SELECT conversation, watermark, at, liked, reason FROM turn JOIN kept ON id = conversation WHERE liked IS NOT NULL
    ON CONFLICT (conversation, seq) DO UPDATE SET at = excluded.at, liked = excluded.liked, reason = excluded.reason
  ), watch AS (
    INSERT INTO ${t.watch} (conversation, article, at, seen, address, route)
    SELECT conversation, watch->>'article', at, watch->>'seen', watch->>'address', watch->>'route'
      FROM turn JOIN kept ON id = conversation WHERE watch IS NOT NULL
    ON CONFLICT (conversation, article) DO UPDATE SET at = excluded.at, seen = excluded.seen,
      address = excluded.address, route = excluded.route
  ), unwatch AS (
    DELETE FROM ${t.watch} old USING turn JOIN kept ON id = conversation WHERE unwatches AND old.conversation = id
  ), advice AS (
    SELECT given.* FROM json_to_recordset($3::json)
      AS given(conversation text, article text, at bigint, certain boolean, helped text) JOIN kept ON id = conversation
  ), recommend AS (
    INSERT INTO ${t.recommendation} AS old (conversation, article, at, certain, helped, helped_at)
    SELECT conversation, article, at, certain, helped, CASE WHEN helped IS NOT NULL THEN at END FROM advice
      WHERE certain IS NOT NULL
    ON CONFLICT (conversation, article) DO UPDATE SET at = excluded.at, certain = excluded.certain,
      helped = coalesce(excluded.helped, old.helped), helped_at = coalesce(excluded.helped_at, old.helped_at)
  ), tell AS (
    UPDATE ${t.recommendation} AS old SET helped = advice.helped, helped_at = advice.at FROM advice
      WHERE old.conversation = advice.conversation AND old.article = advice.article AND advice.certain IS NULL
  )${isForgetting ? forget(t) : ''}
  SELECT id, CASE WHEN is_new AND revision > 1 THEN 1 / (revision - revision) END AS gone,
    CASE WHEN speaks THEN pg_notify($4, $5 || id) END AS told
    FROM kept JOIN turn ON id = conversation`

/** Sees, and removes, what was there before this statement. */
const forget = (t: Tables): string =>
  partsOf(t)
    .map(
      (part, index) =>
        `, forget_${index} AS (DELETE FROM ${part} part USING turn JOIN kept ON id = conversation WHERE forgets AND part.conversation = id)`,
    )
    .join('')

const rowOf = (turn: TurnRows) => ({
  conversation: turn.conversation,
  person: turn.person,
  activity: turn.activity,
  before: turn.before,
  state: turn.state,
  first_reply: turn.firstReply,
  watermark: turn.watermark,
  route: turn.route,
  outcome: turn.outcome,
  at: turn.at,
  forgets: turn.forgets,
  speaks: turn.said.length > 0,
  liked: turn.feedback?.liked ?? null,
  reason: turn.feedback?.reason ?? null,
  unwatches: turn.watch === 'none',
  watch: turn.watch === 'none' ? null : turn.watch,
})

const saidIn = ({ conversation, said, first, at }: TurnRows) =>
  said.map((activity, index) => ({ conversation, seq: first + index, at, activity }))

const adviceIn = ({ conversation, advice, at }: TurnRows) => advice.map(one => ({ conversation, at, ...one }))
