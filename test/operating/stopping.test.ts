import { describe, expect, it } from 'vitest'
import { type Log, silentLog } from '../../bot/log.ts'
import { createStopping } from '../../bot/operating/stopping.ts'

/** A program that is told to stop, and what becomes of it. */
const program = ({ patience }: { readonly patience?: number } = {}) => {
  const exits: number[] = []
  const lines: string[] = []
  const write = (message: string) => void lines.push(message)
  const log: Log = { ...silentLog, warn: write, error: write }
  let time = 0
  const stopping = createStopping({
    exit: status => exits.push(status),
    log,
    now: () => time,
    ...(patience === undefined ? {} : { patience }),
  })
  return {
    exits,
    lines,
    stopping,
    signalAt: (milliseconds: number) => {
      time = milliseconds
      stopping.signalled('SIGTERM')
    },
  }
}

const turnsOfLoop = () => new Promise(resolve => setTimeout(resolve, 20))
const never = () => new Promise<void>(() => {})

describe('a program that is told to stop', () => {
  it('ends when everything has been closed, and not before', async () => {
    const { exits, stopping, signalAt } = program()
    let end = () => {}
    stopping.started(
      () =>
        new Promise(resolve => {
          end = resolve
        }),
    )
    signalAt(0)
    await turnsOfLoop()
    expect(exits).toEqual([])
    end()
    await turnsOfLoop()
    expect(exits).toEqual([0])
  })

  it('takes the same signal within a second for one that was passed on', () => {
    const { exits, stopping, signalAt } = program()
    stopping.started(never)
    for (const milliseconds of [0, 1, 400, 999]) signalAt(milliseconds)
    expect(exits).toEqual([])
  })

  it('ends at once when it is told again later', () => {
    const { exits, stopping, signalAt } = program()
    stopping.started(never)
    signalAt(0)
    signalAt(1_000)
    expect(exits).toEqual([1])
  })

  it('ends when its patience does, and says so', async () => {
    const { exits, lines, stopping, signalAt } = program({ patience: 1 })
    stopping.started(never)
    signalAt(0)
    await turnsOfLoop()
    expect(exits).toEqual([0])
    expect(lines).toEqual([expect.stringMatching(/^stopped before all had ended/)])
  })

  it('ends while it starts: nobody waits for an answer yet', async () => {
    const { exits, signalAt } = program()
    signalAt(0)
    await turnsOfLoop()
    expect(exits).toEqual([0])
  })

  it('tells what went wrong meanwhile', async () => {
    const { exits, lines, stopping, signalAt } = program()
    stopping.started(() => Promise.reject(new Error('disk full')))
    signalAt(0)
    await turnsOfLoop()
    expect({ exits, lines }).toEqual({ exits: [1], lines: ['trouble while stopping'] })
  })
})
