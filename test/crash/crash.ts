/**
 * Kills the bot again and again while people talk with it, and counts what was lost, doubled or answered otherwise.
 *
 *   npm run crash -- [--kills N] [--acknowledged N] [--seconds S] [--conversations N] [--scripts N] [--seed N]
 *                    [--up S] [--modes expectReplies,normal,directLine] [--database URL --processes 2]
 *                    [--bot "PROGRAM ARGUMENTS"]
 *
 * The last line is JSON (`Report` in run.ts). SIGINT (Ctrl+C) ends the run early, with what was found so far. Ends with 1 when anything was found.
 */
import { parseArgs } from 'node:util'
import { makeDatabase } from '../postgres-server.ts'
import { MODES, type Mode } from './clients/thread.ts'
import { type RunOptions, runCrash } from './run.ts'

const ADVISE = [
  process.execPath,
  '--max-semi-space-size=8',
  '--v8-pool-size=1',
  '--import',
  'tsx',
  'bot/main.ts',
  '--anonymous',
]

const main = async (): Promise<number> => {
  const options = readOptions()
  const database = options.database === undefined ? undefined : await makeDatabase(options.database)
  const early = new AbortController()
  process.once('SIGINT', () => early.abort())
  try {
    const { report, samples, unaudited } = await runCrash(
      { ...options, database: database?.url, early: early.signal },
      tell,
    )
    for (const sample of samples) tell(sample)
    if (unaudited) tell(unaudited)
    process.stdout.write(`${JSON.stringify(report)}\n`)
    return unaudited || report.lost + report.doubled + report.wrong > 0 ? 1 : 0
  } finally {
    await database?.drop()
  }
}

const tell = (line: string): void => {
  process.stderr.write(`${line}\n`)
}

const readOptions = (): RunOptions => {
  const text = { type: 'string' } as const
  const { values } = parseArgs({
    options: {
      ...{ kills: text, acknowledged: text, seconds: text, conversations: text, scripts: text, seed: text },
      ...{ up: text, modes: text, database: text, processes: text, bot: text },
    },
  })
  const numberOf = (name: Counted) => readNumber(name, values[name])
  const processes = numberOf('processes') ?? 1
  if (processes > 1 && values.database === undefined && values.bot === undefined) {
    throw new Error(
      `--processes is ${processes}, but without --database a store belongs to one process. ` +
        'Add --database URL of a PostgreSQL, by a user who may create databases.',
    )
  }
  return {
    command: values.bot?.split(' ') ?? ADVISE,
    kills: numberOf('kills') ?? 20,
    acknowledged: numberOf('acknowledged') ?? 0,
    seconds: numberOf('seconds') ?? 0,
    conversations: numberOf('conversations') ?? 24,
    scripts: numberOf('scripts') ?? 12,
    processes,
    database: values.database,
    modes: readModes(values.modes),
    seed: numberOf('seed') ?? 1,
    up: [LEAST_UP, Math.max(LEAST_UP, numberOf('up') ?? 2)],
    patience: 90,
  }
}

type Counted = 'kills' | 'acknowledged' | 'seconds' | 'conversations' | 'scripts' | 'seed' | 'up' | 'processes'

/** Seconds that each process is left alone once it is ready. */
const LEAST_UP = 0.3

const readNumber = (name: string, value: string | undefined): number | undefined => {
  if (value === undefined) return undefined
  if (!/^\d+$/.test(value)) throw new Error(`--${name} is "${value}". It must be a number, such as 20.`)
  return Number(value)
}

const readModes = (value: string | undefined): readonly Mode[] => {
  if (value === undefined) return MODES
  const modes = value.split(',')
  const known = MODES.filter(mode => modes.includes(mode))
  if (known.length === modes.length) return known
  throw new Error(`--modes is "${value}". It must be some of ${MODES.join(', ')}, separated by commas.`)
}

// Where a bot has ended by itself, clients would go on trying for long.
process.exit(
  await main().catch((error: unknown) => {
    tell(error instanceof Error ? error.message : String(error))
    return 1
  }),
)
