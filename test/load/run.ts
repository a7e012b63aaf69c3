import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { percentile } from '../bench/cases.ts'
import { makeDatabase } from '../postgres-server.ts'
import { copyArticles } from './articles/corpus.ts'
import { makeArticles, writeArticles } from './articles/made-articles.ts'
import { closedLoop, type Measured } from './closed-loop.ts'
import type { Script } from './conversation.ts'
import { measureLongRun } from './long-run.ts'
import { openLoop } from './open-loop.ts'
import type { Options } from './options.ts'
import { gatherPeople, type People } from './people.ts'
import { adviseProgram, type Program, referenceProgram, type Server, startServer } from './servers/start-server.ts'

/** Figures by name; what was not asked for, or what the system does not tell, is not there. */
export type Result = Readonly<Record<string, number | Readonly<Record<string, number>> | undefined>>

export type Tell = (line: string) => void

/** A server and those who talk to it. */
interface Place {
  readonly server: Server
  readonly people: People
  readonly rounds: Measured[]
}

/** Turns a second of the open loop. */
const SCHEDULED = 100
/** The open loop takes so many times the seconds of a round. */
const LONGER = 2

/** Starts all servers, measures them in turn, and stops them. */
export const runLoad = async (options: Options, tell: Tell): Promise<Result> => {
  const folder = mkdtempSync(join(tmpdir(), 'advise-load-'))
  process.once('exit', () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }))
  const knowledge = join(folder, 'articles')
  const scripts = await prepareArticles(options, knowledge)
  const env = {
    KNOWLEDGE: knowledge,
    DATA_DIR: join(folder, 'data'),
    // All from one address and at once, which the bot rightly takes for a flood.
    ...(options.sockets > 0 ? { DIRECT_LINE_STARTS: String(10 * options.sockets) } : {}),
  }
  const advise = adviseProgram('advise', options.isBuilt, env)
  const result = await measureRates(options, scripts, advise, tell)
  if (!options.memory && !options.restart && options.sockets === 0) return result
  const longRun = await measureLongRun(options, scripts, advise, tell)
  return { ...result, ...longRun, errors: Number(result.errors) + longRun.errors }
}

const prepareArticles = async ({ corpus, articles }: Options, folder: string): Promise<readonly Script[]> => {
  if (corpus !== undefined) return copyArticles(corpus, articles, folder)
  const made = makeArticles(articles)
  await writeArticles(made, folder)
  return made.map(({ script }) => script)
}

/** All servers run all the time, and each is talked to in turn: what slows the machine down slows all of them. */
const measureRates = async (
  options: Options,
  scripts: readonly Script[],
  advise: Program,
  tell: Tell,
): Promise<Result> => {
  const database = options.database === undefined ? undefined : await makeDatabase(options.database)
  const servers: Server[] = []
  const places: Place[] = []
  try {
    const programs = [referenceProgram('hello'), referenceProgram('echo-bot'), advise]
    if (database) programs.push(onPostgres(advise, database.url))
    servers.push(...(await startAll(programs)))
    for (const server of servers) {
      places.push({ server, people: await gatherPeople(server.port, scripts, 'rate'), rounds: [] })
      tell(`${server.name} is ready after ${server.readySeconds.toFixed(1)} s`)
    }
    for (const { server, people } of places) await closedLoop(server, people, { ...options, seconds: options.warmUp })
    for (let round = 1; round <= options.rounds; round++) {
      for (const { server, people, rounds } of places) {
        const measured = await closedLoop(server, people, options)
        rounds.push(measured)
        tell(`round ${round}: ${server.name} ${describe(measured)}`)
      }
    }
    const [hello, echo, own, postgres] = places as [Place, Place, Place, Place?]
    const open = await openLoop(own.server.port, own.people, {
      ...options,
      perSecond: SCHEDULED,
      seconds: options.seconds * LONGER,
    })
    for (const { server, people } of places) for (const t of people.troubles) tell(`WRONG at ${server.name}: ${t}`)
    return {
      ...figures({ hello, echo, own, postgres }),
      p99At100: round(percentile(open, 0.99)),
      errors: places.reduce((sum, { people }) => sum + people.errors(), 0),
      connections: options.connections,
      articles: own.server.articles,
    }
  } finally {
    for (const server of servers) await server.stop()
    await database?.drop()
  }
}

/** @throws what the first of them that failed says; then none runs */
const startAll = async (programs: readonly Program[]): Promise<readonly Server[]> => {
  const starts = await Promise.allSettled(programs.map(startServer))
  const servers = starts.flatMap(start => (start.status === 'fulfilled' ? [start.value] : []))
  const failed = starts.find(start => start.status === 'rejected')
  if (failed === undefined) return servers
  for (const server of servers) await server.stop()
  throw failed.reason
}

/** The same articles in a database, and a data folder of its own. */
const onPostgres = (advise: Program, url: string): Program => ({
  ...advise,
  name: 'advise on PostgreSQL',
  env: { ...advise.env, DATA_DIR: `${advise.env?.DATA_DIR}-postgres`, DATABASE_URL: url },
})

const figures = ({
  hello,
  echo,
  own,
  postgres,
}: {
  hello: Place
  echo: Place
  own: Place
  postgres?: Place | undefined
}) => {
  const latencies = own.rounds.flatMap(measured => measured.latencies)
  return {
    turnsPerSecond: round(median(own.rounds.map(rate))),
    echoTurnsPerSecond: round(median(echo.rounds.map(rate))),
    helloPerSecond: round(median(hello.rounds.map(rate))),
    ratioToEcho: round(ratio(own, echo)),
    cpuMsPerTurn: cpu(own),
    echoCpuMsPerTurn: cpu(echo),
    p50: round(percentile(latencies, 0.5)),
    p99: round(percentile(latencies, 0.99)),
    ...(postgres && {
      postgresTurnsPerSecond: round(median(postgres.rounds.map(rate))),
      ratioPostgresToSqlite: round(ratio(postgres, own)),
    }),
  }
}

const rate = ({ turnsPerSecond }: Measured): number => turnsPerSecond

/** Of rates in the same round, because the machine may be slower in another. */
const ratio = (a: Place, b: Place): number =>
  median(a.rounds.map((measured, i) => rate(measured) / rate(b.rounds[i] as Measured)))

const cpu = ({ rounds }: Place): number | undefined => {
  const known = rounds.flatMap(({ cpuMsPerTurn }) => cpuMsPerTurn ?? [])
  return known.length === 0 ? undefined : round(median(known))
}

/** Of two rounds it is the middle between them, not the better of the two. */
const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b)
  const [lower, upper] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]]
  return ((lower ?? Number.NaN) + (upper ?? Number.NaN)) / 2
}

const round = (n: number): number => Math.round(n * 1000) / 1000

const describe = ({ turnsPerSecond, cpuMsPerTurn }: Measured): string =>
  `${Math.round(turnsPerSecond)} turns/s${cpuMsPerTurn === undefined ? '' : `, ${cpuMsPerTurn.toFixed(2)} ms of CPU a turn`}`
