import type { Sqlite } from '../../../knowledge/storage/index.ts'
import type { Expiry, KeptWatch, Whose } from '../store.ts'
import type { TurnRows } from '../turn-rows.ts'
import { PARTS } from './layout.ts'

/** What can be written, each within a transaction that is there. */
export type Statements = ReturnType<typeof prepareStatements>

interface WatchFound extends Omit<KeptWatch, 'route'> {
  readonly route: string | null
}

/** Conversations, and rows of other tables, that a sweep removes at a time: turns wait meanwhile. */
const PORTION = 200

export const prepareStatements = (database: Sqlite) => {
  const begin = database.prepare(
    'INSERT INTO conversation (id, person, state, revision, watermark, at) VALUES (?, ?, ?, 1, ?, ?) ON CONFLICT DO NOTHING',
  )
  const goOn = database.prepare(
    'UPDATE conversation SET person = coalesce(?, person), state = ?, revision = revision + 1, watermark = ?, at = ? WHERE id = ? AND revision = ?',
  )
  const hear = database.prepare('INSERT INTO inbox (conversation, activity, first, last, at) VALUES (?, ?, ?, ?, ?)')
  const say = database.prepare('INSERT INTO transcript (conversation, seq, at, activity) VALUES (?, ?, ?, ?)')
  const send = database.prepare('INSERT INTO outbox (conversation, seq, route) VALUES (?, ?, ?)')
  const conclude = database.prepare('INSERT INTO outcome (conversation, seq, at, outcome) VALUES (?, ?, ?, ?)')
  const recommend = database.prepare(
    'INSERT INTO recommendation (conversation, article, at, certain) VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET at = excluded.at, certain = excluded.certain',
  )
  const tried = database.prepare(
    'UPDATE recommendation SET helped = ?, helped_at = ? WHERE conversation = ? AND article = ?',
  )
  const rate = database.prepare(
    'INSERT INTO feedback (conversation, seq, at, liked, reason) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET at = excluded.at, liked = excluded.liked, reason = excluded.reason',
  )
  const watch = database.prepare(
    'INSERT OR REPLACE INTO watch (conversation, article, at, seen, address, route) VALUES (?, ?, ?, ?, ?, ?)',
  )
  const unwatch = database.prepare('DELETE FROM watch WHERE conversation = ?')
  const watches = database.prepare('SELECT conversation, article, seen, address, route FROM watch ORDER BY article')
  const markForgotten = database.prepare('UPDATE conversation SET person = NULL, at = 0 WHERE id = ?')
  const removeParts = PARTS.map(part => database.prepare(`DELETE FROM ${part} WHERE conversation = ?`))
  const removeConversation = database.prepare('DELETE FROM conversation WHERE id = ?')
  const ofPerson = database.prepare('SELECT id FROM conversation WHERE person = ?')
  const unsend = database.prepare('DELETE FROM outbox WHERE conversation = ? AND seq = ?')
  const unsent = database.prepare('SELECT DISTINCT conversation FROM outbox')
  const depth = database.prepare('SELECT count(*) AS depth FROM outbox')
  const addSecret = database.prepare('INSERT INTO secret (name, value) VALUES (?, ?) ON CONFLICT DO NOTHING')
  const secret = database.prepare('SELECT value FROM secret WHERE name = ?')
  const probe = database.prepare("INSERT OR REPLACE INTO secret (name, value) VALUES ('probe', ?)")
  const unprobe = database.prepare("DELETE FROM secret WHERE name = 'probe'")
  const isThere = database.prepare('SELECT id FROM conversation WHERE id = ?')
  const oldConversations = database.prepare(`SELECT id FROM conversation WHERE at > 0 AND at < ? LIMIT ${PORTION}`)
  const forgotten = database.prepare(
    `SELECT id FROM conversation c WHERE at = 0
      AND NOT EXISTS (SELECT 1 FROM outbox WHERE conversation = c.id)
      AND NOT EXISTS (SELECT 1 FROM inbox WHERE conversation = c.id AND at >= ?) LIMIT ${PORTION}`,
  )
  const oldTranscript = database.prepare(
    `DELETE FROM transcript WHERE rowid IN (SELECT rowid FROM transcript t WHERE at < ?
      AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.conversation = t.conversation AND o.seq = t.seq) LIMIT ${PORTION})`,
  )
  // An inbox row goes with its replies: half of them would be a wrong answer.
  const oldInbox = database.prepare(
    `DELETE FROM inbox WHERE (conversation, activity) IN (SELECT conversation, activity FROM inbox WHERE at < ? LIMIT ${PORTION})`,
  )
  const oldOutcomes = database.prepare(
    `DELETE FROM outcome WHERE rowid IN (SELECT rowid FROM outcome WHERE at < ? LIMIT ${PORTION})`,
  )
  const oldAdvice = ['recommendation', 'feedback'].map(table => database.prepare(`DELETE FROM ${table} WHERE at < ?`))

  const remove = (ids: readonly string[]): number => {
    for (const id of ids) {
      for (const part of removeParts) part.run(id)
      removeConversation.run(id)
    }
    return ids.length
  }
  const idsOf = (rows: readonly unknown[]): string[] => (rows as readonly { id: string }[]).map(({ id }) => id)

  return {
    /** False, and nothing is changed, when another turn was kept first. */
    keep(turn: TurnRows): boolean {
      const { conversation, person, activity, before, state, said, first, firstReply, watermark, at } = turn
      const { changes } =
        before === null
          ? begin.run(conversation, person, state, watermark, at)
          : goOn.run(person, state, watermark, at, conversation, before)
      if (changes === 0) return false
      if (turn.forgets) {
        for (const part of removeParts) part.run(conversation)
        markForgotten.run(conversation)
      }
      hear.run(conversation, activity, firstReply, watermark, at)
      for (const [index, words] of said.entries()) say.run(conversation, first + index, at, words)
      if (turn.route !== null)
        for (let seq = firstReply; seq <= watermark; seq++) send.run(conversation, seq, turn.route)
      if (turn.outcome !== null) conclude.run(conversation, watermark, at, turn.outcome)
      if (turn.feedback) rate.run(conversation, watermark, at, turn.feedback.liked ? 1 : 0, turn.feedback.reason)
      if (turn.watch === 'none') unwatch.run(conversation)
      else if (turn.watch)
        watch.run(conversation, turn.watch.article, at, turn.watch.seen, turn.watch.address, turn.watch.route)
      for (const { article, certain, helped } of turn.advice) {
        if (certain !== null) recommend.run(conversation, article, at, certain ? 1 : 0)
        if (helped !== null) tried.run(helped, at, conversation, article)
      }
      return true
    },
    sent(conversation: string, seq: number): void {
      unsend.run(conversation, seq)
    },
    unsent: (): string[] => (unsent.all() as { conversation: string }[]).map(row => row.conversation),
    depth: (): number => (depth.get() as { depth: number }).depth,
    /** `value` counts only where there is none of that name yet. */
    secret(name: string, value: Uint8Array): Uint8Array {
      addSecret.run(name, value)
      return (secret.get(name) as { value: Uint8Array }).value
    },
    watches: (): readonly KeptWatch[] =>
      (watches.all() as WatchFound[]).map(({ conversation, article, seen, address, route }) => ({
        conversation,
        article,
        seen,
        address,
        route: route ?? undefined,
      })),
    probe(value: Uint8Array): void {
      // In a list: the driver takes an only value that is an object for values by name.
      probe.run([value])
    },
    unprobe(): void {
      unprobe.run()
    },
    /** How many conversations. */
    forget: (whose: Whose): number =>
      remove(idsOf('conversation' in whose ? isThere.all(whose.conversation) : ofPerson.all(whose.person))),
    /** Removes some of what is older; how many rows. */
    sweep: ({ conversations, forgotten: forgottenBefore, transcripts, outcomes }: Expiry): number =>
      remove(idsOf(oldConversations.all(conversations))) +
      remove(idsOf(forgotten.all(forgottenBefore))) +
      oldInbox.run(transcripts).changes +
      oldTranscript.run(transcripts).changes +
      oldOutcomes.run(outcomes).changes +
      oldAdvice.reduce((sum, statement) => sum + statement.run(outcomes).changes, 0),
  }
}
