import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { chanceOf } from './fuzzing/chance.ts'
import { openTargets } from './fuzzing/targets.ts'

interface Fuzzed {
  readonly runs: number
  readonly activities: number
  readonly frames: number
  readonly articles: number
  readonly yaml: number
  readonly errors: number
  readonly seconds: number
}

/** What went wrong in a run: its seed repeats it. */
type OnError = (kind: string, seed: number, error: unknown) => void

/** Milliseconds of computing that one input may take; a megabyte that is read is the most that there is. */
const MOST_COMPUTING = 5_000

/**
 * Sends `runs` broken inputs to everything that strangers and authors reach. An error is what throws, fails, or computes
 * too long. `only`: one kind.
 */
export const fuzz = async (runs: number, seed: number, onError: OnError, only?: string): Promise<Fuzzed> => {
  const dataDir = await mkdtemp(join(tmpdir(), 'advise-fuzz-'))
  const { table, close } = await openTargets(dataDir)
  const kinds = Object.entries(table).flatMap(([kind, { share }]) =>
    Array<keyof typeof table>(share).fill(kind as never),
  )
  const counts = { activities: 0, frames: 0, articles: 0, yaml: 0 }
  const began = performance.now()
  let errors = 0
  for (let run = 0; run < runs; run++) {
    const kind = only ? (only as keyof typeof table) : (kinds[run % kinds.length] as keyof typeof table)
    const own = (seed + Math.imul(run, 2_654_435_761)) >>> 0
    counts[kind]++
    const before = process.cpuUsage()
    try {
      await table[kind].run(chanceOf(own))
      const { user, system } = process.cpuUsage(before)
      if (user + system > MOST_COMPUTING * 1000) throw new Error(`took ${Math.round((user + system) / 1000)} ms`)
    } catch (error) {
      errors++
      onError(kind, own, error)
    }
  }
  await close()
  await rm(dataDir, { recursive: true, force: true })
  return { runs, ...counts, errors, seconds: Math.round((performance.now() - began) / 1000) }
}

const USAGE = 'Usage: npm run fuzz -- --runs 10000 [--seed 1] [--only yaml]'

const optionsIn = (args: readonly string[]) => {
  try {
    return parseArgs({
      args: [...args],
      options: { runs: { type: 'string' }, seed: { type: 'string' }, only: { type: 'string' } },
    })
  } catch (error) {
    throw new Error(`${(error as Error).message}\n${USAGE}`)
  }
}

const main = async (): Promise<void> => {
  const { values } = optionsIn(process.argv.slice(2))
  const [runs, seed] = [Number(values.runs ?? 10_000), Number(values.seed ?? 1)]
  if (!Number.isInteger(runs) || runs < 1 || !Number.isInteger(seed)) throw new Error(USAGE)
  const result = await fuzz(runs, seed, (kind, own, error) => console.log(`${kind}, seed ${own}:`, error), values.only)
  console.log(JSON.stringify(result))
  process.exitCode = result.errors === 0 ? 0 : 1
}

if (process.argv[1]?.endsWith('fuzz.ts'))
  await main().catch((error: Error) => {
    console.error(error.message)
    process.exitCode = 2
  })
