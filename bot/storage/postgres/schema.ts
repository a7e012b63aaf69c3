import { type Ask, connectPostgres, hasTable, prepareSchema, quoted } from '../../../knowledge/storage/index.ts'

/** Names of tables as they stand in statements: quoted, with their schema. */
export type Tables = ReturnType<typeof tablesOf>

/** Where the articles are, too; their tables have other names. */
export const tablesOf = (schema = 'advise') => {
  const named = (name: string): string => `${quoted(schema)}.${quoted(name)}`
  return {
    schema,
    layout: named('layout'),
    conversation: named('conversation'),
    inbox: named('inbox'),
    transcript: named('transcript'),
    outbox: named('outbox'),
    outcome: named('outcome'),
    recommendation: named('recommendation'),
    feedback: named('feedback'),
    watch: named('watch'),
    lease: named('lease'),
    secret: named('secret'),
    /** Where processes tell each other in which conversations something was said. */
    channel: `${schema} said`,
  }
}

/** All that is kept of a conversation, but the conversation itself. */
export const partsOf = (t: Tables): readonly string[] => [
  t.inbox,
  t.transcript,
  t.outbox,
  t.outcome,
  t.recommendation,
  t.feedback,
  t.watch,
  t.lease,
]

/**
 * Makes the tables, or brings them to what this release knows: one process at a time, all or nothing.
 *
 * @throws Error when the database cannot be used, or a newer release made them
 */
export const prepareTables = async (url: string, tables: Tables): Promise<void> => {
  // Not over the connections of turns: to wait until another process is done may take longer than any turn.
  const database = await connectPostgres(url)
  try {
    if ((await layoutIn(database.ask, tables)) === MIGRATIONS.length) return
    await prepareSchema(database, tables.schema, async ask => {
      const found = await layoutIn(ask, tables)
      if (found > MIGRATIONS.length)
        throw new Error(
          `Conversations in DATABASE_URL were written by a newer Advise (layout ${found}, this one knows ` +
            `${MIGRATIONS.length}). Start that release, or name another database.`,
        )
      for (const migration of MIGRATIONS.slice(found)) await ask(migration(tables))
      await ask(`UPDATE ${tables.layout} SET number = ${MIGRATIONS.length}`)
    })
  } finally {
    await database.close()
  }
}

/** 0: there are no tables yet. */
const layoutIn = async (ask: Ask, { layout }: Tables): Promise<number> => {
  if (!(await hasTable(ask, layout))) return 0
  return (await ask<{ number: number }>(`SELECT number FROM ${layout}`))[0]?.number ?? 0
}

/**
 * - `conversation.at`: when it was spoken in last; 0 when it is forgotten and only its last reply is kept for a while.
 * - `inbox`: the replies to an activity are `transcript.seq` from `first` to `last`; `last` < `first`: there are none.
 * - `outbox.route`: where a row of the transcript is to be sent.
 * - `lease`: which process sends a conversation's replies, until when by the database's clock.
 *
 * Times are milliseconds since 1970. Rows of a conversation are changed in place, so its pages are not filled.
 */
const firstLayout = (t: Tables): string => `
  CREATE TABLE ${t.layout} (number int NOT NULL);
  INSERT INTO ${t.layout} VALUES (0);
  CREATE TABLE ${t.conversation} (
    id text COLLATE "C" PRIMARY KEY, person text COLLATE "C", state text, revision int NOT NULL, watermark int NOT NULL,
    at bigint NOT NULL) WITH (fillfactor = 70);
  CREATE INDEX ON ${t.conversation} (person) WHERE person IS NOT NULL;
  CREATE INDEX ON ${t.conversation} (at);
  CREATE TABLE ${t.inbox} (
    conversation text COLLATE "C" NOT NULL, activity text COLLATE "C" NOT NULL, first int NOT NULL, last int NOT NULL,
    at bigint NOT NULL, PRIMARY KEY (conversation, activity));
  CREATE INDEX ON ${t.inbox} (at);
  CREATE TABLE ${t.transcript} (
    conversation text COLLATE "C" NOT NULL, seq int NOT NULL, at bigint NOT NULL, activity text NOT NULL,
    PRIMARY KEY (conversation, seq));
  CREATE INDEX ON ${t.transcript} (at);
  CREATE TABLE ${t.outbox} (
    conversation text COLLATE "C" NOT NULL, seq int NOT NULL, route text NOT NULL, PRIMARY KEY (conversation, seq));
  CREATE TABLE ${t.outcome} (conversation text COLLATE "C" NOT NULL, seq int NOT NULL, at bigint NOT NULL, outcome text NOT NULL);
  CREATE INDEX ON ${t.outcome} (conversation);
  CREATE INDEX ON ${t.outcome} (at);
  CREATE TABLE ${t.recommendation} (
    conversation text COLLATE "C" NOT NULL, article text COLLATE "C" NOT NULL, at bigint NOT NULL, certain boolean NOT NULL,
    helped text, helped_at bigint, PRIMARY KEY (conversation, article));
  CREATE INDEX ON ${t.recommendation} (at);
  CREATE TABLE ${t.feedback} (
    conversation text COLLATE "C" NOT NULL, seq int NOT NULL, at bigint NOT NULL, liked boolean NOT NULL, reason text,
    PRIMARY KEY (conversation, seq));
  CREATE TABLE ${t.lease} (
    conversation text COLLATE "C" PRIMARY KEY, sender text NOT NULL, sending_until bigint NOT NULL);
  CREATE TABLE ${t.secret} (name text PRIMARY KEY, value bytea NOT NULL);`

/** `route`: null where nothing can be sent, and it stands in the transcript alone. */
const watches = (t: Tables): string => `
  CREATE TABLE ${t.watch} (
    conversation text COLLATE "C" NOT NULL, article text COLLATE "C" NOT NULL, at bigint NOT NULL, seen text NOT NULL,
    address text NOT NULL, route text, PRIMARY KEY (conversation, article));`

const MIGRATIONS: readonly ((tables: Tables) => string)[] = [firstLayout, watches]
