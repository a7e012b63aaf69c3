import type { Script } from './conversation.ts'
import { gatherCrowd, restingMB } from './crowd.ts'
import type { Options } from './options.ts'
import { gatherPeople } from './people.ts'
import { type Program, type Server, startServer } from './servers/start-server.ts'
import { openSockets } from './sockets.ts'

interface LongRun {
  readonly residentMB?: number | undefined
  readonly residentAfterTurnsMB?: number | undefined
  readonly growthPercent?: number | undefined
  readonly residentPerSocketsMB?: number | undefined
  readonly socketsOpen?: number
  readonly socketsRefused?: Readonly<Record<string, number>>
  readonly restartSeconds?: number
  readonly errors: number
}

/** Seconds that a server has at most to come to rest; in short runs as long as a round. */
const REST = 3
/** Turns by which a conversation is open: something was told, and something asked or recommended. */
const OPENING_TURNS = 2

/** What many open conversations cost: memory, then more turns in them, then widgets, then a start with all of them. */
export const measureLongRun = async (
  options: Options,
  scripts: readonly Script[],
  program: Program,
  tell: (line: string) => void,
): Promise<LongRun> => {
  const { conversations, connections, turns } = options
  const rest = Math.min(REST, options.seconds)
  const server = await startServer(program)
  let result: LongRun
  try {
    const people = await gatherPeople(server.port, scripts, 'long')
    const crowd = gatherCrowd(server.port, people, conversations, connections)
    await crowd.talk(conversations * OPENING_TURNS)
    const before = await restingMB(server.pid, rest)
    tell(`${conversations} conversations are open, ${before?.toFixed(0)} MB`)
    if (options.memory) await crowd.talk(turns)
    const after = options.memory ? await restingMB(server.pid, rest) : before
    if (options.memory) tell(`${turns} turns later, ${after?.toFixed(0)} MB`)
    const widgets = options.sockets > 0 ? await measureSockets(server, options.sockets, rest, after) : {}
    for (const t of people.troubles) tell(`WRONG in the long run: ${t}`)
    result = {
      ...(options.memory && before !== undefined && after !== undefined
        ? {
            residentMB: round(before),
            residentAfterTurnsMB: round(after),
            growthPercent: round((after / before - 1) * 100),
          }
        : {}),
      ...widgets,
      errors: people.errors(),
    }
  } finally {
    await server.stop()
  }
  if (!options.restart) return result
  const again = await startServer(program)
  await again.stop()
  return { ...result, restartSeconds: round(again.readySeconds) }
}

const measureSockets = async ({ port, pid }: Server, count: number, rest: number, before: number | undefined) => {
  const sockets = await openSockets(port, count)
  const after = await restingMB(pid, rest)
  sockets.close()
  return {
    ...(before !== undefined && after !== undefined ? { residentPerSocketsMB: round(after - before) } : {}),
    socketsOpen: sockets.open,
    socketsRefused: sockets.refused,
  }
}

const round = (n: number): number => Math.round(n * 10) / 10
