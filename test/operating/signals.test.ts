import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SHIPPED_ARTICLES } from '../../knowledge/index.ts'
import { beginMessage, botBelow, descendants, isAlive, type Program, ROOT, startProgram } from './programs.ts'

const folder = mkdtempSync(join(tmpdir(), 'advise-signals-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Milliseconds: whole programs are started, on a machine that may be busy. */
const SLOW = 180_000
const ENV = { DATA_DIR: folder, KNOWLEDGE: join(SHIPPED_ARTICLES, 'kb951251.md') }

beforeAll(() => {
  execFileSync(process.execPath, ['build.mjs', '--if-needed'], { cwd: ROOT, stdio: 'ignore' })
}, SLOW)

const npmStart = ['npm', 'start'] as const
const npmServe = ['npm', 'run', 'serve', '--', '--anonymous'] as const
const node = [process.execPath, 'dist/bot/main.js', '--anonymous'] as const

const WAYS: readonly (readonly [string, readonly [string, ...string[]], (program: Program) => void])[] = [
  ['to npm alone', npmServe, ({ child }) => void child.kill('SIGTERM')],
  [
    'to the whole process group, as a terminal does with Ctrl+C',
    npmServe,
    ({ child }) => process.kill(-(child.pid ?? 0), 'SIGINT'),
  ],
  ['to the bot that npm has started', npmStart, program => process.kill(botBelow(program.child.pid ?? 0), 'SIGTERM')],
  [
    'to the bot without npm, twice at once, as an init passes it on',
    node,
    ({ child }) => {
      child.kill('SIGTERM')
      child.kill('SIGTERM')
    },
  ],
]

/** Of processes as Linux lists them. */
describe.skipIf(process.platform !== 'linux')('a signal', () => {
  it.each(WAYS)(
    '%s lets the running turn end and leaves nothing behind',
    async (_name, command, signal) => {
      const program = await startProgram(command, ENV)
      const { child, url, ended } = program
      const all = [child.pid ?? 0, ...descendants(child.pid ?? 0)]
      try {
        const turn = await beginMessage(url, 'KB 951251')
        // It has to be heard before the signal is.
        await fetch(`${url}/health`)
        signal(program)
        // New ones are refused from now on: the program has heard it.
        while (
          await fetch(`${url}/health`).then(
            ({ status }) => status === 200,
            () => false,
          )
        )
          await wait(10)
        const answer = await turn.finish()
        expect(answer.status).toBe(200)
        expect(answer.body).toContain('KB951251')
        await ended
        // npm does not always wait for the bot.
        while (all.some(isAlive)) await wait(50)
      } finally {
        for (const pid of all.filter(isAlive)) process.kill(pid, 'SIGKILL')
      }
    },
    SLOW,
  )
})
