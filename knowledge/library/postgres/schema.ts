import { type Ask, hasTable, lockSchema, type Postgres, prepareSchema, quoted } from '../../storage/index.ts'

/** Names of tables as they stand in statements: quoted, with their schema. */
export interface Tables {
  readonly schema: string
  /** Names the edition of the room that these tables are for. */
  readonly key: string
  /** One row for each edition of the room: how many articles it has, which transaction changed them last, when it was used last. */
  readonly room: string
  readonly file: string
  /** What was read from a file, and its words as they stand. */
  readonly article: string
  /** The articles that are used, one for each id, with what they are found by. */
  readonly entry: string
  readonly term: string
  readonly spelling: string
  /** The index of `entry`. */
  readonly found: string
}

/**
 * Tables of one schema. Each edition of the room has its own: processes of an older release go on while a newer one reads
 * the articles as it understands them.
 */
export const tablesOf = (schema: string, key: string): Tables => {
  const named = (name: string): string => `${quoted(schema)}.${quoted(name)}`
  const own = (name: string): string => named(ownName(name, key))
  return {
    schema,
    key,
    room: named('room'),
    file: own('file'),
    article: own('article'),
    entry: own('entry'),
    term: own('term'),
    spelling: own('spelling'),
    found: own('entry_lexemes'),
  }
}

const ownName = (name: string, key: string): string => `${name}_${key.slice(0, 12)}`

/** Hours after which the tables of an edition that nobody uses are removed. */
const UNUSED = 24

/** Makes what is missing, and removes what belongs to editions of the room that are used no more. */
export const prepareTables = (database: Postgres, tables: Tables): Promise<void> =>
  prepareSchema(database, tables.schema, async ask => {
    if (!(await hasTable(ask, tables.room))) await ask(shared(tables))
    if (!(await hasTable(ask, tables.entry))) await ask(ownTables(tables))
    await ask(`INSERT INTO ${tables.room} (key) VALUES ($1) ON CONFLICT (key) DO UPDATE SET used = now()`, [tables.key])
    await removeUnused(ask, tables)
  })

/** Notes that these tables are used. */
export const keepInUse = async (ask: Ask, { room, key }: Tables): Promise<void> => {
  await ask(`UPDATE ${room} SET used = now() WHERE key = $1`, [key])
}

/** One process writes at a time; the others wait. Until the transaction ends. */
export const lockForWriting = (ask: Ask, { schema }: Tables): Promise<void> => lockSchema(ask, schema)

const removeUnused = async (ask: Ask, { schema, room, key }: Tables): Promise<void> => {
  const unused = await ask<{ key: string }>(
    `DELETE FROM ${room} WHERE key <> $1 AND used < now() - interval '${UNUSED} hours' RETURNING key`,
    [key],
  )
  for (const old of unused) {
    const { file, article, entry, term, spelling } = tablesOf(schema, old.key)
    await ask(`DROP TABLE IF EXISTS ${[file, article, entry, term, spelling].join(', ')}`)
  }
}

const shared = ({ room }: Tables): string => `
  CREATE TABLE ${room} (
    key text PRIMARY KEY, articles int NOT NULL DEFAULT 0, changes xid8 NOT NULL DEFAULT pg_current_xact_id(),
    used timestamptz NOT NULL DEFAULT now());`

/**
 * - `file.marks`: sizes and times of the copies whose content this is; `hash`: of that content.
 * - `article.words`: its sequence, packed, in numbers of `term`.
 * - `entry.lexemes`: the numbers of its terms, and once more as `c…` where it is about them. Rows are kept in one piece:
 *   to fetch a part from elsewhere for each of thousands takes most of a search's time.
 * - `term.articles`: how many entries have it; changes in place, so pages are half empty.
 * - `spelling`: words with their first letter, length, and the letters they have as bits.
 */
const ownTables = ({ key, file, article, entry, term, spelling }: Tables): string => `
  CREATE TABLE ${file} (
    path text COLLATE "C" PRIMARY KEY, marks text[] NOT NULL, hash text NOT NULL, layout text, problems text);
  CREATE TABLE ${article} (
    number int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, file text COLLATE "C" NOT NULL UNIQUE,
    id text COLLATE "C" NOT NULL, newness text COLLATE "C" NOT NULL, head text NOT NULL, parts text NOT NULL, words bytea NOT NULL);
  ALTER TABLE ${article} ALTER words SET STORAGE EXTERNAL;
  CREATE INDEX ON ${article} (id, newness, file);
  CREATE TABLE ${entry} (
    article int PRIMARY KEY, id text COLLATE "C" NOT NULL UNIQUE, lexemes tsvector NOT NULL)
    WITH (toast_tuple_target = 8160);
  CREATE INDEX ${quoted(ownName('entry_lexemes', key))} ON ${entry} USING gin (lexemes);
  CREATE TABLE ${term} (
    number int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, term text COLLATE "C" NOT NULL UNIQUE,
    articles int NOT NULL DEFAULT 0) WITH (fillfactor = 50);
  CREATE TABLE ${spelling} (
    word text COLLATE "C" PRIMARY KEY, first int NOT NULL, length int NOT NULL, letters int NOT NULL, term int NOT NULL);
  CREATE INDEX ON ${spelling} (first, length);`
