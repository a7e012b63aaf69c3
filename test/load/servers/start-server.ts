import { spawn } from 'node:child_process'
import { createServer } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { requireOwnListener } from './own-listener.ts'

export interface Program {
  readonly name: string
  /** Of node. */
  readonly args: readonly string[]
  readonly env?: Readonly<Record<string, string>>
}

export interface Server {
  readonly name: string
  readonly port: number
  readonly pid: number
  /** From its start until /health answered 200. */
  readonly readySeconds: number
  /** What /health says that it has read; undefined where it does not say. */
  readonly articles: number | undefined
  stop(): Promise<void>
}

const ROOT = fileURLToPath(new URL('../../..', import.meta.url))
/** Milliseconds. A first start reads and indexes all articles. */
const PATIENCE = 600_000
const STOP_PATIENCE = 5000
/** Characters of what it said last, for when it ends. */
const LAST_WORDS = 2000

/** The bot as its operator starts it: `npm start`, or the build. */
export const adviseProgram = (name: string, isBuilt: boolean, env: Readonly<Record<string, string>>): Program => ({
  name,
  args: [
    '--max-semi-space-size=8',
    '--v8-pool-size=1',
    ...(isBuilt ? ['dist/bot/main.js'] : ['--import', 'tsx', 'bot/main.ts']),
    '--anonymous',
  ],
  env,
})

export const referenceProgram = (name: 'hello' | 'echo-bot'): Program => ({
  name,
  args: ['--import', 'tsx', `test/load/servers/${name}.ts`],
})

/**
 * Starts a program on a free port of its own and waits until it is ready. Nothing of our environment reaches it but where
 * programs and the home are.
 *
 * @throws Error when it ends, does not become ready, or another program listens there
 */
export const startServer = async ({ name, args, env = {} }: Program): Promise<Server> => {
  const port = await freePort()
  const { PATH = '', HOME = '' } = process.env
  const started = performance.now()
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    env: { PATH, HOME, ...env, PORT: String(port) },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  // Where this process is stopped, nothing of it goes on.
  const kill = () => child.kill('SIGKILL')
  process.once('exit', kill)
  let words = ''
  child.stderr.on('data', data => {
    words = (words + data).slice(-LAST_WORDS)
  })
  const ended = new Promise<void>(resolve => {
    child.once('exit', () => resolve())
    child.once('error', error => {
      words += error.message
      resolve()
    })
  })
  const isRunning = () => child.pid !== undefined && child.exitCode === null && child.signalCode === null
  const stop = async (): Promise<void> => {
    if (isRunning()) child.kill('SIGTERM')
    const deadline = setTimeout(kill, STOP_PATIENCE)
    await ended
    clearTimeout(deadline)
    process.off('exit', kill)
  }
  try {
    let health = await healthOf(port)
    while (health === undefined) {
      if (!isRunning()) throw new Error(`${name} has ended. Its last words:\n${words}`)
      if (performance.now() - started > PATIENCE) throw new Error(`${name} is not ready after ${PATIENCE / 1000} s.`)
      await wait(10)
      health = await healthOf(port)
    }
    const readySeconds = (performance.now() - started) / 1000
    // Whoever finds a taken port ends, so another's answer is noticed here where the system does not tell.
    if (!isRunning()) throw new Error(`Another program answers on port ${port}: ${name} has ended.`)
    const pid = child.pid as number
    requireOwnListener(port, pid, name)
    return { name, port, pid, readySeconds, articles: health.articles, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

const healthOf = async (port: number): Promise<{ readonly articles?: number } | undefined> => {
  const health = await fetch(`http://127.0.0.1:${port}/health`).catch(() => undefined)
  const said = (await health?.json()) as { readonly articles?: number } | undefined
  return health?.status === 200 ? said : undefined
}

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => (typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port'))))
    })
  })
