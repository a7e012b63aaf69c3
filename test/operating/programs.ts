import { type ChildProcess, spawn } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { request } from 'node:http'
import { fileURLToPath } from 'node:url'

export const ROOT = fileURLToPath(new URL('../..', import.meta.url))

export interface Program {
  /** What was started: npm, or node itself. */
  readonly child: ChildProcess
  readonly url: string
  /** Resolves when it has ended, to its exit code; undefined when a signal ended it. */
  readonly ended: Promise<number | undefined>
}

/**
 * Starts the bot as an operator does, in a process group of its own, on a free port. Resolves when it can answer.
 *
 * @throws Error with what it wrote when it ends before
 */
export const startProgram = async (
  [command, ...args]: readonly [string, ...string[]],
  env: Readonly<Record<string, string>>,
): Promise<Program> => {
  const { PATH = '', HOME = '' } = process.env
  const child = spawn(command, args, { cwd: ROOT, env: { PATH, HOME, PORT: '0', ...env }, detached: true })
  let written = ''
  const ended = new Promise<number | undefined>(resolve => child.once('close', code => resolve(code ?? undefined)))
  const url = await new Promise<string>((resolve, reject) => {
    const hear = (data: Buffer) => {
      written += data
      const found = /(http:\/\/localhost:\d+)\/api\/messages/.exec(written)?.[1]
      if (found) resolve(found)
    }
    child.stdout.on('data', hear)
    child.stderr.on('data', hear)
    void ended.then(code => reject(new Error(`It ended with ${code}: ${written}`)))
  })
  return { child, url, ended }
}

/** Ids of the processes that a process has started, and that these have. Linux. */
export const descendants = (pid: number): readonly number[] => {
  const parents = readdirSync('/proc')
    .filter(name => /^\d+$/.test(name))
    .flatMap(name => {
      const parent = parentOf(Number(name))
      return parent === undefined ? [] : [{ pid: Number(name), parent }]
    })
  const below = (of: number): readonly number[] =>
    parents.filter(({ parent }) => parent === of).flatMap(child => [child.pid, ...below(child.pid)])
  return below(pid)
}

/** Undefined when there is no such process any more; one that has ended and waits to be noticed is none. */
const parentOf = (pid: number): number | undefined => {
  try {
    // "pid (name) state parent …", and a name may have spaces and brackets.
    const [state, parent] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? []
    return state === 'Z' ? undefined : Number(parent)
  } catch {
    return undefined
  }
}

/** The bot among the processes that a command has started, whatever stands between it and us. */
export const botBelow = (pid: number): number =>
  [pid, ...descendants(pid)].find(below => {
    const [program, ...args] = readFileSync(`/proc/${below}/cmdline`, 'utf8').split('\0')
    return program?.endsWith('node') && args.some(argument => /^(?:dist\/)?bot\/main\.[jt]s$/.test(argument))
  }) ?? pid

export const isAlive = (pid: number): boolean => parentOf(pid) !== undefined

const message = (text: string, conversation = 'operating') => ({
  type: 'message',
  id: `${conversation} ${text}`,
  channelId: 'emulator',
  serviceUrl: 'http://localhost:1',
  from: { id: 'user', name: 'User' },
  recipient: { id: 'bot', name: 'Bot' },
  conversation: { id: conversation },
  text,
  deliveryMode: 'expectReplies',
})

/** A message of which one half is sent at once, and the other by `finish`, which resolves to what is answered. */
export const beginMessage = async (url: string, text: string) => {
  const body = Buffer.from(JSON.stringify(message(text)))
  const { hostname, port, pathname } = new URL('/api/messages', url)
  const headers = { 'content-type': 'application/json', 'content-length': body.length }
  const asked = request({ hostname, port, path: pathname, method: 'POST', headers })
  const answered = new Promise<{ readonly status: number | undefined; readonly body: string }>((resolve, reject) => {
    asked.once('error', reject)
    asked.once('response', response => {
      let said = ''
      response.on('data', data => {
        said += data
      })
      response.once('end', () => resolve({ status: response.statusCode, body: said }))
      response.once('error', reject)
    })
  })
  answered.catch(() => {})
  await new Promise<void>((resolve, reject) => {
    asked.write(body.subarray(0, body.length / 2), error => (error ? reject(error) : resolve()))
  })
  return {
    finish: () => {
      asked.end(body.subarray(body.length / 2))
      return answered
    },
  }
}
