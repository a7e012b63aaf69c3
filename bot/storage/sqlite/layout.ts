import { join } from 'node:path'
import { type KeptFile, openSqlite, type Sqlite } from '../../../knowledge/storage/index.ts'

export const conversationsFile = (dataDir: string): KeptFile => ({
  file: join(dataDir, 'advise.sqlite'),
  holds: 'Conversations',
  remedy: 'move that file away',
})

/**
 * Opens the file for writing: a change is on disk when it returns, and what is removed leaves no byte. `patience`:
 * milliseconds to wait while another program writes.
 *
 * @throws Error when the file cannot be used, or a newer release wrote it
 */
export const openConversations = (dataDir: string, patience: number): Sqlite =>
  openSqlite(conversationsFile(dataDir), {
    synchronous: 'FULL',
    migrations: MIGRATIONS,
    patience,
    secureDelete: true,
  })

/** All that is kept of a conversation, but the conversation itself. */
export const PARTS = ['inbox', 'transcript', 'outbox', 'outcome', 'recommendation', 'feedback', 'watch'] as const

/**
 * - `conversation.at`: when it was spoken in last; 0 when it is forgotten and only its last reply is kept for a while.
 * - `inbox`: the replies to an activity are `transcript.seq` from `first` to `last`; `last` < `first`: there are none.
 * - `outbox.route`: where a row of the transcript is to be sent.
 *
 * Long rows stand in tables with row ids: those are appended, so that the turns of one commit share pages.
 */
const TABLES = `
  CREATE TABLE conversation_new (
    id TEXT PRIMARY KEY, person TEXT, state TEXT, revision INTEGER NOT NULL, watermark INTEGER NOT NULL, at INTEGER NOT NULL) STRICT;
  INSERT INTO conversation_new SELECT id, NULL, state, revision, 0, unixepoch() * 1000 FROM conversation;
  DROP TABLE conversation;
  ALTER TABLE conversation_new RENAME TO conversation;
  CREATE INDEX conversation_person ON conversation (person) WHERE person IS NOT NULL;
  CREATE INDEX conversation_at ON conversation (at);
  CREATE TABLE inbox (
    conversation TEXT NOT NULL, activity TEXT NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL, at INTEGER NOT NULL,
    PRIMARY KEY (conversation, activity)) STRICT, WITHOUT ROWID;
  CREATE INDEX inbox_at ON inbox (at);
  CREATE TABLE transcript (
    conversation TEXT NOT NULL, seq INTEGER NOT NULL, at INTEGER NOT NULL, activity TEXT NOT NULL,
    PRIMARY KEY (conversation, seq)) STRICT;
  CREATE INDEX transcript_at ON transcript (at);
  CREATE TABLE outbox (
    conversation TEXT NOT NULL, seq INTEGER NOT NULL, route TEXT NOT NULL, PRIMARY KEY (conversation, seq)) STRICT, WITHOUT ROWID;
  CREATE TABLE outcome (
    conversation TEXT NOT NULL, seq INTEGER NOT NULL, at INTEGER NOT NULL, outcome TEXT NOT NULL) STRICT;
  CREATE INDEX outcome_conversation ON outcome (conversation);
  CREATE INDEX outcome_at ON outcome (at);
  CREATE TABLE recommendation (
    conversation TEXT NOT NULL, article TEXT NOT NULL, at INTEGER NOT NULL, certain INTEGER NOT NULL, helped TEXT, helped_at INTEGER,
    PRIMARY KEY (conversation, article)) STRICT, WITHOUT ROWID;
  CREATE TABLE feedback (
    conversation TEXT NOT NULL, seq INTEGER NOT NULL, at INTEGER NOT NULL, liked INTEGER NOT NULL, reason TEXT,
    PRIMARY KEY (conversation, seq)) STRICT, WITHOUT ROWID;
  CREATE TABLE secret (name TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT;`

/** `route`: null where nothing can be sent, and it stands in the transcript alone. */
const WATCHES = `
  CREATE TABLE watch (
    conversation TEXT NOT NULL, article TEXT NOT NULL, at INTEGER NOT NULL, seen TEXT NOT NULL, address TEXT NOT NULL, route TEXT,
    PRIMARY KEY (conversation, article)) STRICT, WITHOUT ROWID;`

/** From each layout of the file to the next; the first one asks, because an empty file may also be one that was never finished. */
const MIGRATIONS = [
  'CREATE TABLE IF NOT EXISTS conversation (id TEXT PRIMARY KEY, state TEXT NOT NULL, revision INTEGER NOT NULL) STRICT',
  TABLES,
  WATCHES,
]

/** The layout that this release knows. */
export const LAYOUT = MIGRATIONS.length
