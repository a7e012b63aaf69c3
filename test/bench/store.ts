/**
 * Keeps turns, 64 at once, as conversations of 64 people would.
 *
 *   npm run bench:store -- [--seconds 5] [--database URL]
 *
 * Prints turns kept a second, the CPU time of each in this process with all its threads, how long a turn waited, and how
 * long a look kept this thread from other work. With --database it uses a schema of its own there and removes it.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { openPostgresStore } from '../../bot/storage/postgres/postgres-store.ts'
import { openSqliteStore } from '../../bot/storage/sqlite/sqlite-store.ts'
import type { Store } from '../../bot/storage/store.ts'
import { connectPostgres } from '../../knowledge/storage/index.ts'
import { percentile } from './cases.ts'

const { values } = parseArgs({
  options: { seconds: { type: 'string', default: '5' }, database: { type: 'string' } },
})
const AT_ONCE = 64
const state = { version: 1, said: ['Outlook does not get new mail since the update'], facts: [], pad: 'x'.repeat(1200) }
const heard = JSON.stringify({ type: 'message', id: 'abcdefgh', text: 'It is Exchange 2007 on Windows Server 2003.' })
const reply = JSON.stringify({
  type: 'message',
  text: 'Which service pack does it have? '.repeat(10),
  pad: 'y'.repeat(600),
})

const folder = mkdtempSync(join(tmpdir(), 'advise-bench-'))
const schema = `bench_${process.pid}`
const store: Store<unknown> =
  values.database === undefined
    ? await openSqliteStore({ dataDir: folder, patience: 10_000 })
    : await openPostgresStore({ url: values.database, schema, patience: 10_000 })
const looks: number[] = []
const keeps: number[] = []
let count = 0

let turns = 0
const speak = async (person: number, until: number): Promise<void> => {
  for (let turn = 0; performance.now() < until; turn++) {
    const conversation = `webchat|${person}-${Math.floor(turn / 8)}-${process.pid}`
    const activity = `${turns++}`
    const began = performance.now()
    const looking = store.look(conversation, activity)
    const looked = performance.now()
    const { saved } = await looking
    const keeping = performance.now()
    await store.keep({
      conversation,
      person: `person ${person}`,
      activity,
      before: saved,
      state,
      heard,
      replies: [reply],
      route: undefined,
      outcome: '{"kind":"asked","dismissed":[],"waitsFor":{"kind":"version","facet":"exchange-server"}}',
      effects: [],
      at: Date.now(),
    })
    keeps.push(performance.now() - keeping)
    looks.push(looked - began)
    count++
  }
}

const speakAll = (seconds: number): Promise<unknown> => {
  const until = performance.now() + seconds * 1000
  return Promise.all(Array.from({ length: AT_ONCE }, (_, person) => speak(person, until)))
}

await speakAll(1)
looks.length = keeps.length = count = 0
const began = performance.now()
const cpu = process.cpuUsage()
await speakAll(Number(values.seconds))
const { user, system } = process.cpuUsage(cpu)
const seconds = (performance.now() - began) / 1000
await store.close()
rmSync(folder, { recursive: true, force: true })
if (values.database !== undefined) {
  const database = await connectPostgres(values.database)
  await database.ask(`DROP SCHEMA ${schema} CASCADE`)
  await database.close()
}
const round = (n: number): number => Math.round(n * 1000) / 1000
process.stdout.write(
  `${JSON.stringify(
    {
      keepsPerSecond: Math.round(count / seconds),
      cpuMicrosecondsPerTurn: Math.round((user + system) / count),
      keepP50Ms: round(percentile(keeps, 0.5)),
      keepP99Ms: round(percentile(keeps, 0.99)),
      lookP50Ms: round(percentile(looks, 0.5)),
      lookP99Ms: round(percentile(looks, 0.99)),
      lookLongestMs: round(Math.max(...looks)),
    },
    null,
    2,
  )}\n`,
)
