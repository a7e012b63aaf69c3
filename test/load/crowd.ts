import { setTimeout as wait } from 'node:timers/promises'
import { openConnection } from './connection.ts'
import type { People } from './people.ts'
import { residentMB } from './servers/usage.ts'

/** Many conversations that stay open. */
export interface Crowd {
  /** Takes at least so many turns, one conversation after the other. Where one is over, the same person comes back. */
  talk(turns: number): Promise<void>
}

export const gatherCrowd = (port: number, people: People, size: number, connections: number): Crowd => {
  const lines = Math.min(connections, size)
  const groups = Array.from({ length: lines }, (_, line) =>
    Array.from({ length: Math.ceil((size - line) / lines) }, () => people.arrive()),
  )
  return {
    talk: async turns => {
      await Promise.all(
        groups.map(async group => {
          const connection = await openConnection(port)
          for (let n = 0; n < turns / lines; n++) {
            const person = group[n % group.length]
            if (person === undefined) break
            const turned = await people.turn(connection, person)
            if (turned === 'broken') break
            if (turned === 'over') group[n % group.length] = people.comeBack(person)
          }
          connection.close()
        }),
      )
    },
  }
}

/** Milliseconds between two looks at a server's memory. */
const LOOK = 100
const LOOKS = 5

/**
 * Megabytes that a server holds when nobody has talked to it for so many seconds: the least of some looks, because a look
 * may fall into a collection.
 */
export const restingMB = async (pid: number, seconds: number): Promise<number | undefined> => {
  await wait(seconds * 1000)
  const looks: number[] = []
  for (let i = 0; i < LOOKS; i++) {
    const now = residentMB(pid)
    if (now === undefined) return undefined
    looks.push(now)
    await wait(LOOK)
  }
  return Math.min(...looks)
}
