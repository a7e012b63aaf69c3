import fc from 'fast-check'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { App } from '../../bot/app.ts'
import { type Log, silentLog } from '../../bot/log.ts'
import { createMetrics } from '../../bot/operating/metrics.ts'
import { createServer } from '../../bot/server.ts'
import { activity, post, replies, startBot } from '../bot/running-bot.ts'
import { codePoint } from '../code-point.ts'
import { rawPost, sendRaw } from './raw-http.ts'

/** Runs of each property: enough to find what is broken; `npm run fuzz` has many more. */
const RUNS = 100

const errors: unknown[] = []
const log: Log = { ...silentLog, error: (message, fields) => void errors.push([message, fields]) }
let app: App
beforeAll(async () => {
  app = await startBot({ log })
})
afterAll(() => app.close())
/** Whatever came, the bot never failed, and is well. */
afterEach(async () => {
  expect(errors.splice(0)).toEqual([])
  expect((await fetch(`${app.url}/health`)).status).toBe(200)
})

/** 501 is what an unknown invoke is answered, 503 what comes too early: neither is a failure. */
const isFailure = (status: number): boolean => status === 500

describe('bytes that are hardly HTTP', () => {
  const message = JSON.stringify(activity())
  const odd: [string, string | readonly string[], readonly number[]][] = [
    ['nothing', '', []],
    ['no HTTP', 'hello\r\n\r\n', [400]],
    ['TLS', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03', [400]],
    ['another version', 'GET /health HTTP/9.9\r\nHost: localhost\r\n\r\n', [400]],
    ['no Host', 'GET /health HTTP/1.1\r\n\r\n', [400]],
    ['two Hosts', 'GET /health HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n', [200]],
    ['a NUL in a header', 'GET /health HTTP/1.1\r\nHost: local\0host\r\n\r\n', [400]],
    ['a header without colon', 'GET /health HTTP/1.1\r\nHost\r\n\r\n', [400]],
    ['headers of 64 kB', `GET /health HTTP/1.1\r\nHost: localhost\r\nX: ${'x'.repeat(65_536)}\r\n\r\n`, [431]],
    ['a path of 64 kB', `GET /${'x'.repeat(65_536)} HTTP/1.1\r\nHost: localhost\r\n\r\n`, [431]],
    ['10,000 headers', `GET /health HTTP/1.1\r\nHost: localhost\r\n${'a:b\r\n'.repeat(10_000)}\r\n`, [431]],
    ['a broken escape', 'GET /%E0%A4%A HTTP/1.1\r\nHost: localhost\r\n\r\n', [400]],
    ['a path that climbs', 'GET /../../etc/passwd HTTP/1.1\r\nHost: localhost\r\n\r\n', [404]],
    ['a path that climbs in escapes', 'GET /%2e%2e%2f%2e%2e%2fetc/passwd HTTP/1.1\r\nHost: localhost\r\n\r\n', [404]],
    ['a path with a NUL', 'GET /health%00 HTTP/1.1\r\nHost: localhost\r\n\r\n', [404]],
    ['an address as path', 'GET http://evil.example/health HTTP/1.1\r\nHost: localhost\r\n\r\n', [200]],
    ['a star as path', 'OPTIONS * HTTP/1.1\r\nHost: localhost\r\n\r\n', [200]],
    ['a tunnel', 'CONNECT evil.example:443 HTTP/1.1\r\nHost: evil.example\r\n\r\n', []],
    ['a length that is none', rawPost('').replace(/Length: \d+/, 'Length: abc'), [400]],
    ['a length below zero', rawPost('').replace(/Length: \d+/, 'Length: -1'), [400]],
    ['a length beyond all numbers', rawPost('').replace(/Length: \d+/, `Length: ${'9'.repeat(30)}`), [400]],
    ['a length of a terabyte', rawPost('').replace(/Length: \d+/, `Length: ${1e12}`), [413]],
    ['two lengths', rawPost('{}', 'Content-Length: 3\r\n'), [400]],
    ['a length and chunks', rawPost('0\r\n\r\n', 'Transfer-Encoding: chunked\r\n'), [400]],
    [
      'chunks of an odd size',
      rawPost('zz\r\n', 'Transfer-Encoding: chunked\r\n').replace(/Content-Length.*\r\n/, ''),
      [],
    ],
    ['a body that is cut off', rawPost(message).slice(0, -20), []],
    ['a host that is none', 'GET /health HTTP/1.1\r\nHost: [\r\n\r\n', [400]],
    ['a host of signs', 'GET /health HTTP/1.1\r\nHost: \u0095\u00cb/%%00\r\n\r\n', [400]],
    ['a host with a port that is none', 'POST /api/messages HTTP/1.1\r\nHost: localhost:99999\r\n\r\n', [400]],
    ['an encoding twice', rawPost(message, 'Content-Encoding: gzip, gzip\r\n'), [415]],
    ['a type with a strange charset', rawPost(message).replace('json', 'json; charset=utf-7'), [200]],
    ['an expectation', rawPost(message, 'Expect: miracles\r\n'), [417]],
    [
      'an upgrade to nowhere',
      'GET /x HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: upgrade\r\n\r\n',
      [404],
    ],
    [
      'three at once',
      [rawPost(message), rawPost('{'), 'GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n'],
      [200, 400, 200],
    ],
    ['a request hidden behind another', rawPost(message).replace(/Length: \d+/, 'Length: 0'), [400]],
  ]
  it.each(odd)('such as %s are refused, or served', async (_name, bytes, statuses) => {
    const answered = await sendRaw(app.port, bytes)
    expect(answered.statuses.slice(0, Math.max(1, statuses.length))).toEqual(
      statuses.length > 0 ? statuses : answered.statuses.filter(status => status === 400).slice(0, 1),
    )
    expect(answered.text).not.toMatch(/\n\s+at |node_modules|restify/i)
  })

  it('never make an error of ours, whatever they are', async () => {
    const token = fc.string({ unit: codePoint, maxLength: 20 })
    const method = fc.oneof(
      fc.constantFrom('GET', 'POST', 'HEAD', 'PUT', 'PATCH', 'TRACE', 'OPTIONS', 'CONNECT'),
      token,
    )
    const path = fc.oneof(
      fc.constantFrom(
        '/',
        '/health',
        '/api/messages',
        '/v3/directline/conversations',
        '*',
        '//',
        '/%',
        '/web/webchat.js',
      ),
      fc
        .array(fc.oneof(token, fc.constantFrom('/', '%', '..', '?', '#', '%00', '%c0%ae', '\\', ';')), { maxLength: 8 })
        .map(parts => `/${parts.join('')}`),
    )
    const name = fc.constantFrom(
      'Host',
      'Content-Length',
      'Transfer-Encoding',
      'Content-Type',
      'Content-Encoding',
      'Connection',
      'Upgrade',
      'Origin',
      'Authorization',
      'X-Forwarded-Host',
      'Accept',
      'Accept-Version',
      'If-None-Match',
      'Range',
      'Cookie',
      'Expect',
    )
    const value = fc.oneof(
      token,
      fc.constantFrom(
        'localhost',
        'chunked',
        'application/json',
        'gzip',
        'close',
        'websocket',
        '-1',
        '5',
        '1e9',
        '*/*',
        '',
      ),
    )
    const request = fc
      .record({
        method,
        path,
        headers: fc.array(fc.tuple(name, value), { maxLength: 6 }),
        body: token,
        host: fc.boolean(),
      })
      .map(
        ({ method, path, headers, body, host }) =>
          `${method} ${path} HTTP/1.1\r\n${host ? 'Host: localhost\r\n' : ''}${headers.map(([n, v]) => `${n}: ${v}\r\n`).join('')}\r\n${body}`,
      )
    await fc.assert(
      fc.asyncProperty(fc.array(request, { minLength: 1, maxLength: 3 }), async requests => {
        const { statuses } = await sendRaw(app.port, requests, { silence: 100 })
        expect(statuses.filter(isFailure)).toEqual([])
      }),
      { numRuns: RUNS },
    )
  })
})

describe('a client that is slow', () => {
  it('is cut off, with its head or its body unfinished, while others are served', async () => {
    const server = createServer({
      channel: { authenticate: async () => '' },
      bot: async () => [],
      callers: 'this machine',
      permit: () => {},
      isReady: () => true,
      invoke: async () => ({ status: 501, headers: {}, body: '' }),
      health: () => ({ status: 'ok', articles: 1, version: '1' }),
      metrics: createMetrics(),
      openMetrics: false,
      log,
    })
    expect([server.server.headersTimeout, server.server.requestTimeout]).toEqual([10_000, 30_000])
    // The same a hundred times faster. Node looks at this when it begins to listen.
    Object.assign(server.server, { headersTimeout: 100, requestTimeout: 300, connectionsCheckingInterval: 20 })
    await new Promise<void>(resolve => {
      server.listen(0, '127.0.0.1', resolve)
    })
    const { port } = server.address()
    const patient = { silence: 10_000, end: false }
    const slow = Promise.all([
      sendRaw(port, 'POST /api/mess', patient),
      sendRaw(port, rawPost('x'.repeat(1000)).slice(0, -10), patient),
    ])
    expect((await fetch(`http://localhost:${port}/health`)).status).toBe(200)
    expect((await slow).map(({ statuses }) => statuses)).toEqual([[408], [408]])
    await new Promise<void>(resolve => {
      server.server.closeAllConnections()
      server.close(() => resolve())
    })
  })
})

describe('JSON that is unusual', () => {
  const base = activity() as Record<string, unknown>
  const without = (name: string) => JSON.stringify({ ...base, [name]: undefined }).slice(0, -1)
  const many = (item: string, count: number) => `[${Array(count).fill(item).join()}]`
  const odd: [string, string, number][] = [
    ['names twice', `${without('text')},"text":"a","text":"b"}`, 200],
    ['types twice', `{"type":"event",${JSON.stringify(base).slice(1)}`, 200],
    ['half a surrogate', `${without('text')},"text":"\\ud800 \\udc00"}`, 200],
    ['half a surrogate as ids', `${without('id')},"id":"\\ud800","locale":"\\udc00"}`, 400],
    ['half a surrogate as a conversation', `${without('conversation')},"conversation":{"id":"\\ud800"}}`, 400],
    ['half a surrogate as a channel', `${without('channelId')},"channelId":"\\udfff"}`, 400],
    [
      'half a surrogate as a person in a group',
      `{"type":"message","text":"a","channelId":"x","serviceUrl":"http://localhost:1","from":{"id":"\\ud800"},"conversation":{"id":"c","isGroup":true},"deliveryMode":"expectReplies"}`,
      400,
    ],
    ['a prototype', `${without('value')},"__proto__":{"text":"x"},"constructor":{"prototype":{"a":1}}}`, 200],
    [
      'a prototype as value',
      `${without('value')},"value":{"__proto__":{"choice":"x"},"choice":{"question":"__proto__","option":"constructor"}}}`,
      200,
    ],
    ['huge numbers', `${without('value')},"value":1e999,"channelData":-1e-999,"timestamp":1e308}`, 200],
    ['NUL characters', `${without('text')},"text":"a\\u0000b","locale":"\\u0000"}`, 200],
    [
      'a NUL as ids',
      `{"type":"message","text":"a","id":"\\u0000","channelId":"\\u0000","serviceUrl":"http://localhost:1","from":{"id":"\\u0000"},"conversation":{"id":"\\u0000"},"deliveryMode":"expectReplies"}`,
      400,
    ],
    [
      'ids of 60 kB',
      JSON.stringify({ ...base, id: 'i'.repeat(60_000), from: { id: 'f'.repeat(60_000), name: 'n'.repeat(60_000) } }),
      200,
    ],
    ['a conversation of 200 kB', JSON.stringify({ ...base, conversation: { id: 'c'.repeat(200_000) } }), 200],
    ['a locale of 200 kB', JSON.stringify({ ...base, locale: 'en-'.repeat(60_000) }), 200],
    ['a type of 200 kB', JSON.stringify({ ...base, type: 't'.repeat(200_000) }), 200],
    ['a date that is none', `${without('timestamp')},"timestamp":"+275760-09-14T00:00:00Z","expiration":"x"}`, 200],
    ['a list as deep as it fits', `${without('value')},"value":${'['.repeat(120_000)}${']'.repeat(120_000)}}`, 200],
    [
      'objects as deep as they fit',
      `${without('channelData')},"channelData":${'{"a":'.repeat(40_000)}1${'}'.repeat(40_000)}}`,
      200,
    ],
    [
      'a deep list where a list is looked at',
      `${without('entities')},"entities":${'['.repeat(100_000)}${']'.repeat(100_000)}}`,
      400,
    ],
    ['100,000 entities that are none', `${without('entities')},"entities":${many('0', 100_000)}}`, 400],
    ['as many entities as fit', `${without('entities')},"entities":${many('{"type":""}', 20_000)}}`, 400],
    ['as many attachments as fit', `${without('attachments')},"attachments":${many('{}', 80_000)}}`, 400],
    [
      'as many members as fit',
      `${without('type')},"type":"conversationUpdate","membersAdded":${many('{"id":"a"}', 22_000)}}`,
      400,
    ],
    ['a byte order mark', `\ufeff${JSON.stringify(base)}`, 400],
    ['a comment', `/* */${JSON.stringify(base)}`, 400],
    ['more behind it', `${JSON.stringify(base)}{}`, 400],
    ['only white space', ' '.repeat(100_000), 400],
  ]
  it.each(odd)('such as %s is refused, or answered', async (_name, body, status) => {
    expect((await post(app, body)).status).toBe(status)
  })

  it('in UTF-8 that is broken is refused, or answered', async () => {
    const body = Buffer.from(JSON.stringify(activity({ text: 'XX' })))
    const at = body.indexOf('XX')
    for (const bytes of [
      [0xc0, 0xaf],
      [0xff, 0xfe],
      [0xed, 0xa0],
      [0x80, 0x22],
    ]) {
      body.set(bytes, at)
      expect((await post(app, body)).status).toBeLessThan(500)
    }
  })

  it('leaves nothing behind in all objects', async () => {
    await post(app, `${without('value')},"value":{"__proto__":{"polluted":1}},"__proto__":{"polluted":1}}`)
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
  })
})

describe('activities of every type, with any ids', () => {
  const id = fc.oneof(
    fc.string({ unit: codePoint, minLength: 1 }),
    fc.constantFrom(
      '__proto__',
      'constructor',
      'toString',
      '|',
      '%',
      '../..',
      ' ',
      '\u0000',
      '\ud800',
      "'; DROP TABLE x",
      '{{x}}',
    ),
  )
  const account = fc.record({ id, name: fc.string(), role: fc.constantFrom('bot', 'user', 'skill', '') })
  const kinds = [
    'message',
    'conversationUpdate',
    'invoke',
    'event',
    'typing',
    'installationUpdate',
    'deleteUserData',
    'messageDelete',
    'trace',
    'x',
  ]
  const given = fc.record({
    type: fc.oneof(fc.constantFrom(...kinds), id),
    id: fc.option(id, { nil: undefined }),
    name: fc.constantFrom('adaptiveCard/action', 'fileConsent/invoke', '', 'x'),
    channelId: fc.oneof(fc.constantFrom('msteams', 'emulator', 'directline', 'webchat', 'AseChannel'), id),
    from: account,
    recipient: fc.option(account, { nil: undefined }),
    conversation: fc.record({
      id,
      isGroup: fc.boolean(),
      conversationType: fc.constantFrom('personal', 'channel', ''),
    }),
    membersAdded: fc.array(account, { maxLength: 3 }),
    entities: fc.array(
      fc.record({ type: fc.constantFrom('mention', 'x'), text: fc.string(), mentioned: fc.option(account) }),
      {
        maxLength: 3,
      },
    ),
    value: fc.jsonValue({ maxDepth: 3 }),
    text: fc.option(fc.string({ unit: codePoint }), { nil: undefined }),
    deliveryMode: fc.constantFrom('expectReplies', 'normal', undefined),
  })

  it('never make an error of ours', async () => {
    await fc.assert(
      fc.asyncProperty(given, async given => {
        const { status } = await post(app, activity(given))
        expect([200, 400, 501]).toContain(status)
      }),
      { numRuns: RUNS },
    )
  })
})

describe('the one failure that there is', () => {
  it('is the bot’s own, and says nothing of itself', async () => {
    const response = await post(app, activity({ text: 'fail' }))
    expect([response.status, await response.text()]).toEqual([500, expect.not.stringContaining('knowledge')])
    expect(errors.splice(0)).toHaveLength(1)
    expect(await replies(app, { conversation: { id: 'after a failure' } })).toHaveLength(1)
  })
})
