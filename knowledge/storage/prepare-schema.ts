import type { Ask, Postgres } from './postgres.ts'

/**
 * Makes a schema, and in it what `make` finds missing: one process at a time, all or nothing. Needs the right to make a
 * schema, or an empty schema of that name.
 *
 * @throws Error when the server is too old, or cannot hold every letter
 */
export const prepareSchema = async (
  database: Postgres,
  schema: string,
  make: (ask: Ask) => Promise<void>,
): Promise<void> => {
  await checkServer(database.ask)
  await database.transact(async ask => {
    await lockSchema(ask, schema)
    if (!(await exists(ask, 'to_regnamespace', quoted(schema)))) await ask(`CREATE SCHEMA ${quoted(schema)}`)
    await make(ask)
  })
}

/** One process changes a schema at a time; the others wait. Until the transaction ends. */
export const lockSchema = async (ask: Ask, schema: string): Promise<void> => {
  await ask('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`advise ${schema}`])
}

/** A name as it stands in a statement. */
export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`

/** `table`: quoted, with its schema. */
export const hasTable = (ask: Ask, table: string): Promise<boolean> => exists(ask, 'to_regclass', table)

const exists = async (ask: Ask, lookUp: 'to_regclass' | 'to_regnamespace', name: string): Promise<boolean> =>
  (await ask<{ found: boolean }>(`SELECT ${lookUp}($1) IS NOT NULL AS found`, [name]))[0]?.found === true

const checkServer = async (ask: Ask): Promise<void> => {
  const [server] = await ask<{ version: number; shown: string; encoding: string }>(
    "SELECT current_setting('server_version_num')::int AS version, current_setting('server_version') AS shown, current_setting('server_encoding') AS encoding",
  )
  if (server && server.version < 140_000)
    throw new Error(`DATABASE_URL names a PostgreSQL ${server.shown}. It must be version 14 or newer.`)
  if (server && server.encoding !== 'UTF8')
    throw new Error(
      `DATABASE_URL names a database in ${server.encoding}. Make one that can hold every letter: CREATE DATABASE … ENCODING 'UTF8' TEMPLATE template0`,
    )
}
