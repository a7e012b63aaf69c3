/**
 * Starts the bot twice on the same articles, without and with a saved index, and asks it all cases.
 *
 *   npm run bench:start -- --corpus PATH --cases FILE
 *
 * Prints the seconds until /health answers 200, the longest time that the bot kept a request waiting meanwhile, and its
 * resident memory. Linux only: memory is read from /proc.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { percentile, readCases } from './cases.ts'

const { values } = parseArgs({ options: { corpus: { type: 'string' }, cases: { type: 'string' } } })
if (!values.corpus || !values.cases) {
  process.stderr.write('Usage: npm run bench:start -- --corpus PATH --cases FILE\n')
  process.exit(2)
}

/** `npm start`: "node --some-flag bot/main.ts …". */
const { start } = (JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: { start: string } }).scripts
const folder = mkdtempSync(join(tmpdir(), 'advise-bench-'))
const port = await freePort()
const url = `http://127.0.0.1:${port}`
const cases = readCases(values.cases)

const first = await measureStart()
first.bot.kill()
await ended(first.bot)
const second = await measureStart()
const turns = await askAll()
const after = memory(second.bot)
second.bot.kill()
await ended(second.bot)
const saved = ['', '-wal'].map(end => join(folder, `knowledge.sqlite${end}`)).filter(f => existsSync(f))
const megabytes = Math.round(saved.reduce((sum, f) => sum + statSync(f).size, 0) / 1e6)
rmSync(folder, { recursive: true, force: true })
const round = (n: number): number => Math.round(n * 100) / 100
process.stdout.write(
  `${JSON.stringify(
    {
      articles: second.articles,
      buildSeconds: round(first.seconds),
      longestWaitWhileBuildingMs: Math.round(first.longest),
      residentAfterBuildMB: first.resident,
      savedMB: megabytes,
      startSeconds: round(second.seconds),
      residentAfterStartMB: second.resident,
      turnP50Ms: round(percentile(turns, 0.5)),
      turnP99Ms: round(percentile(turns, 0.99)),
      residentAfterTurnsMB: after.now,
      residentPeakMB: after.peak,
    },
    null,
    2,
  )}\n`,
)

async function measureStart() {
  const started = performance.now()
  const args = start.split(' ').slice(1)
  const bot = spawn(process.execPath, args, {
    env: { ...process.env, PORT: String(port), KNOWLEDGE: values.corpus, DATA_DIR: folder },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  let longest = 0
  for (;;) {
    await wait(20)
    if (bot.exitCode !== null) throw new Error('The bot has ended: its last lines say why.')
    const asked = performance.now()
    const health = await fetch(`${url}/health`).catch(() => undefined)
    if (health) longest = Math.max(longest, performance.now() - asked)
    if (health?.status === 200) {
      const { articles } = (await health.json()) as { articles: number }
      return { bot, articles, seconds: (performance.now() - started) / 1000, longest, resident: memory(bot).now }
    }
  }
}

async function askAll(): Promise<readonly number[]> {
  const times: number[] = []
  for (const [i, { opening }] of cases.entries()) {
    const started = performance.now()
    const answer = await fetch(`${url}/api/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        type: 'message',
        id: `a${i}`,
        channelId: 'emulator',
        serviceUrl: 'http://localhost:1',
        from: { id: 'user' },
        recipient: { id: 'bot' },
        conversation: { id: `bench-${i}` },
        text: opening,
        deliveryMode: 'expectReplies',
      }),
    })
    if (!answer.ok) throw new Error(`HTTP ${answer.status} to "${opening}"`)
    await answer.text()
    times.push(performance.now() - started)
  }
  return times
}

/** Mebibytes. */
function memory({ pid }: ChildProcess): { readonly now: number; readonly peak: number } {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  const of = (name: string): number => Math.round(Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1]) / 1024)
  return { now: of('VmRSS'), peak: of('VmHWM') }
}

function ended(bot: ChildProcess): Promise<void> {
  return new Promise(resolve => {
    if (bot.exitCode !== null || bot.signalCode !== null) resolve()
    else bot.once('exit', () => resolve())
  })
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => (typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port'))))
    })
  })
}
