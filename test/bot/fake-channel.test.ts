import { afterAll, beforeAll, expect, it } from 'vitest'
import type { App } from '../../bot/app.ts'
import { until } from './direct-line-client.ts'
import { type FakeChannel, startFakeChannel } from './fake-channel.ts'
import { activity, post, replies, startBot } from './running-bot.ts'

let channel: FakeChannel
let app: App
let received: FakeChannel['received'] = []
let refusals: FakeChannel['refusals'] = []

beforeAll(async () => {
  channel = await startFakeChannel()
  received = channel.received
  refusals = channel.refusals
  app = await startBot()
})
afterAll(async () => {
  await app.close()
  await channel.close()
})

const sentActivity = (given: object) => activity({ serviceUrl: channel.url, deliveryMode: undefined, ...given })

/** Delivers a message, and waits until so many replies have come to the channel. */
const deliver = async (given: object, deliveries = 1) => {
  received.length = 0
  const response = await post(app, sentActivity(given))
  expect([response.status, await response.text()]).toEqual([200, ''])
  await until(`${deliveries} deliveries`, () => received.length >= deliveries)
}

it('a citation survives its delivery', async () => {
  // Its outcomes come in a message of their own.
  await deliver({ text: 'recommend' }, 2)
  expect(received[0]?.body.entities).toMatchObject([
    {
      type: 'https://schema.org/Message',
      '@type': 'Message',
      '@context': 'https://schema.org',
      citation: [
        {
          '@type': 'Claim',
          position: 1,
          appearance: {
            '@type': 'DigitalDocument',
            name: expect.stringMatching(/^KB951251: /),
            url: 'https://support.microsoft.com/kb/951251',
          },
        },
        { position: 2 },
        { position: 3 },
      ],
    },
  ])
})

it('card, text and hint survive it too', async () => {
  await deliver({ text: 'recommend', channelId: 'msteams' }, 2)
  expect(received[0]?.body).toMatchObject({
    text: expect.stringContaining('[1]'),
    inputHint: 'acceptingInput',
    summary: expect.stringContaining('Install Update Rollup 4.'),
    attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content: { version: '1.5' } }],
  })
})

it('replies come one by one, in order, as answers to their message', async () => {
  await deliver({ text: 'ask', id: 'question 1', conversation: { id: 'a|livechat/é' } }, 2)
  expect(received.map(({ body }) => body.inputHint)).toEqual(['acceptingInput', 'expectingInput'])
  expect(received.map(({ path }) => path)).toEqual(
    Array(2).fill(`/v3/conversations/${encodeURIComponent('a|livechat/é')}/activities/question%201`),
  )
  expect(received[1]?.body).toMatchObject({ replyToId: 'question 1', from: { id: 'bot' }, recipient: { id: 'user' } })
})

it.each([
  ['429', 429],
  ['412', 412],
  ['500', 500],
  ['502', 502],
])(
  'a reply that the channel answers with %s is sent again with the same id, before the next one',
  async (_name, status) => {
    refusals.push(status, status)
    await deliver({ text: 'ask' }, 4)
    expect(received.map(({ body }) => body.inputHint)).toEqual([...Array(3).fill('acceptingInput'), 'expectingInput'])
    expect(new Set(received.map(({ body }) => body.id)).size).toBe(2)
  },
)

it('a reply of which the channel hung up is sent again', async () => {
  refusals.push('hang up')
  await deliver({}, 2)
  expect(received[1]?.body).toEqual(received[0]?.body)
})

it('a reply that the channel refuses for good is dropped, and the next one is sent', async () => {
  refusals.push(403)
  await deliver({ text: 'ask' }, 2)
  expect(received.map(({ body }) => body.inputHint)).toEqual(['acceptingInput', 'expectingInput'])
})

it('a message that is delivered again is acknowledged, and nothing is sent again', async () => {
  const given = { id: 'twice', conversation: { id: 'twice' } }
  await deliver(given)
  received.length = 0
  expect((await post(app, sentActivity(given))).status).toBe(200)
  await deliver({ conversation: { id: 'twice' } })
  expect(received.map(({ body }) => body.text)).toEqual(['2: hi, 0 files'])
})

it('a caller who waits for the replies and gives up finds them when it asks again', async () => {
  const given = { conversation: { id: 'gave up' }, id: 'gave up', deliveryMode: 'expectReplies' }
  await expect(
    fetch(`${app.url}/api/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(activity({ ...given, text: 'slow' })),
      signal: AbortSignal.timeout(100),
    }),
  ).rejects.toThrow()
  expect(await replies(app, { ...given, text: 'slow' })).toMatchObject([{ text: '1: slow, 0 files' }])
  expect(await replies(app, { ...given, id: 'next' })).toMatchObject([{ text: '2: hi, 0 files' }])
})
