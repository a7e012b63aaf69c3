import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { App } from '../../bot/app.ts'
import { activity, post, replies, startBot } from './running-bot.ts'

/** A channel that takes replies as the Bot Connector does: only such a delivery goes through the SDK's serializer. */
const received: { path: string; body: Record<string, unknown> }[] = []
let channel: Server
let app: App
const serviceUrl = () => `http://127.0.0.1:${(channel.address() as AddressInfo).port}`

beforeAll(async () => {
  channel = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    received.push({ path: request.url ?? '', body: JSON.parse(Buffer.concat(chunks).toString()) })
    // Not chained: restify replaces `writeHead` for every server of the process, and its own returns nothing.
    response.writeHead(200, { 'content-type': 'application/json' })
    response.end('{"id":"reply"}')
  })
  await new Promise<void>(resolve => {
    channel.listen(0, '127.0.0.1', resolve)
  })
  app = await startBot()
})
afterAll(async () => {
  await app.close()
  channel.close()
})

const deliver = async (given: object) => {
  received.length = 0
  const delivered = activity({ serviceUrl: serviceUrl(), deliveryMode: undefined, ...given })
  const response = await post(app, delivered)
  return { status: response.status, body: await response.text() }
}

it('a citation survives its delivery', async () => {
  expect(await deliver({ text: 'recommend' })).toEqual({ status: 200, body: '' })
  expect(received).toHaveLength(1)
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
  await deliver({ text: 'recommend', channelId: 'msteams' })
  expect(received[0]?.body).toMatchObject({
    text: expect.stringContaining('[1]'),
    inputHint: 'acceptingInput',
    summary: expect.stringContaining('Install Update Rollup 4.'),
    attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content: { version: '1.5' } }],
  })
})

it('replies come one by one, in order, as answers to their message', async () => {
  await deliver({ text: 'ask', id: 'question 1', conversation: { id: 'a|livechat/é' } })
  expect(received.map(({ body }) => body.inputHint)).toEqual(['acceptingInput', 'expectingInput'])
  expect(received.map(({ path }) => path)).toEqual(
    Array(2).fill(`/v3/conversations/${encodeURIComponent('a|livechat/é')}/activities/question%201`),
  )
  expect(received[1]?.body).toMatchObject({ replyToId: 'question 1', from: { id: 'bot' }, recipient: { id: 'user' } })
})

/** Where nothing listens. */
const deadUrl = async () => {
  const closed = createServer()
  await new Promise<void>(resolve => {
    closed.listen(0, '127.0.0.1', resolve)
  })
  const { port } = closed.address() as AddressInfo
  closed.close()
  return `http://127.0.0.1:${port}`
}

it('a channel that cannot be reached is told so, and never with a 500', async () => {
  const { status, body } = await deliver({ serviceUrl: await deadUrl() })
  expect(status).toBe(502)
  expect(body).toContain('could not be delivered')
}, 30_000)

it('a message whose reply could not be delivered is not taken: sent again, it is no second turn', async () => {
  const conversation = { id: 'sent again' }
  await deliver({ conversation })
  expect((await deliver({ conversation, serviceUrl: await deadUrl() })).status).toBe(502)
  await deliver({ conversation })
  expect(received.map(({ body }) => body.text)).toEqual(['2: hi, 0 files'])
}, 30_000)

it('a caller who waits for the replies and gives up took no turn either', async () => {
  const given = { conversation: { id: 'gave up' }, deliveryMode: 'expectReplies' }
  const impatient = AbortSignal.timeout(100)
  await expect(
    fetch(`${app.url}/api/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(activity({ ...given, text: 'slow' })),
      signal: impatient,
    }),
  ).rejects.toThrow()
  expect(await replies(app, given)).toMatchObject([{ text: '1: hi, 0 files' }])
})
