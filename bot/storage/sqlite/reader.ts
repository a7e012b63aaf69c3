import type { Sqlite } from '../../../knowledge/storage/index.ts'
import type { Look, Outgoing, Transcript } from '../store.ts'

interface LookRow {
  readonly state: string
  readonly revision: number
  readonly watermark: number
  readonly first: number | null
  readonly last: number | null
}

/** What is read of the file. Readers never wait for the writer (https://sqlite.org/wal.html). */
export const createReader = <S>(database: Sqlite) => {
  const look = database.prepare(
    `SELECT c.state, c.revision, c.watermark, i.first, i.last FROM conversation c
     LEFT JOIN inbox i ON i.conversation = c.id AND i.activity = ? WHERE c.id = ?`,
  )
  const said = database.prepare(
    'SELECT activity FROM transcript WHERE conversation = ? AND seq BETWEEN ? AND ? ORDER BY seq',
  )
  const behind = database.prepare(
    'SELECT activity FROM transcript WHERE conversation = ? AND seq > ? AND seq <= ? ORDER BY seq DESC LIMIT ?',
  )
  const watermark = database.prepare('SELECT watermark FROM conversation WHERE id = ?')
  const unsent = database.prepare('SELECT DISTINCT conversation FROM outbox')
  const outgoing = database.prepare(
    `SELECT o.seq, t.activity, o.route FROM outbox o JOIN transcript t USING (conversation, seq)
     WHERE o.conversation = ? ORDER BY o.seq`,
  )
  const depth = database.prepare('SELECT count(*) AS depth FROM outbox')
  const secret = database.prepare('SELECT value FROM secret WHERE name = ?')
  const activities = (rows: readonly unknown[]): readonly string[] =>
    rows.map(row => (row as { activity: string }).activity)

  return {
    look: (conversation: string, activity: string): Look<S> => {
      const row = look.get(activity, conversation) as LookRow | undefined
      if (!row) return { saved: undefined, answered: undefined }
      const state = (JSON.parse(row.state) ?? undefined) as S | undefined
      return {
        saved: { state, revision: row.revision, watermark: row.watermark },
        answered: row.first === null ? undefined : activities(said.all(conversation, row.first, row.last)),
      }
    },
    transcript: (conversation: string, after: number, most: number): Transcript => {
      const row = watermark.get(conversation) as { watermark: number } | undefined
      const last = row?.watermark ?? 0
      // No further: what is kept between the two looks comes with the next one.
      return { activities: activities(behind.all(conversation, after, last, most)).toReversed(), watermark: last }
    },
    knows: (conversation: string): boolean => watermark.get(conversation) !== undefined,
    unsent: (): readonly string[] =>
      (unsent.all() as readonly { conversation: string }[]).map(({ conversation }) => conversation),
    outgoing: (conversation: string): readonly Outgoing[] => outgoing.all(conversation) as unknown as Outgoing[],
    outboxDepth: (): number => (depth.get() as { depth: number }).depth,
    secret: (name: string): Uint8Array | undefined => {
      const row = secret.get(name) as { value: Uint8Array } | undefined
      return row && new Uint8Array(row.value)
    },
  }
}
