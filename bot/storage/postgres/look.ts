import type { Ask } from '../../../knowledge/storage/index.ts'
import { type KeptWatch, type Look, OPENING, type Outgoing, type Spoken, type Transcript } from '../store.ts'
import type { Tables } from './schema.ts'

export interface Asked {
  readonly conversation: string
  readonly activity: string
}

interface Found {
  readonly place: number
  readonly state: string | null
  readonly revision: number
  readonly watermark: number
  readonly heard: boolean
  /** Null: there are none. */
  readonly replies: readonly string[] | null
}

/** Looks for several turns at once. Takes names as they are kept. */
export const lookAll = <S>(ask: Ask, t: Tables): ((asked: readonly Asked[]) => Promise<readonly Look<S>[]>) => {
  const statement = `
    SELECT asked.place::int AS place, c.state, c.revision, c.watermark, i.first IS NOT NULL AS heard, r.replies
      FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS asked(conversation, activity, place)
      JOIN ${t.conversation} c ON c.id = asked.conversation
      LEFT JOIN ${t.inbox} i ON i.conversation = c.id AND i.activity = asked.activity
      LEFT JOIN LATERAL (
        SELECT json_agg(s.activity ORDER BY s.seq) AS replies FROM ${t.transcript} s
          WHERE s.conversation = c.id AND s.seq BETWEEN i.first AND i.last) r ON true`
  return async asked => {
    const rows = await ask<Found>(statement, [
      asked.map(({ conversation }) => conversation),
      asked.map(({ activity }) => activity),
    ])
    const found = new Map(rows.map(row => [row.place, row]))
    return asked.map((_, index) => {
      const row = found.get(index + 1)
      if (!row) return { saved: undefined, answered: undefined }
      const { state, revision, watermark, heard, replies } = row
      return {
        saved: { state: state === null ? undefined : (JSON.parse(state) as S), revision, watermark },
        answered: heard ? (replies ?? []) : undefined,
      }
    })
  }
}

export const transcriptOf = async (
  ask: Ask,
  t: Tables,
  conversation: string,
  after: number,
  most: number,
): Promise<Transcript> => {
  const rows = await ask<{ watermark: number; activity: string | null }>(
    `SELECT c.watermark, newest.activity FROM ${t.conversation} c
      LEFT JOIN LATERAL (SELECT seq, activity FROM ${t.transcript}
        WHERE conversation = c.id AND seq > $2 ORDER BY seq DESC LIMIT $3) newest ON true
      WHERE c.id = $1 ORDER BY newest.seq`,
    [conversation, after, most],
  )
  return { activities: rows.flatMap(({ activity }) => activity ?? []), watermark: rows[0]?.watermark ?? 0 }
}

export const conversationsOf = (ask: Ask, t: Tables, person: string, most: number): Promise<readonly Spoken[]> =>
  ask<Spoken>(
    `SELECT id AS conversation, at::float8 AS at,
        ARRAY(SELECT activity FROM ${t.transcript} WHERE conversation = c.id ORDER BY seq LIMIT ${OPENING}) AS opening
      FROM ${t.conversation} c WHERE person = $1 AND at > 0 AND revision > 1 ORDER BY at DESC LIMIT $2`,
    [person, most],
  )

/** Milliseconds since 1970 by the database's clock: processes may not agree. */
const NOW = '(extract(epoch FROM clock_timestamp()) * 1000)::bigint'

/**
 * Takes a conversation's replies to send; undefined when another process has them. Two statements: the second one sees
 * what the process that had them before has sent.
 */
export const claimFor = async (
  ask: Ask,
  t: Tables,
  owner: string,
  lease: number,
  conversation: string,
): Promise<readonly Outgoing[] | undefined> => {
  const taken = await ask(
    `INSERT INTO ${t.lease} AS old (conversation, sender, sending_until) VALUES ($1, $2, ${NOW} + $3)
      ON CONFLICT (conversation) DO UPDATE SET sender = excluded.sender, sending_until = excluded.sending_until
        WHERE old.sender = excluded.sender OR old.sending_until < ${NOW} RETURNING 1`,
    [conversation, owner, lease],
  )
  if (taken.length === 0) return undefined
  return await ask<Outgoing>(
    `SELECT o.seq, s.activity, o.route FROM ${t.outbox} o
      JOIN ${t.transcript} s ON s.conversation = o.conversation AND s.seq = o.seq WHERE o.conversation = $1 ORDER BY o.seq`,
    [conversation],
  )
}

export const unsentIn = async (ask: Ask, t: Tables): Promise<readonly string[]> => {
  const rows = await ask<{ conversation: string }>(
    `SELECT DISTINCT conversation FROM ${t.outbox} o WHERE NOT EXISTS (
      SELECT FROM ${t.lease} l WHERE l.conversation = o.conversation AND l.sending_until >= ${NOW})`,
  )
  return rows.map(({ conversation }) => conversation)
}

export const watchesIn = async (ask: Ask, t: Tables): Promise<readonly KeptWatch[]> => {
  const rows = await ask<Omit<KeptWatch, 'route'> & { route: string | null }>(
    `SELECT conversation, article, seen, address, route FROM ${t.watch} ORDER BY article`,
  )
  return rows.map(({ route, ...watch }) => ({ ...watch, route: route ?? undefined }))
}
