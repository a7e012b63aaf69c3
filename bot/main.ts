import { existsSync, readFileSync } from 'node:fs'
import { openAdvisor } from './advisor.ts'
import { type App, startApp } from './app.ts'
import { createLog } from './log.ts'
import { watchParent } from './operating/parent.ts'
import { createStopping } from './operating/stopping.ts'
import { readSettings, type Settings } from './settings.ts'

/** Of the package, from its sources or from its `dist/`. */
const manifest = new URL(import.meta.url.endsWith('.ts') ? '../package.json' : '../../package.json', import.meta.url)
const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }

const main = async (): Promise<void> => {
  const settings = readSettings(process.env, process.argv.slice(2), existsSync)
  const log = createLog({ from: settings.logLevel, readable: process.stderr.isTTY })
  const stopping = createStopping({ exit: process.exit, log, now: () => performance.now() })
  // Before anything starts: as a container's first process it would not be ended by a signal that nobody listens to.
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, stopping.signalled)
  if (process.env.npm_lifecycle_event !== undefined) watchParent(() => stopping.signalled('end of npm'))
  const app = await startApp({ settings, version, log, openAdvisor })
  stopping.started(app.close)
  process.stdout.write(greeting(app, settings))
}

const greeting = ({ url, articles, problems }: App, { anonymous, credentials, webChat }: Settings): string =>
  [
    `Advise ${version} has read ${articles} ${articles === 1 ? 'article' : 'articles'}.`,
    ...problems.map(problem => `  ! ${problem}`),
    webChat ? `Web chat:   ${webChat.publicUrl}/   (listens on ${url}/)` : undefined,
    anonymous && !webChat ? `Web chat:   ${url}/   (for this machine only)` : undefined,
    credentials || anonymous
      ? `Channels:   ${url}/api/messages   (${credentials ? `app ${credentials.appId}` : 'no credentials needed'})`
      : undefined,
    '',
  ]
    .filter(line => line !== undefined)
    .join('\n')

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
