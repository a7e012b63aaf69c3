/** The operator's tool that looks at a deployment: `npm run doctor` says what is wrong, and what to do. */
import { execFile } from 'node:child_process'
import { existsSync, realpathSync } from 'node:fs'
import { mkdtemp, rm, statfs } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { openKnowledge } from '../../knowledge/index.ts'
import { readSettings } from '../settings.ts'
import { openStore } from '../storage/open-store.ts'
import { type Ask, PATIENCE } from './check.ts'
import { examine, lineOf, type World } from './examine.ts'
import type { ReadArticles } from './kept-checks.ts'
import type { Pack } from './manifest-check.ts'

const HELP = `npm run doctor                  looks at the settings and at what they name, a line each
npm run doctor -- --anonymous   the same for a bot that is started so
npm run doctor -- --json        the same as JSON

Ends with 1 when something is wrong. docs/operations.md has more.`

/** Runs one command line; gives the exit status: 0 nothing is wrong, 1 something is, 2 not understood. */
export const runDoctor = async (
  args: readonly string[],
  world: World,
  write: (text: string) => void,
): Promise<number> => {
  if (args.some(arg => !['--json', '--anonymous'].includes(arg))) {
    write(HELP)
    return args.includes('--help') ? 0 : 2
  }
  const json = args.includes('--json')
  const found = await examine(world, examined => {
    if (!json) write(lineOf(examined))
  })
  const fine = found.every(({ status }) => status !== 'wrong')
  if (json) write(JSON.stringify({ ok: fine, checks: found }, null, 2))
  return fine ? 0 : 1
}

const ask: Ask = async (url, request = {}) => {
  const response = await fetch(url, { ...request, redirect: 'manual', signal: AbortSignal.timeout(PATIENCE * 1000) })
  const text = await response.text()
  return {
    status: response.status,
    header: name => response.headers.get(name) ?? undefined,
    json: parsed(text),
  }
}

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** In memory: what a running bot has saved is its own. */
const readArticles: ReadArticles = async paths => {
  const { knowledge, library, problems } = await openKnowledge(paths, { thread: true })
  await library.close()
  const errors = problems.filter(({ severity }) => severity === 'error').length
  return { articles: knowledge.size, errors, warnings: problems.length - errors }
}

/** Of the package, from its sources or from its `dist/`. */
const root = fileURLToPath(new URL(import.meta.url.endsWith('.ts') ? '../..' : '../../..', import.meta.url))

/** By the packer's own program: the Teams app is a room that the bot knows nothing of. */
const pack: Pack = async (appId, domain) => {
  const packer = join(root, 'manifest', 'pack.ts')
  if (!existsSync(packer)) return undefined
  const folder = await mkdtemp(join(tmpdir(), 'advise-doctor-'))
  const flags = ['--id', appId, ...(domain === undefined ? [] : ['--domain', domain]), '--out', join(folder, 'app.zip')]
  try {
    const { stdout } = await promisify(execFile)(process.execPath, ['--import=tsx', packer, ...flags], { cwd: root })
    return stdout
  } catch (error) {
    const { stderr, message } = error as { readonly stderr?: string; readonly message: string }
    throw new Error(stderr?.trim() || message)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

const [, program, ...args] = process.argv
if (program !== undefined && existsSync(program) && realpathSync(program) === fileURLToPath(import.meta.url)) {
  const world: World = {
    env: process.env,
    readSettings: () =>
      readSettings(
        process.env,
        args.filter(arg => arg === '--anonymous'),
        existsSync,
      ),
    ask,
    readArticles,
    openStore,
    freeBytes: async folder => {
      const { bavail, bsize } = await statfs(folder)
      return bavail * bsize
    },
    pack,
    now: Date.now,
  }
  process.exitCode = await runDoctor(args, world, text => process.stdout.write(`${text}\n`))
}
