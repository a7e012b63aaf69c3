import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { openSqlite, transact } from '../../../knowledge/storage/index.ts'

/** What the counting bot does wrong. */
export type Fault =
  /** Acknowledges what is only written half a second later. */
  | 'forgets'
  /** Takes what is delivered again for a new turn. */
  | 'doubles'
  /** Never sends some of the replies. */
  | 'drops'
  /** Two turns at once are both taken on the state before them. */
  | 'races'

interface Turn {
  readonly conversation: string
  readonly activity: string
  /** Shown in the transcript. */
  readonly heard: object | undefined
  readonly text: string
  /** Where replies are sent to; undefined when they are returned. */
  readonly route: string | undefined
  /** What replies have besides what they say. */
  readonly reply: object
}

export interface Waiting {
  readonly conversation: string
  readonly seq: number
  readonly route: string
  readonly activity: string
}

interface CountingStore {
  /** Resolves to the replies (JSON) when all is kept. */
  take(turn: Turn): Promise<readonly string[]>
  shown(conversation: string, after: number): { readonly activities: readonly string[]; readonly watermark: number }
  knows(conversation: string): boolean
  /** Replies to be sent, oldest first, that no other living process sends. */
  waiting(): readonly Waiting[]
  sent(waiting: Waiting): void
}

/** The tables that the audit reads. The owner of what is to be sent is the process that took the turn. */
const TABLES = [
  `CREATE TABLE conversation (id TEXT PRIMARY KEY, state TEXT, revision INTEGER, watermark INTEGER);
   CREATE TABLE inbox (conversation TEXT, activity TEXT, first INTEGER, last INTEGER);
   CREATE TABLE transcript (conversation TEXT, seq INTEGER, activity TEXT, PRIMARY KEY (conversation, seq));
   CREATE TABLE outbox (conversation TEXT, seq INTEGER, route TEXT, owner INTEGER, PRIMARY KEY (conversation, seq));
   CREATE INDEX heard ON inbox (conversation, activity)`,
]

/** Milliseconds for which `forgets` keeps what it has acknowledged in memory, and for which `races` thinks. */
const LATE = 500
const THINKS = 3

export const openCountingStore = (dataDir: string, fault: Fault | undefined): CountingStore => {
  const kept = { file: join(dataDir, 'advise.sqlite'), holds: 'Counts', remedy: 'move it away' }
  const database = openSqlite(kept, { synchronous: 'NORMAL', migrations: TABLES })
  const sql = <Row>(text: string) => {
    const statement = database.prepare(text)
    return {
      one: (...values: unknown[]) => statement.get(values) as Row | undefined,
      all: (...values: unknown[]) => statement.all(values) as Row[],
      run: (...values: unknown[]) => statement.run(values),
    }
  }
  const find = sql<{ state: string; revision: number; watermark: number }>('SELECT * FROM conversation WHERE id = ?')
  const put = sql('INSERT OR REPLACE INTO conversation VALUES (?, ?, ?, ?)')
  const answered = sql<{ first: number; last: number }>('SELECT * FROM inbox WHERE conversation = ? AND activity = ?')
  const answer = sql('INSERT INTO inbox VALUES (?, ?, ?, ?)')
  const range = sql<{ activity: string }>(
    'SELECT activity FROM transcript WHERE conversation = ? AND seq BETWEEN ? AND ? ORDER BY seq',
  )
  const append = sql('INSERT OR REPLACE INTO transcript VALUES (?, ?, ?)')
  const queue = sql('INSERT OR REPLACE INTO outbox VALUES (?, ?, ?, ?)')
  const queued = sql<Waiting & { readonly owner: number }>(
    'SELECT * FROM outbox JOIN transcript USING (conversation, seq) ORDER BY conversation, seq',
  )
  const adopt = sql('UPDATE outbox SET owner = ? WHERE owner = ?')
  const done = sql('DELETE FROM outbox WHERE conversation = ? AND seq = ?')
  if (fault === 'forgets') {
    database.exec('BEGIN')
    setInterval(() => database.exec('COMMIT; BEGIN'), LATE)
  }
  const inOnePiece = (work: () => void): void => (fault === 'forgets' ? work() : transact(database, work))

  const keep = ({ conversation, activity, heard, route, reply, text }: Turn, before: ReturnType<typeof find.one>) => {
    const { state, replies } = respond(before?.state, text)
    let seq = before?.watermark ?? 0
    if (heard) append.run(conversation, ++seq, JSON.stringify(heard))
    const first = seq + 1
    for (const said of replies) {
      append.run(conversation, ++seq, JSON.stringify({ ...said, ...reply, id: randomUUID() }))
      if (route !== undefined && !(fault === 'drops' && seq % 9 === 0)) queue.run(conversation, seq, route, process.pid)
    }
    answer.run(conversation, activity, first, seq)
    put.run(conversation, state, (before?.revision ?? 0) + 1, seq)
    return range.all(conversation, first, seq)
  }

  return {
    take: async turn => {
      const early = find.one(turn.conversation)
      if (fault === 'races') await new Promise(resolve => setTimeout(resolve, THINKS))
      let rows: readonly { readonly activity: string }[] = []
      inOnePiece(() => {
        const known = fault === 'doubles' ? undefined : answered.one(turn.conversation, turn.activity)
        const now = find.one(turn.conversation)
        rows = known
          ? range.all(turn.conversation, known.first, known.last)
          : keep(turn, fault === 'races' && now && early ? { ...now, state: early.state } : now)
      })
      return rows.map(({ activity }) => activity)
    },
    shown: (conversation, after) => {
      const watermark = find.one(conversation)?.watermark ?? 0
      return { activities: range.all(conversation, after + 1, watermark).map(({ activity }) => activity), watermark }
    },
    knows: conversation => find.one(conversation) !== undefined,
    waiting: () => {
      const rows = queued.all()
      for (const owner of new Set(rows.map(row => row.owner))) if (!isAlive(owner)) adopt.run(process.pid, owner)
      return rows.filter(({ owner }) => owner === process.pid)
    },
    sent: ({ conversation, seq }) => {
      done.run(conversation, seq)
    },
  }
}

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

/** Counts what it is told, and adds it up: whatever is lost or doubled shows. Thanks are not counted. */
const respond = (state: string | undefined, text: string): { readonly state: string; readonly replies: object[] } => {
  if (/thank/.test(text)) return { state: state ?? '0 0', replies: [say('You are welcome.')] }
  const [count = 0, sum = 0] = (state ?? '').split(' ').map(Number)
  const added = [...text].reduce((all, letter) => (all * 31 + letter.charCodeAt(0)) % 1_000_003, sum)
  const more = text.length % 3 === 0 ? [say('And then?', ['This', `That ${added % 10}`])] : []
  return { state: `${count + 1} ${added}`, replies: [say(`${count + 1}: ${text} (${added})`), ...more] }
}

const say = (text: string, titles: readonly string[] = []): object => ({
  type: 'message',
  text,
  suggestedActions: { actions: titles.map(title => ({ type: 'imBack', title, value: title })) },
})
