import { setTimeout as wait } from 'node:timers/promises'
import { type Connection, openConnection } from './connection.ts'
import type { Conversation } from './conversation.ts'
import type { People } from './people.ts'

/** Somebody who is on the line. */
interface Caller {
  readonly connection: Connection
  readonly person: Conversation
}

/**
 * So many turns a second whether or not the earlier ones have been answered: who has been answered longest ago says the
 * next thing, and where all are waiting somebody new comes.
 *
 * @returns milliseconds from when each turn was due until it was answered, so that what had to wait counts too
 */
export const openLoop = async (
  port: number,
  people: People,
  { perSecond, seconds, connections }: { perSecond: number; seconds: number; connections: number },
): Promise<readonly number[]> => {
  const latencies: number[] = []
  const idle: Caller[] = []
  const all: Connection[] = []
  const call = async (): Promise<Caller> => {
    const connection = await openConnection(port)
    all.push(connection)
    return { connection, person: people.arrive() }
  }
  for (let i = 0; i < connections; i++) idle.push(await call())

  const turn = async (due: number): Promise<void> => {
    const { connection, person } = idle.shift() ?? (await call())
    const turned = await people.turn(connection, person)
    if (turned === 'broken') return
    latencies.push(performance.now() - due)
    idle.push({ connection, person: turned === 'over' ? people.arrive() : person })
  }
  const started = performance.now()
  const running: Promise<void>[] = []
  for (let i = 0; i < perSecond * seconds; i++) {
    const due = started + (i * 1000) / perSecond
    while (performance.now() < due) await wait(Math.max(0, due - performance.now()))
    running.push(turn(due))
  }
  await Promise.all(running)
  for (const connection of all) connection.close()
  return latencies
}
