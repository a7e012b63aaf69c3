import { type Ask, type Postgres, prepareSchema } from '../../../knowledge/storage/index.ts'

/** Names as they stand in statements. The articles' tables stand in the same schema. */
export const SCHEMA = 'advise'

/** What is said there: `PROCESS CONVERSATION`, when a turn was kept. */
export const CHANNEL = 'advise_said'

/** From each layout of the tables to the next. */
const MIGRATIONS: readonly string[] = [
  `CREATE TABLE advise.conversation (
     id text PRIMARY KEY, person text, state text NOT NULL, revision int NOT NULL, watermark int NOT NULL, at bigint NOT NULL,
     sender text, sending_until timestamptz
   );
   CREATE INDEX ON advise.conversation (person);
   CREATE INDEX ON advise.conversation (at);
   CREATE TABLE advise.transcript (
     conversation text, seq int, at bigint NOT NULL, activity text NOT NULL, PRIMARY KEY (conversation, seq)
   );
   CREATE INDEX ON advise.transcript (at);
   CREATE TABLE advise.inbox (
     conversation text, activity text, first int NOT NULL, last int NOT NULL, at bigint NOT NULL,
     PRIMARY KEY (conversation, activity)
   );
   CREATE INDEX ON advise.inbox (at);
   CREATE TABLE advise.outbox (conversation text, seq int, route text NOT NULL, PRIMARY KEY (conversation, seq));
   CREATE TABLE advise.outcome (
     conversation text, seq int, at bigint NOT NULL, outcome text NOT NULL, PRIMARY KEY (conversation, seq)
   );
   CREATE INDEX ON advise.outcome (at);
   CREATE TABLE advise.recommendation (
     conversation text, article text, at bigint NOT NULL, certain boolean NOT NULL, helped text, helped_at bigint,
     PRIMARY KEY (conversation, article)
   );
   CREATE TABLE advise.feedback (
     conversation text, seq int, at bigint NOT NULL, liked boolean NOT NULL, reason text, PRIMARY KEY (conversation, seq)
   );
   CREATE TABLE advise.secret (name text PRIMARY KEY, value bytea NOT NULL);`,
]

/** Brings the tables forward: one process does it, the others wait. */
export const prepareTables = (database: Postgres): Promise<void> =>
  prepareSchema(database, SCHEMA, async ask => {
    await ask('CREATE TABLE IF NOT EXISTS advise.layout (version int NOT NULL)')
    const found = await layoutOf(ask)
    if (found > MIGRATIONS.length)
      throw new Error(
        `The conversations in this PostgreSQL were written by a newer Advise (layout ${found}, this one knows ` +
          `${MIGRATIONS.length}). Run that one, or set DATABASE_URL to another database.`,
      )
    for (const migration of MIGRATIONS.slice(found)) await ask(migration)
    await ask('DELETE FROM advise.layout')
    await ask('INSERT INTO advise.layout (version) VALUES ($1)', [MIGRATIONS.length])
  })

const layoutOf = async (ask: Ask): Promise<number> =>
  (await ask<{ version: number }>('SELECT version FROM advise.layout'))[0]?.version ?? 0
