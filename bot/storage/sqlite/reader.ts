import { openSqlite, type Sqlite } from '../../../knowledge/storage/index.ts'
import type { Look, Outgoing, Spoken, Transcript } from '../store.ts'
import { OPENING, StoreAwayError } from '../store.ts'
import { needsReopening, whyAway } from './away.ts'
import { conversationsFile } from './layout.ts'

/** Takes names as they are kept. */
export interface Reader<S> {
  look(conversation: string, activity: string): Look<S>
  transcript(conversation: string, after: number, most: number): Transcript
  knows(conversation: string): boolean
  conversationsOf(person: string, most: number): readonly Spoken[]
  outgoing(conversation: string): readonly Outgoing[]
  close(): void
}

/**
 * Milliseconds. With a write-ahead log nobody who writes keeps those who read waiting; only who takes the whole file for
 * himself does, and he shall not stop the process for long.
 */
const LOCK_PATIENCE = 50

interface Found {
  readonly state: string | null
  readonly revision: number
  readonly watermark: number
  /** Null: that activity is not known. */
  readonly first: number | null
  readonly last: number | null
}

/**
 * Reads in this thread: an answer takes some ten microseconds, to ask another thread takes longer. What is read is what
 * was committed last.
 *
 * @throws StoreAwayError from each method
 */
export const createReader = <S>(dataDir: string): Reader<S> => {
  const kept = conversationsFile(dataDir)
  let database: Sqlite | undefined
  let queries: Queries | undefined

  const open = (): Queries => {
    database = openSqlite(kept, { synchronous: 'FULL', patience: LOCK_PATIENCE })
    database.pragma('query_only = ON')
    return prepareQueries(database)
  }
  const close = (): void => {
    try {
      database?.close()
    } catch {}
    database = undefined
    queries = undefined
  }
  const read = <T>(query: (queries: Queries) => T): T => {
    try {
      queries ??= open()
      return query(queries)
    } catch (error) {
      const why = whyAway(error, kept.file)
      if (why === undefined) throw error
      if (needsReopening(error)) close()
      throw new StoreAwayError(why, error)
    }
  }

  return {
    look: (conversation, activity) =>
      read(({ look, replies }) => {
        const found = look.get(activity, conversation) as Found | undefined
        if (!found) return NOTHING
        const { state, revision, watermark, first, last } = found
        return {
          saved: { state: state === null ? undefined : (JSON.parse(state) as S), revision, watermark },
          answered: first === null ? undefined : activitiesOf(replies.all(conversation, first, last)),
        }
      }),
    transcript: (conversation, after, most) =>
      read(({ watermark, newest }) => {
        // Asked first: what is kept in between comes with a newer number.
        const known = (watermark.get(conversation) as { watermark: number } | undefined)?.watermark ?? 0
        const rows = (newest.all(conversation, after, most) as Row[]).reverse()
        return { activities: activitiesOf(rows), watermark: Math.max(known, rows.at(-1)?.seq ?? 0) }
      }),
    knows: conversation => read(({ watermark }) => watermark.get(conversation) !== undefined),
    conversationsOf: (person, most) =>
      read(({ ofPerson, oldest }) =>
        (ofPerson.all(person, most) as Omit<Spoken, 'opening'>[]).map(({ conversation, at }) => ({
          conversation,
          at,
          opening: activitiesOf(oldest.all(conversation)),
        })),
      ),
    outgoing: conversation =>
      read(({ outgoing }) =>
        (outgoing.all(conversation) as Outgoing[]).map(({ seq, activity, route }) => ({ seq, activity, route })),
      ),
    close,
  }
}

type Queries = ReturnType<typeof prepareQueries>

interface Row {
  readonly seq: number
  readonly activity: string
}

const prepareQueries = (database: Sqlite) => ({
  look: database.prepare(
    `SELECT c.state, c.revision, c.watermark, i.first, i.last FROM conversation c
      LEFT JOIN inbox i ON i.conversation = c.id AND i.activity = ? WHERE c.id = ?`,
  ),
  replies: database.prepare(
    'SELECT activity FROM transcript WHERE conversation = ? AND seq BETWEEN ? AND ? ORDER BY seq',
  ),
  watermark: database.prepare('SELECT watermark FROM conversation WHERE id = ?'),
  newest: database.prepare(
    'SELECT seq, activity FROM transcript WHERE conversation = ? AND seq > ? ORDER BY seq DESC LIMIT ?',
  ),
  ofPerson: database.prepare(
    'SELECT id AS conversation, at FROM conversation WHERE person = ? AND at > 0 AND revision > 1 ORDER BY at DESC LIMIT ?',
  ),
  oldest: database.prepare(`SELECT activity FROM transcript WHERE conversation = ? ORDER BY seq LIMIT ${OPENING}`),
  outgoing: database.prepare(
    `SELECT o.seq, o.route, t.activity FROM outbox o JOIN transcript t ON t.conversation = o.conversation AND t.seq = o.seq
      WHERE o.conversation = ? ORDER BY o.seq`,
  ),
})

const NOTHING = { saved: undefined, answered: undefined } as const

const activitiesOf = (rows: readonly unknown[]): readonly string[] =>
  (rows as readonly { activity: string }[]).map(({ activity }) => activity)
