import type { Effect } from '../../../dialogs/index.ts'
import { type Sqlite, type SqliteStatement, transact } from '../../../knowledge/storage/index.ts'
import type { Expiry, Whose } from '../store.ts'
import type { Change, Written, WrittenTurn } from './change.ts'
import { TABLES } from './layout.ts'

/** Makes changes in the file: all that are given at once in one transaction, with one wait for the disk. */
export type Write = (changes: readonly Change[]) => readonly Written[]

/** Rows that one sweep removes of a table: others wait for the writer meanwhile. */
const MOST_SWEPT = 500

export const createWriter = (database: Sqlite): Write => {
  const keep = createKeep(database)
  const sweep = createSweep(database)
  const forget = createForget(database)
  const sent = database.prepare('DELETE FROM outbox WHERE conversation = ? AND seq = ?')
  const secret = database.prepare('INSERT INTO secret (name, value) VALUES (?, ?) ON CONFLICT DO NOTHING')
  const touch = database.prepare("UPDATE secret SET value = value WHERE name = 'none'")

  const make = (change: Change): Written => {
    switch (change.kind) {
      case 'keep':
        return keep(change.turn)
      case 'sent':
        return done(sent.run(change.conversation, change.seq).changes)
      case 'forget':
        return done(forget(change.whose))
      case 'sweep':
        return done(sweep(change.before))
      case 'secret':
        return done(secret.run(change.name, change.value).changes)
      case 'probe':
        return done(touch.run().changes)
    }
  }
  return changes => {
    let written: readonly Written[] = []
    transact(database, () => {
      written = changes.map(make)
    })
    // What was removed still stands in the log beside the file, until that is emptied.
    if (changes.some(isRemoval)) database.pragma('wal_checkpoint(TRUNCATE)')
    return written
  }
}

const done = (value: number): Written => ({ kind: 'done', value })

const isRemoval = (change: Change): boolean =>
  change.kind === 'forget' || (change.kind === 'keep' && change.turn.effects.some(({ kind }) => kind === 'forget'))

const createKeep = (database: Sqlite) => {
  // One statement for both: a conversation that is new must not be there, one that is known must not have moved on.
  const conversation = database.prepare(
    `INSERT INTO conversation (id, person, state, revision, watermark, at) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET person = excluded.person, state = excluded.state, revision = excluded.revision,
       watermark = excluded.watermark, at = excluded.at
     WHERE conversation.revision = excluded.revision - 1 AND excluded.revision > 1`,
  )
  const inbox = database.prepare('INSERT INTO inbox (conversation, activity, first, last, at) VALUES (?, ?, ?, ?, ?)')
  const transcript = database.prepare('INSERT INTO transcript (conversation, seq, at, activity) VALUES (?, ?, ?, ?)')
  const outbox = database.prepare('INSERT INTO outbox (conversation, seq, route) VALUES (?, ?, ?)')
  const outcome = database.prepare('INSERT INTO outcome (conversation, seq, at, outcome) VALUES (?, ?, ?, ?)')
  const applyEffect = createApplyEffect(database)
  const removeAll = removeOf(database)

  return (turn: WrittenTurn): Written => {
    const { conversation: id, at, heard, replies, route } = turn
    const said = heard === undefined ? replies : [heard, ...replies]
    const last = turn.watermark + said.length
    const first = last - replies.length + 1
    const forgets = turn.effects.some(({ kind }) => kind === 'forget')
    const revision = (turn.revision ?? 0) + 1
    const kept = conversation.run(id, turn.person ?? null, turn.state, revision, last, forgets ? 0 : at)
    if (kept.changes === 0) return { kind: 'stale' }
    if (forgets) for (const remove of removeAll) remove.run(id)
    inbox.run(id, turn.activity, first, last, at)
    said.forEach((activity, index) => {
      if (!forgets || activity !== heard) transcript.run(id, turn.watermark + index + 1, at, activity)
    })
    if (route !== undefined) for (let seq = first; seq <= last; seq++) outbox.run(id, seq, route)
    if (turn.outcome !== undefined && !forgets) outcome.run(id, last, at, turn.outcome)
    for (const effect of turn.effects) applyEffect(id, effect, at)
    return done(1)
  }
}

const createApplyEffect = (database: Sqlite) => {
  const recommended = database.prepare(
    `INSERT INTO recommendation (conversation, article, at, certain) VALUES (?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET at = excluded.at, certain = excluded.certain`,
  )
  const tried = database.prepare(
    'UPDATE recommendation SET helped = ?, helped_at = ? WHERE conversation = ? AND article = ?',
  )
  return (conversation: string, effect: Effect, at: number): void => {
    if (effect.kind === 'recommended') recommended.run(conversation, effect.article, at, effect.certain ? 1 : 0)
    if (effect.kind === 'tried') tried.run(effect.helped, at, conversation, effect.article)
  }
}

const removeOf = (database: Sqlite): readonly SqliteStatement[] =>
  TABLES.map(table => database.prepare(`DELETE FROM ${table} WHERE conversation = ?`))

const createForget = (database: Sqlite) => {
  const ofPerson = database.prepare('SELECT id FROM conversation WHERE person = ?')
  const remove = createRemove(database)
  return (whose: Whose): number => {
    const ids =
      'conversation' in whose
        ? [whose.conversation]
        : (ofPerson.all(whose.person) as readonly { id: string }[]).map(({ id }) => id)
    return ids.reduce((removed, id) => removed + remove(id), 0)
  }
}

/** Removes a conversation with all that is kept of it; 1 when there was one. */
const createRemove = (database: Sqlite) => {
  const parts = removeOf(database)
  const conversation = database.prepare('DELETE FROM conversation WHERE id = ?')
  return (id: string): number => {
    for (const part of parts) part.run(id)
    return conversation.run(id).changes
  }
}

const createSweep = (database: Sqlite) => {
  const unsent = 'EXISTS (SELECT 1 FROM outbox o WHERE o.conversation ='
  const silent = database.prepare(
    `SELECT id FROM conversation WHERE at < ? AND NOT ${unsent} conversation.id) LIMIT ${MOST_SWEPT}`,
  )
  const remove = createRemove(database)
  const old = (table: string, key: string, but = '') =>
    database.prepare(
      `DELETE FROM ${table} WHERE (conversation, ${key}) IN
         (SELECT conversation, ${key} FROM ${table} WHERE at < ? ${but} LIMIT ${MOST_SWEPT})`,
    )
  const isSent = `AND NOT ${unsent} transcript.conversation AND o.seq = transcript.seq)`
  const said = [old('transcript', 'seq', isSent), old('inbox', 'activity')]
  const results = [old('outcome', 'seq'), old('recommendation', 'article'), old('feedback', 'seq')]
  return ({ conversations, transcripts, outcomes }: Expiry): number => {
    const ids = silent.all(conversations) as readonly { id: string }[]
    const removed = ids.reduce((sum, { id }) => sum + remove(id), 0)
    const rows = (statements: readonly SqliteStatement[], before: number) =>
      statements.reduce((sum, statement) => sum + statement.run(before).changes, 0)
    return removed + rows(said, transcripts) + rows(results, outcomes)
  }
}
