import { request } from 'node:http'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { App } from '../../bot/app.ts'
import { activity, post, replies, startBot } from './running-bot.ts'

let app: App
beforeAll(async () => {
  app = await startBot()
})
afterAll(() => app.close())

let conversations = 0
const newConversation = () => ({ conversation: { id: `conversation ${conversations++}` } })

describe('a message with expectReplies', () => {
  it('is answered in the response', async () => {
    expect(await replies(app, newConversation())).toMatchObject([
      { type: 'message', text: '1: hi, 0 files', inputHint: 'acceptingInput' },
    ])
  })

  it('goes on with its conversation, and with no other', async () => {
    const own = newConversation()
    await replies(app, own)
    expect(await replies(app, own)).toMatchObject([{ text: '2: hi, 0 files' }])
    expect(await replies(app, newConversation())).toMatchObject([{ text: '1: hi, 0 files' }])
  })

  it('gets its replies in order, the hint on each', async () => {
    const [first, second] = await replies(app, { ...newConversation(), text: 'ask' })
    expect(first).toMatchObject({ text: 'First things first.', inputHint: 'acceptingInput' })
    expect(second).toMatchObject({ inputHint: 'expectingInput', suggestedActions: { actions: [{}, {}, {}] } })
  })

  it('gets a recommendation with its citation', async () => {
    const [reply] = await replies(app, { ...newConversation(), text: 'recommend' })
    expect(reply).toMatchObject({
      entities: [{ citation: [{ appearance: { name: expect.stringMatching(/^KB951251: /) } }, {}, {}] }],
    })
  })

  it('that clicks a choice is understood', async () => {
    const [reply] = await replies(app, { ...newConversation(), text: undefined, value: { choice: 'explain' } })
    expect(reply?.text).toContain('KB951251 does not apply')
  })

  it('twenty times at once is twenty turns', async () => {
    const own = newConversation()
    const all = await Promise.all(Array.from({ length: 20 }, () => replies(app, own)))
    const counted = all.map(([reply]) => Number(String(reply?.text).split(':')[0]))
    expect(counted.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, index) => index + 1))
  })

  it('whose turn fails is not acknowledged, and the next one works', async () => {
    const own = newConversation()
    const failed = await post(app, activity({ ...own, text: 'fail' }))
    expect([failed.status, await failed.json()]).toEqual([
      500,
      { error: { code: 'ServiceError', message: expect.any(String) } },
    ])
    expect(await replies(app, own)).toMatchObject([{ text: '1: hi, 0 files' }])
  })

  it('that is delivered again gets the same replies, their ids too, and is no second turn', async () => {
    const given = { ...newConversation(), id: 'the same' }
    const first = await replies(app, given)
    expect(await replies(app, given)).toEqual(first)
    expect(first).toMatchObject([{ id: expect.any(String), replyToId: 'the same', text: '1: hi, 0 files' }])
    expect(await replies(app, { ...given, id: 'another' })).toMatchObject([{ text: '2: hi, 0 files' }])
  })

  it('is answered as the SDK would: from the bot to the person, in their conversation', async () => {
    const own = newConversation()
    expect(await replies(app, { ...own, id: 'x', locale: 'en-US' })).toMatchObject([
      {
        type: 'message',
        timestamp: expect.stringMatching(/^\d{4}-/),
        channelId: 'emulator',
        serviceUrl: 'http://localhost:1',
        from: { id: 'bot', name: 'Bot' },
        recipient: { id: 'user', name: 'User' },
        conversation: own.conversation,
        replyToId: 'x',
        locale: 'en-US',
      },
    ])
  })

  it('of 100 kB gets a clear sentence', async () => {
    const [reply] = await replies(app, { ...newConversation(), text: 'x'.repeat(100_000) })
    expect(reply?.text).toMatch(/100,000 characters.*65,536/)
  })

  it('without text, or with files only, is a turn', async () => {
    expect(await replies(app, { ...newConversation(), text: null })).toMatchObject([{ text: '1: , 0 files' }])
    const attachments = [{ contentType: 'image/png', contentUrl: 'https://example.com/a.png' }]
    expect(await replies(app, { ...newConversation(), text: undefined, attachments })).toMatchObject([
      { text: '1: , 1 files' },
    ])
  })

  it('greets who joins', async () => {
    const joined = { ...newConversation(), type: 'conversationUpdate', text: undefined, membersAdded: [{ id: 'user' }] }
    expect(await replies(app, joined)).toMatchObject([{ text: expect.stringContaining('Hello') }])
  })
})

describe('what needs no answer', () => {
  it.each(['typing', 'event', 'messageReaction', 'endOfConversation', 'whatever'])(
    'such as %s gets none',
    async type => {
      expect(await replies(app, { type })).toEqual([])
      expect((await post(app, activity({ type, deliveryMode: undefined }))).status).toBe(200)
    },
  )

  it('an invoke that the bot does not know is not implemented', async () => {
    const invoke = activity({ type: 'invoke', name: 'message/submitAction', deliveryMode: undefined })
    expect((await post(app, invoke)).status).toBe(501)
  })
})

const without = (name: string) => activity({ [name]: undefined })
const bad: [string, unknown, number, RegExp, Record<string, string>?][] = [
  ['nothing', '', 400, /body is empty/],
  ['no JSON', 'hello', 400, /not valid JSON/],
  ['half a JSON', '{"type":', 400, /not valid JSON/],
  ['an empty object', {}, 400, /type is missing; channelId is missing; serviceUrl is missing; conversation is missing/],
  ['a list', [], 400, /not an object/],
  ['null', 'null', 400, /not an object/],
  ['no type', without('type'), 400, /type is missing/],
  ['no conversation', without('conversation'), 400, /conversation is missing/],
  ['a conversation without id', activity({ conversation: {} }), 400, /conversation\.id is missing/],
  ['no serviceUrl', without('serviceUrl'), 400, /serviceUrl is missing/],
  ['no channelId', without('channelId'), 400, /channelId is missing/],
  ['a message from nobody', without('from'), 400, /from is missing/],
  ['a text that is none', activity({ text: { a: 1 } }), 400, /text must be text/],
  ['entities that are none', activity({ entities: 'x' }), 400, /entities must be a list/],
  ['attachments that are none', activity({ attachments: [null] }), 400, /attachments\.0/],
  ['a file address as serviceUrl', activity({ serviceUrl: 'file:///etc' }), 400, /serviceUrl must be an http/],
  ['another machine as serviceUrl', activity({ serviceUrl: 'http://10.0.0.1/' }), 400, /this machine only/],
  ['a look-alike serviceUrl', activity({ serviceUrl: 'http://localhost.evil.com' }), 400, /localhost\.evil\.com/],
  ['a serviceUrl with a user', activity({ serviceUrl: 'http://localhost@evil.com' }), 400, /leads to evil\.com/],
  ['more than 256 KiB', activity({ text: 'x'.repeat(300_000) }), 413, /256 KiB/],
  ['gzip', gzipSync('{}'), 415, /"gzip"/, { 'content-encoding': 'gzip' }],
  ['multipart', 'x', 415, /"multipart\/form-data/, { 'content-type': 'multipart/form-data; boundary=x' }],
  ['text', '{}', 415, /"text\/plain/, { 'content-type': 'text/plain' }],
  ['nearly JSON', '{}', 415, /jsonp/, { 'content-type': 'application/jsonp' }],
]

describe('bad input', () => {
  it.each(bad)('such as %s gets a clear sentence', async (_name, body, status, sentence, headers = {}) => {
    const response = await post(app, body, headers)
    expect(response.status).toBe(status)
    expect(await response.json()).toEqual({
      error: { code: expect.any(String), message: expect.stringMatching(sentence) },
    })
  })

  it('of endless length is cut off without a Content-Length', async () => {
    const chunk = new TextEncoder().encode('x'.repeat(64 * 1024))
    const body = new ReadableStream({ pull: stream => stream.enqueue(chunk) })
    const headers = { 'content-type': 'application/json' }
    const given = { method: 'POST', headers, body, duplex: 'half' } as RequestInit
    expect((await fetch(`http://127.0.0.1:${app.port}/api/messages`, given)).status).toBe(413)
  })

  it('for a foreign host name is refused: a page may have pointed its name here', async () => {
    const status = await new Promise(resolve => {
      const headers = { host: 'evil.example', 'content-type': 'application/json' }
      const sent = request({ port: app.port, path: '/api/messages', method: 'POST', headers }, response =>
        resolve(response.statusCode),
      )
      sent.end(JSON.stringify(activity()))
    })
    expect(status).toBe(403)
  })

  it('nested without end does no harm', async () => {
    const nest = `${'['.repeat(100_000)}${']'.repeat(100_000)}`
    for (const name of ['value', 'channelData', 'entities', 'conversation', 'from']) {
      const body = JSON.stringify(activity({ [name]: 'NEST' })).replace('"NEST"', nest)
      expect((await post(app, body)).status).toBeLessThan(500)
    }
  })

  it('never makes an error of ours, whatever it is', async () => {
    const anything = fc.record(
      {
        ...Object.fromEntries(
          ['type', 'text', 'value', 'entities', 'attachments', 'membersAdded', 'recipient', 'locale'].map(name => [
            name,
            fc.jsonValue({ maxDepth: 3 }),
          ]),
        ),
        id: fc.oneof(fc.string(), fc.jsonValue()),
        from: fc.oneof(fc.record({ id: fc.string() }), fc.jsonValue()),
        conversation: fc.oneof(fc.record({ id: fc.string({ minLength: 1 }), isGroup: fc.boolean() }), fc.jsonValue()),
        channelId: fc.constantFrom('msteams', 'emulator', '__proto__', 'constructor', 'x'),
      },
      { requiredKeys: [] },
    )
    await fc.assert(
      fc.asyncProperty(anything, async given => {
        expect((await post(app, activity(given))).status).toBeLessThan(500)
      }),
      { numRuns: 200 },
    )
  })

  it('leaves the bot well', async () => {
    expect((await fetch(`${app.url}/health`)).status).toBe(200)
    expect(await replies(app, newConversation())).toHaveLength(1)
  })
})

describe('a path or method that is not there', () => {
  it.each([
    ['GET', '/nowhere', 404],
    ['GET', '/%', 400],
    ['GET', '/api/messages', 405],
    ['DELETE', '/health', 405],
    ['OPTIONS', '/api/messages', 405],
  ])('%s %s is answered in JSON, whatever is accepted', async (method, path, status) => {
    for (const accept of ['text/html', 'image/png', 'application/json']) {
      const response = await fetch(`http://127.0.0.1:${app.port}${path}`, { method, headers: { accept } })
      expect(response.status).toBe(status)
      expect(await response.json()).toMatchObject({ error: { message: expect.any(String) } })
    }
  })
})
