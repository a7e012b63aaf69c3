import { existsSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'libsql'
import { pg } from '../../../knowledge/storage/pg.ts'

/** Where a bot keeps conversations: a folder with its file, or a database. */
export type Place = { readonly dataDir: string } | { readonly database: string }

/** What is kept of a conversation. All that the audit knows of tables and columns stands in this file. */
export interface Kept {
  /** Counts the turns that were kept. */
  readonly revision: number | undefined
  /** Activities that were answered, with the places of their replies in the transcript. */
  readonly inbox: readonly { readonly activity: string; readonly first: number; readonly last: number }[]
  readonly transcript: readonly { readonly seq: number; readonly activity: string }[]
}

export interface Rows {
  kept(conversation: string): Promise<Kept>
  close(): Promise<void>
}

/** PostgreSQL's writing; SQLite takes it, too. */
const QUERIES = {
  conversation: 'SELECT revision FROM conversation WHERE id = $1',
  inbox: 'SELECT activity, first, last FROM inbox WHERE conversation = $1',
  transcript: 'SELECT seq, activity FROM transcript WHERE conversation = $1 ORDER BY seq',
} as const

type Row = Readonly<Record<string, unknown>>
type Ask = (query: string, conversation: string) => Promise<readonly Row[]>

/** @throws Error when there is no store, or it has other tables */
export const openRows = async (place: Place): Promise<Rows> => {
  const { ask, close } = 'database' in place ? await askPostgres(place.database) : askSqlite(place.dataDir)
  const rows: Rows = {
    kept: async conversation => {
      const [found] = await ask(QUERIES.conversation, conversation)
      const inbox = await ask(QUERIES.inbox, conversation)
      const transcript = await ask(QUERIES.transcript, conversation)
      return {
        revision: found && Number(found.revision),
        inbox: inbox.map(row => ({
          activity: String(row.activity),
          first: Number(row.first),
          last: Number(row.last),
        })),
        transcript: transcript.map(row => ({ seq: Number(row.seq), activity: jsonOf(row.activity) })),
      }
    },
    close,
  }
  try {
    await rows.kept('')
  } catch (error) {
    await close()
    throw new Error(`The store cannot be audited: ${(error as Error).message}. Its tables are named in store/rows.ts.`)
  }
  return rows
}

const jsonOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value))

const askSqlite = (dataDir: string): { readonly ask: Ask; readonly close: () => Promise<void> } => {
  const file = join(dataDir, 'advise.sqlite')
  if (!existsSync(file)) throw new Error(`The store cannot be audited: there is no ${file}.`)
  const database = new Database(file, { readonly: true })
  return {
    ask: async (query, conversation) => database.prepare(query.replace('$1', '?')).all(conversation) as Row[],
    close: async () => {
      database.close()
    },
  }
}

const askPostgres = async (url: string): Promise<{ readonly ask: Ask; readonly close: () => Promise<void> }> => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query('SET search_path TO advise')
  return {
    ask: async (query, conversation) => (await client.query(query, [conversation])).rows,
    close: () => client.end(),
  }
}
