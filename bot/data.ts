/** The operator's tool for what is stored: `npm run data` says what it can do. */
import { existsSync, realpathSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { readStorePlace } from './settings.ts'
import { openPostgresData } from './storage/postgres/stored-data.ts'
import { openSqliteData } from './storage/sqlite/stored-data.ts'
import type { Whose } from './storage/store.ts'
import type { StoredData, TableStatus } from './storage/stored-data.ts'

const HELP = `npm run data -- forget --conversation ID    removes all that is kept of a conversation
npm run data -- forget --person ID          removes all that is kept of a person, by the id that the channel gives them
npm run data -- backup FILE                 copies the conversations to a new file
npm run data -- status                      counts what is kept, and what waits to be sent

Each works while the bot runs, on what DATA_DIR or DATABASE_URL names. docs/data.md has more.`

type Command =
  | { readonly kind: 'forget'; readonly whose: Whose }
  | { readonly kind: 'backup'; readonly file: string }
  | { readonly kind: 'status' }

/** Runs one command line; gives the exit status: 0 done, 1 not done, 2 not understood. */
export const runData = async (
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  write: (text: string) => void,
): Promise<number> => {
  const command = readCommand(args)
  if (!command) {
    write(HELP)
    return args.length === 0 || args.includes('--help') ? 0 : 2
  }
  try {
    const { dataDir, database } = readStorePlace(env)
    const data = database === undefined ? openSqliteData(dataDir) : await openPostgresData(database)
    try {
      return await run(command, data, write)
    } finally {
      await data.close()
    }
  } catch (error) {
    write((error as Error).message)
    return 1
  }
}

const readCommand = (args: readonly string[]): Command | undefined => {
  const options = { conversation: { type: 'string' }, person: { type: 'string' } } as const
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true })
    const [kind, file, ...more] = positionals
    const named = Object.entries(values).filter(([, value]) => value !== '')
    if (more.length > 0) return undefined
    if (kind === 'forget' && file === undefined && named.length === 1)
      return { kind, whose: values as unknown as Whose }
    if (named.length > 0) return undefined
    if (kind === 'backup' && file !== undefined) return { kind, file }
    return kind === 'status' && file === undefined ? { kind } : undefined
  } catch {
    return undefined
  }
}

const run = async (command: Command, data: StoredData, write: (text: string) => void): Promise<number> => {
  if (command.kind === 'forget') {
    const found = await data.forget(command.whose)
    write(`${found} ${found === 1 ? 'conversation is' : 'conversations are'} removed from ${data.place}.`)
    return 0
  }
  if (command.kind === 'status') {
    write(`${data.place}\n\n${table(await data.status())}`)
    return 0
  }
  const backup = await data.backup(command.file)
  if (backup.kind === 'made') {
    write(
      `${data.place} is copied to ${command.file}. Keep it safe: it has all that people told, and the bot's secrets.`,
    )
    return 0
  }
  write(`A PostgreSQL is copied by its own tool:\n\n  ${backup.command}`)
  return 1
}

const table = (rows: readonly TableStatus[]): string => {
  const waiting = rows.find(({ table }) => table === 'outbox')?.rows ?? 0
  return [
    `${'table'.padEnd(16)}${'rows'.padStart(10)}   oldest (UTC)`,
    ...rows.map(
      ({ table, rows, oldest }) =>
        `${table.padEnd(16)}${String(rows).padStart(10)}   ${oldest === undefined ? '-' : timeOf(oldest)}`,
    ),
    '',
    `${waiting} ${waiting === 1 ? 'reply waits' : 'replies wait'} to be sent.`,
  ].join('\n')
}

/** To the minute, in UTC. */
const timeOf = (at: number): string => new Date(at).toISOString().slice(0, 16).replace('T', ' ')

const [, program] = process.argv
if (program !== undefined && existsSync(program) && realpathSync(program) === fileURLToPath(import.meta.url))
  process.exitCode = await runData(process.argv.slice(2), process.env, text => process.stdout.write(`${text}\n`))
