import { type ChildProcess, spawn } from 'node:child_process'
import { createServer } from 'node:net'
import { isListening } from './listening.ts'
import { between, type Random } from './random.ts'

/** Real processes of the bot, on addresses that stay the same, each killed again and again until `calm`. */
export interface Fleet {
  readonly urls: readonly string[]
  readonly kills: () => number
  /** Whether one was killed between two times (milliseconds since 1970). */
  killedWithin(from: number, to: number): boolean
  /** Kills no more. Resolves when every process can answer. */
  calm(): Promise<void>
  /** Rejects when a process ends by itself. */
  readonly broken: Promise<never>
  /** Asks them to end, and waits until they have. */
  close(): Promise<void>
}

export interface FleetOptions {
  /** Program and arguments that start a bot, which reads PORT and DATA_DIR. */
  readonly command: readonly string[]
  /** The environment of each process. */
  readonly environments: readonly Readonly<Record<string, string>>[]
  /** Chance of the kills; undefined: nobody is killed. */
  readonly random: Random | undefined
  /** Seconds from ready to killed: least and most. */
  readonly up: readonly [number, number]
}

/** How many kills fall into the start of a process. */
const DURING_START = 0.3
/** Milliseconds. */
const START_PATIENCE = 400_000
/** On a busy machine, with all clients at the door. */
const HEALTH_PATIENCE = 15_000
const END_PATIENCE = 15_000

export const startFleet = async (options: FleetOptions): Promise<Fleet> => {
  const { environments, random } = options
  const kills: number[] = []
  const calmness = new AbortController()
  if (!random) calmness.abort()
  let fail: (error: unknown) => void = () => {}
  const broken = new Promise<never>((_resolve, reject) => {
    fail = reject
  })
  broken.catch(() => {})
  const ports: number[] = []
  while (ports.length < environments.length) ports.push(await freePort(ports))
  const slots = environments.map((environment, i) => {
    const port = ports[i] as number
    const slot = runSlot({ ...options, environment, port, calm: calmness.signal, onKill: () => kills.push(Date.now()) })
    slot.ready.catch(fail)
    return slot
  })
  const lastReady = Promise.all(slots.map(({ ready }) => ready))
  const fleet: Fleet = {
    urls: ports.map(port => `http://127.0.0.1:${port}`),
    kills: () => kills.length,
    killedWithin: (from, to) => kills.some(at => from <= at && at <= to),
    calm: async () => {
      calmness.abort()
      await lastReady
    },
    broken,
    close: async () => {
      calmness.abort()
      await lastReady.catch(() => {})
      await Promise.all(slots.map(({ end }) => end()))
    },
  }
  if (!random) await lastReady
  return fleet
}

interface SlotParts extends Pick<FleetOptions, 'command' | 'random' | 'up'> {
  readonly environment: Readonly<Record<string, string>>
  readonly port: number
  readonly calm: AbortSignal
  readonly onKill: () => void
}

/** One process after the other on one port. `ready`: the last of them, which is not killed, can answer. */
const runSlot = (parts: SlotParts): { readonly ready: Promise<void>; readonly end: () => Promise<void> } => {
  const { random, up, calm, onKill } = parts
  let running: Bot | undefined
  let startTime = 1000

  const kill = async (bot: Bot): Promise<void> => {
    if (hasEnded(bot)) throw endedByItself(bot)
    onKill()
    bot.process.kill('SIGKILL')
    await bot.ended
  }
  const live = async (): Promise<void> => {
    for (;;) {
      const began = Date.now()
      const bot = startBot(parts)
      running = bot
      if (random && random() < DURING_START && (await waited(between(random, 0, startTime), calm))) {
        await kill(bot)
        continue
      }
      await untilReady(bot)
      startTime = Date.now() - began
      if (!random || !(await waited(between(random, ...up) * 1000, calm))) return
      await kill(bot)
    }
  }
  return {
    ready: live(),
    end: async () => {
      if (!running || hasEnded(running)) return
      const { process, ended } = running
      process.kill('SIGTERM')
      const late = setTimeout(() => process.kill('SIGKILL'), END_PATIENCE)
      await ended
      clearTimeout(late)
    },
  }
}

interface Bot {
  readonly process: ChildProcess
  readonly port: number
  readonly ended: Promise<void>
  /** The last of what it complained about. */
  readonly complaints: () => string
}

const startBot = ({ command, environment, port }: SlotParts): Bot => {
  const [program = process.execPath, ...args] = command
  const { PATH = '', HOME = '' } = process.env
  const child = spawn(program, args, {
    env: { PATH, HOME, ...environment, PORT: String(port) },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const killWithUs = () => child.kill('SIGKILL')
  process.once('exit', killWithUs)
  let said = ''
  child.stderr.on('data', data => {
    said = (said + data).slice(-2000)
  })
  const ended = new Promise<void>((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', () => {
      process.off('exit', killWithUs)
      resolve()
    })
  })
  return { process: child, port, ended, complaints: () => said }
}

const untilReady = async (bot: Bot): Promise<void> => {
  for (const end = Date.now() + START_PATIENCE; Date.now() < end; ) {
    if (hasEnded(bot)) throw endedByItself(bot)
    const health = await fetch(`http://127.0.0.1:${bot.port}/health`, {
      signal: AbortSignal.timeout(HEALTH_PATIENCE),
    }).catch(() => undefined)
    await health?.text().catch(() => '')
    if (health?.status === 200) return requireOwn(bot)
    await new Promise(resolve => setTimeout(resolve, 25))
  }
  throw new Error(`A bot was not ready after ${START_PATIENCE / 1000} s. It said: ${bot.complaints() || 'nothing'}`)
}

/** Another program on the port would make every number worthless. */
const requireOwn = ({ process: { pid }, port }: Bot): void => {
  if (pid !== undefined && !isListening(pid, port)) {
    throw new Error(`Another program listens on port ${port}. Start again: another port will be taken.`)
  }
}

const hasEnded = ({ process: { exitCode, signalCode } }: Bot): boolean => exitCode !== null || signalCode !== null

const endedByItself = ({ process: { exitCode, signalCode }, complaints }: Bot): Error =>
  new Error(`A bot has ended by itself with ${exitCode ?? signalCode}. It said: ${complaints() || 'nothing'}`)

/** False when the signal came first. */
const waited = (milliseconds: number, signal: AbortSignal): Promise<boolean> =>
  new Promise(resolve => {
    if (signal.aborted) return resolve(false)
    const end = (whole: boolean) => () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', early)
      resolve(whole)
    }
    const early = end(false)
    const timer = setTimeout(end(true), milliseconds)
    signal.addEventListener('abort', early)
  })

/** Below those that systems give to connections: while a bot is dead, nobody's connection may come from its port. */
const PORTS = [20_000, 32_000] as const

const freePort = async (taken: readonly number[]): Promise<number> => {
  for (;;) {
    const port = Math.floor(between(Math.random, ...PORTS))
    if (!taken.includes(port) && (await isFree(port))) return port
  }
}

const isFree = (port: number): Promise<boolean> =>
  new Promise(resolve => {
    const probe = createServer()
    probe.once('error', () => resolve(false))
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)))
  })
