import { openConnection } from './connection.ts'
import type { People } from './people.ts'
import type { Server } from './servers/start-server.ts'
import { cpuMs } from './servers/usage.ts'

export interface Measured {
  readonly turnsPerSecond: number
  /** Undefined where the system does not tell. */
  readonly cpuMsPerTurn: number | undefined
  /** Milliseconds, one a turn. */
  readonly latencies: readonly number[]
}

/** So many people at once, each of whom says the next thing as soon as they are answered. */
export const closedLoop = async (
  { port, pid }: Server,
  people: People,
  { connections, seconds }: { readonly connections: number; readonly seconds: number },
): Promise<Measured> => {
  const latencies: number[] = []
  const open = await Promise.all(Array.from({ length: connections }, () => openConnection(port)))
  const [cpuBefore, turnsBefore, started] = [cpuMs(pid), people.turns(), performance.now()]
  const end = started + seconds * 1000
  await Promise.all(
    open.map(async connection => {
      let person = people.arrive()
      for (let began = started; began < end; ) {
        const turned = await people.turn(connection, person)
        if (turned === 'broken') return
        if (turned === 'over') person = people.arrive()
        const now = performance.now()
        latencies.push(now - began)
        began = now
      }
    }),
  )
  const [cpuAfter, turns, elapsed] = [cpuMs(pid), people.turns() - turnsBefore, performance.now() - started]
  for (const connection of open) connection.close()
  return {
    turnsPerSecond: (turns / elapsed) * 1000,
    cpuMsPerTurn: cpuBefore === undefined || cpuAfter === undefined ? undefined : (cpuAfter - cpuBefore) / turns,
    latencies,
  }
}
