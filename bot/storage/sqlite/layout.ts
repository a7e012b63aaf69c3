/** From each layout of advise.sqlite to the next; the first one asks, because an empty file may also be one that was never finished. */
export const MIGRATIONS: readonly string[] = [
  'CREATE TABLE IF NOT EXISTS conversation (id TEXT PRIMARY KEY, state TEXT NOT NULL, revision INTEGER NOT NULL) STRICT',
  `ALTER TABLE conversation ADD COLUMN person TEXT;
   ALTER TABLE conversation ADD COLUMN watermark INTEGER NOT NULL DEFAULT 0;
   ALTER TABLE conversation ADD COLUMN at INTEGER NOT NULL DEFAULT 0;
   UPDATE conversation SET at = unixepoch() * 1000;
   CREATE INDEX conversation_person ON conversation (person);
   CREATE INDEX conversation_at ON conversation (at);
   CREATE TABLE transcript (
     conversation TEXT NOT NULL, seq INTEGER NOT NULL, at INTEGER NOT NULL, activity TEXT NOT NULL,
     PRIMARY KEY (conversation, seq)
   ) STRICT;
   CREATE INDEX transcript_at ON transcript (at);
   CREATE TABLE inbox (
     conversation TEXT NOT NULL, activity TEXT NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL, at INTEGER NOT NULL,
     PRIMARY KEY (conversation, activity)
   ) STRICT, WITHOUT ROWID;
   CREATE INDEX inbox_at ON inbox (at);
   CREATE TABLE outbox (
     conversation TEXT NOT NULL, seq INTEGER NOT NULL, route TEXT NOT NULL, PRIMARY KEY (conversation, seq)
   ) STRICT, WITHOUT ROWID;
   CREATE TABLE outcome (
     conversation TEXT NOT NULL, seq INTEGER NOT NULL, at INTEGER NOT NULL, outcome TEXT NOT NULL,
     PRIMARY KEY (conversation, seq)
   ) STRICT, WITHOUT ROWID;
   CREATE INDEX outcome_at ON outcome (at);
   CREATE TABLE recommendation (
     conversation TEXT NOT NULL, article TEXT NOT NULL, at INTEGER NOT NULL, certain INTEGER NOT NULL,
     helped TEXT, helped_at INTEGER, PRIMARY KEY (conversation, article)
   ) STRICT, WITHOUT ROWID;
   CREATE TABLE feedback (
     conversation TEXT NOT NULL, seq INTEGER NOT NULL, at INTEGER NOT NULL, liked INTEGER NOT NULL, reason TEXT,
     PRIMARY KEY (conversation, seq)
   ) STRICT, WITHOUT ROWID;
   CREATE TABLE secret (name TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT;`,
]

/** What is kept of a conversation besides its own row. */
export const TABLES = ['transcript', 'inbox', 'outbox', 'outcome', 'recommendation', 'feedback'] as const
