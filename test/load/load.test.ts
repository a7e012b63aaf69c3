import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** Milliseconds: so many programs after each other take their time on a busy machine. */
const SLOW = 600_000

const load = (...args: string[]) =>
  new Promise<{ readonly status: number | null; readonly out: string; readonly err: string }>(resolve => {
    const program = spawn(process.execPath, ['--import', 'tsx', 'test/load/load.ts', ...args], { cwd: ROOT })
    onTestFinished(() => {
      program.kill()
    })
    let [out, err] = ['', '']
    program.stdout.on('data', data => {
      out += data
    })
    program.stderr.on('data', data => {
      err += data
    })
    program.on('close', status => resolve({ status, out, err }))
  })

const RATES = ['turnsPerSecond', 'echoTurnsPerSecond', 'helloPerSecond', 'ratioToEcho', 'p50', 'p99', 'p99At100']
/** Told by Linux alone. */
const USED = ['cpuMsPerTurn', 'echoCpuMsPerTurn', 'residentMB', 'growthPercent', 'residentPerSocketsMB']

test(
  'a short run gets a right answer every time, and its last line has all figures',
  async () => {
    const sizes = '--built --articles 24 --rounds 1 --seconds 0.2 --warm-up 0.2 --connections 8'
    const long = '--memory --conversations 16 --turns 64 --sockets 3'
    const { status, out, err } = await load(...sizes.split(' '), ...long.split(' '))
    expect(err).not.toContain('WRONG')
    const result = JSON.parse(out.trimEnd().split('\n').at(-1) ?? '')
    expect(result).toMatchObject({ errors: 0, connections: 8, articles: 24, socketsOpen: 3, socketsRefused: {} })
    const told = [...RATES, ...(process.platform === 'linux' ? USED : [])]
    expect(told.filter(name => !Number.isFinite(result[name]))).toEqual([])
    expect(status).toBe(0)
  },
  SLOW,
)

test('options that are not possible are told with those that are', async () => {
  const { status, out, err } = await load('--rounds', 'many')
  expect({ status, out }).toEqual({ status: 2, out: '' })
  expect(err).toMatch(/^--rounds is "many"\. [\s\S]*Usage: npm run load/)
})
