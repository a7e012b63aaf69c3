import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** In a process of its own: other tests have loaded the SDK here. Says whether it is loaded after each of both turns. */
const PROGRAM = `
  import { createRequire } from 'node:module'
  import { setTimeout as wait } from 'node:timers/promises'
  import { startFakeChannel } from './test/bot/fake-channel.ts'
  import { activity, post, replies, startBot } from './test/bot/running-bot.ts'
  const { cache } = createRequire(import.meta.url)
  const isLoaded = () => Object.keys(cache).some(file => /[\\\\/]node_modules[\\\\/]botbuilder[\\\\/]/.test(file))
  const channel = await startFakeChannel()
  const app = await startBot()
  await replies(app, { text: 'hello' })
  const before = isLoaded()
  await post(app, activity({ serviceUrl: channel.url, deliveryMode: undefined, text: 'again' }))
  while (channel.received.length === 0) await wait(20)
  console.log(JSON.stringify({ before, said: channel.received[0].body.text, after: isLoaded() }))
  process.exit()`

it('without credentials the SDK is loaded when something is to be sent, and not before', async () => {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--import', 'tsx', '--input-type=module', '--eval', PROGRAM],
    { cwd: ROOT },
  )
  expect(JSON.parse(stdout)).toEqual({ before: false, said: '2: again, 0 files', after: true })
}, 60_000)
