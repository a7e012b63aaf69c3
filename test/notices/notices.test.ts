import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { App } from '../../bot/app.ts'
import { SHIPPED_ARTICLES } from '../../knowledge/index.ts'
import { until } from '../bot/direct-line-client.ts'
import { type FakeChannel, startFakeChannel } from '../bot/fake-channel.ts'
import { startProduct } from '../bot/product.ts'
import { activity, post } from '../bot/running-bot.ts'

const folder = mkdtempSync(join(tmpdir(), 'advise-notices-'))
const file = join(folder, 'kb951251.md')
let app: App
let channel: FakeChannel

beforeAll(async () => {
  cpSync(join(SHIPPED_ARTICLES, 'kb951251.md'), file)
  channel = await startFakeChannel()
  app = await startProduct({ knowledge: [folder], dataDir: join(folder, 'data') })
})
afterAll(async () => {
  await app.close()
  await channel.close()
  rmSync(folder, { recursive: true, force: true })
})

/** Beside them the channel is told that the bot is typing, where an answer takes its time. */
const messages = () => channel.received.filter(({ body }) => body.type === 'message')

const say = async (text: string, replies: number): Promise<string> => {
  channel.received.length = 0
  await post(app, activity({ channelId: 'msteams', serviceUrl: channel.url, deliveryMode: undefined, text }))
  await until(`the answer to "${text}"`, () => messages().length >= replies)
  return messages()
    .map(({ body }) => body.text)
    .join('\n')
}

test('whoever was given an article, and wants to, is told in the conversation when its steps change', async () => {
  await say('MAPI app gets no notifications, Exchange 2007 SP1 RU2 on Windows Server 2008', 2)
  expect(await say('it worked', 1)).toContain('KB951251')
  await say('tell me when it changes', 1)
  channel.received.length = 0
  const old = readFileSync(file, 'utf8')
  writeFileSync(
    file,
    old.replace('2. Open an elevated command prompt', '2. Stop the backup, and open an elevated command prompt'),
  )
  await until('the notice', () => channel.received.length === 1, 20_000)
  expect(channel.received[0]).toMatchObject({
    path: '/v3/conversations/conversation/activities',
    body: { text: expect.stringContaining('KB951251'), recipient: { id: 'user' } },
  })
  await say('stop telling me', 1)
  channel.received.length = 0
  writeFileSync(file, old)
  await say('KB951251', 2)
  expect(channel.received).toHaveLength(2)
}, 60_000)
