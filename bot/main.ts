import { existsSync, readFileSync } from 'node:fs'
import { prepareAdvisor } from './advisor.ts'
import { type App, startApp } from './app.ts'
import { createLog } from './log.ts'
import { readSettings, type Settings } from './settings.ts'

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string }

const main = async (): Promise<void> => {
  const settings = readSettings(process.env, process.argv.slice(2), existsSync)
  const app = await startApp({ settings, version, log: createLog(), openAdvisor: prepareAdvisor() })
  process.stdout.write(greeting(app, settings))
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => stop(app))
}

const greeting = ({ url, articles, problems }: App, { anonymous, credentials }: Settings): string =>
  [
    `Advise ${version} has read ${articles} ${articles === 1 ? 'article' : 'articles'}.`,
    ...problems.map(problem => `  ! ${problem}`),
    anonymous ? `Web chat:   ${url}/   (for this machine only)` : undefined,
    `Channels:   ${url}/api/messages   (${credentials ? `app ${credentials.appId}` : 'no credentials needed'})`,
    '',
  ]
    .filter(line => line !== undefined)
    .join('\n')

/** Asked again while turns are still running: the operator means now. */
let stopping = false
const stop = async (app: App): Promise<void> => {
  if (stopping) process.exit(1)
  stopping = true
  await app.close()
  process.exit(0)
}

/** A plain Error is a sentence for the operator; any other kind is a mistake of ours, and its stack says where. */
const tell = (error: unknown): string =>
  error instanceof Error && error.constructor === Error
    ? error.message
    : error instanceof Error
      ? (error.stack ?? error.message)
      : String(error)

main().catch((error: unknown) => {
  process.stderr.write(`${tell(error)}\n`)
  process.exit(1)
})
