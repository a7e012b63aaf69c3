import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type EchoServer, type Grant, startEcho } from './echo-server.ts'

let bot: EchoServer
let grant: Grant

beforeEach(async () => {
  bot = await startEcho()
  grant = await bot.begin()
})
afterEach(() => bot.close())

const message = (more: object = {}) => ({ type: 'message', text: 'hi', ...more })
const heard = async () => (await bot.activities(grant)).activities[1]
const upload = (activity: object) => {
  const form = new FormData()
  form.append('activity', JSON.stringify(activity))
  return bot.call('POST', `/conversations/${grant.conversationId}/upload`, { token: grant.token, body: form })
}

describe('what only the server may say of an activity', () => {
  const spoofed = {
    id: 'join',
    from: { id: 'somebody-else', role: 'bot', name: 'Admin' },
    recipient: { id: 'somebody-else' },
    channelId: 'msteams',
    conversation: { id: 'other', isGroup: true },
    serviceUrl: 'https://evil.example/',
    timestamp: '1999-01-01T00:00:00Z',
    deliveryMode: 'expectReplies',
    relatesTo: { conversation: { id: 'other' } },
    membersAdded: [{ id: 'somebody-else' }],
  }

  test.each([
    ['a post', () => bot.send(grant, message(spoofed))],
    ['an upload', () => upload(message(spoofed))],
  ])('is not believed of %s', async (_what, post) => {
    const { id } = (await (await post()).json()) as { id: string }
    expect(id).not.toBe('join')
    const userId = JSON.parse(Buffer.from(grant.token.split('.')[1] ?? '', 'base64url').toString()).user
    const stamped = {
      id,
      from: { id: userId, name: '', role: 'user' },
      recipient: { id: 'advise', name: 'Advise', role: 'bot' },
      channelId: 'webchat',
      conversation: { id: grant.conversationId },
      serviceUrl: 'http://localhost/',
      timestamp: '2026-11-22T12:00:00.000Z',
    }
    expect(await heard()).toMatchObject(stamped)
    expect(bot.received.at(-1)).toMatchObject({ ...stamped, timestamp: expect.any(Date) })
    for (const name of ['deliveryMode', 'relatesTo', 'membersAdded'])
      expect(bot.received.at(-1)).not.toHaveProperty(name)
    expect(bot.received.at(-1)?.conversation).not.toHaveProperty('isGroup', true)
  })

  test('is not announced by a caller', async () => {
    const joined = { type: 'conversationUpdate', membersAdded: [{ id: 'x' }] }
    expect([(await bot.send(grant, joined)).status, (await upload(joined)).status]).toEqual([400, 400])
    expect(bot.received).toHaveLength(1)
  })
})

describe('an activity made to do harm', () => {
  test('with names of prototypes changes none', async () => {
    const evil = '{"polluted":"yes"}'
    const names = `"__proto__":${evil},"constructor":{"prototype":${evil}}`
    const body = `{"type":"message","text":"hi",${names},"channelData":{${names}},"value":{${names}},
      "entities":[{"type":"x",${names}}],"attachments":[{"contentType":"text/plain",${names}}]}`
    expect((await bot.send(grant, body)).status).toBe(200)
    expect(({} as { polluted?: string }).polluted).toBeUndefined()
    expect((bot.received.at(-1) as { polluted?: unknown } | undefined)?.polluted).toBeUndefined()
    expect((await bot.activities(grant)).activities.at(-1)).toMatchObject({ text: 'you said hi with 1 files' })
  })

  test('nested deeply is refused, whether in a post or an upload, and what clients nest is taken', async () => {
    const nested = (levels: number) => JSON.parse(`${'['.repeat(levels)}${']'.repeat(levels)}`)
    for (const name of ['value', 'channelData', 'entities', 'unknown', 'attachments']) {
      expect([name, (await bot.send(grant, message({ [name]: nested(1000) }))).status]).toEqual([name, 400])
    }
    expect((await upload(message({ value: nested(1000) }))).status).toBe(400)
    expect((await bot.send(grant, message({ value: nested(50) }))).status).toBe(200)
  })

  test('with many entities is cut to what a client sends, with very many refused', async () => {
    const mention = { type: 'mention', mentioned: { id: 'advise' }, text: 'a' }
    expect(
      (await bot.send(grant, message({ text: 'b'.repeat(60_000), entities: Array(200).fill(mention) }))).status,
    ).toBe(200)
    expect((await heard())?.entities).toHaveLength(20)
    expect((await bot.send(grant, message({ entities: Array(3000).fill(mention) }))).status).toBe(413)
  })

  test('with many or large files is kept without them', async () => {
    const file = { name: 'n'.repeat(1000), contentType: 'text/plain', contentUrl: `data:,${'x'.repeat(1000)}` }
    expect((await bot.send(grant, message({ attachments: Array(100).fill(file) }))).status).toBe(200)
    const kept = await heard()
    expect(kept?.attachments).toHaveLength(20)
    expect(JSON.stringify(kept).length).toBeLessThan(6000)
  })

  test.each([
    ['clientActivityID', (large: string) => ({ channelData: { clientActivityID: large } })],
    ['value', (large: string) => ({ value: large })],
    ['name that nobody reads', (large: string) => ({ other: large })],
  ])('with a large %s is refused, and nothing of it is kept', async (_what, more) => {
    for (const size of [2 ** 20, 100_000]) {
      expect((await bot.send(grant, message(more('x'.repeat(size))))).status).toBe(413)
      expect((await upload(message(more('x'.repeat(size - 1000))))).status).toBe(413)
    }
    expect((await bot.activities(grant)).watermark).toBe('1')
  })

  test('whose parts are not what they should be is refused with a sentence', async () => {
    for (const more of [
      { text: 7 },
      { text: { a: 1 } },
      { entities: [{ type: 7 }] },
      { entities: [null] },
      { locale: 7 },
    ]) {
      const response = await bot.send(grant, message(more))
      expect([more, response.status]).toEqual([more, 400])
      expect(await response.text()).toContain('error')
    }
    for (const channelData of [null, 7, 'x', [], { clientActivityID: { toString: 1 } }])
      expect([channelData, (await bot.send(grant, message({ channelData }))).status]).toEqual([channelData, 200])
    expect(bot.errors).toEqual([])
  })
})
