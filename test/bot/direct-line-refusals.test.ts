import { request as httpRequest } from 'node:http'
import { afterEach, describe, expect, test } from 'vitest'
import type { Conversation } from '../../bot/replying/conversation.ts'
import { createMemoryStore } from '../../bot/storage/memory-store.ts'
import { type EchoServer, firstFrame, type Grant, type Said, startEcho } from './echo-server.ts'

const HOUR = 3_600_000

let bot: EchoServer

afterEach(() => bot.close())

describe('tokens', () => {
  const status = async (path: string, token?: string) => (await bot.call('GET', path, token ? { token } : {})).status

  test('are asked for by every endpoint but the one that makes them', async () => {
    bot = await startEcho()
    const path = `/conversations/${(await bot.begin()).conversationId}`
    for (const [method, where] of [
      ['POST', '/tokens/refresh'],
      ['POST', '/conversations'],
      ['GET', path],
      ['GET', `${path}/activities`],
      ['POST', `${path}/activities`],
      ['POST', `${path}/upload`],
    ] as const) {
      const response = await bot.call(method, where)
      expect([where, response.status]).toEqual([where, 401])
      expect(await response.text()).toContain('tokens/generate')
    }
  })

  test('that are forged are refused', async () => {
    bot = await startEcho()
    const { conversationId, token } = await bot.begin()
    const [head, claims, signature] = token.split('.')
    const unsigned = Buffer.from('{"alg":"none","typ":"JWT"}').toString('base64url')
    const other = Buffer.from(JSON.stringify({ conv: conversationId, user: 'dl_x', use: 'talk', exp: 9e9 })).toString(
      'base64url',
    )
    for (const forged of [
      `${unsigned}.${claims}.`,
      `${unsigned}.${claims}.${signature}`,
      `${head}.${other}.${signature}`,
      `${head}.${claims}.${'A'.repeat(signature?.length ?? 0)}`,
      `${head}.${claims}`,
      `${token}.x`,
      'secret',
    ]) {
      expect([forged, await status(`/conversations/${conversationId}`, forged)]).toEqual([forged, 401])
    }
  })

  test('open one conversation only', async () => {
    bot = await startEcho()
    const [mine, theirs] = [await bot.begin(), await bot.begin()]
    expect(await status(`/conversations/${theirs.conversationId}/activities`, mine.token)).toBe(403)
    expect(await status(`/conversations/${mine.conversationId}/activities`, mine.token)).toBe(200)
  })

  test('expire after a day unless refreshed', async () => {
    bot = await startEcho()
    const grant = await bot.begin()
    bot.pass(20 * HOUR)
    const refreshed = (await (await bot.call('POST', '/tokens/refresh', { token: grant.token })).json()) as Grant
    bot.pass(20 * HOUR)
    expect(await status(`/conversations/${grant.conversationId}`, grant.token)).toBe(403)
    expect(await status(`/conversations/${grant.conversationId}`, refreshed.token)).toBe(200)
  })

  test('of a stream are short-lived and open nothing else', async () => {
    bot = await startEcho()
    const { conversationId, streamUrl, token: talk } = await bot.begin()
    const token = new URL(streamUrl).searchParams.get('t') ?? ''
    expect(await status(`/conversations/${conversationId}`, token)).toBe(401)
    bot.pass(HOUR / 30)
    await expect(firstFrame(streamUrl)).rejects.toThrow('HTTP 403')
    await expect(firstFrame(streamUrl.replace(/t=.*/, 't=x'))).rejects.toThrow('HTTP 401')
    await expect(firstFrame(streamUrl.replace(/t=.*/, `t=${talk}`))).rejects.toThrow('HTTP 401')
    await expect(firstFrame(streamUrl.replace('/stream', '/elsewhere'))).rejects.toThrow('HTTP 404')
  })

  test('tell Web Chat who the user is', async () => {
    bot = await startEcho()
    const { token } = await bot.generate()
    const claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())
    expect(claims.user).toMatch(/^dl_/)
  })

  test('do not revive a conversation that was forgotten', async () => {
    const store = createMemoryStore<Conversation<Said>>()
    bot = await startEcho({}, { store })
    const { conversationId, token, streamUrl } = await bot.begin()
    await store.forget({ conversation: `webchat|${conversationId}` })
    for (const path of ['', '/activities']) {
      expect(await status(`/conversations/${conversationId}${path}`, token)).toBe(404)
    }
    expect((await bot.call('POST', '/tokens/refresh', { token })).status).toBe(404)
    expect((await bot.send({ conversationId, token }, { type: 'message', text: 'hi' })).status).toBe(404)
    await expect(firstFrame(streamUrl)).rejects.toThrow('HTTP 404')
  })
})

describe('only this machine', () => {
  /** fetch would not let a test lie about its host. */
  const ask = (headers: Record<string, string>, path = '/v3/directline/tokens/generate', method = 'POST') =>
    new Promise<number>((resolve, reject) => {
      const request = httpRequest({ host: '127.0.0.1', port: bot.port, path, method, headers }, response => {
        response.resume()
        resolve(response.statusCode ?? 0)
      })
      request.on('error', reject)
      request.end()
    })

  test('is answered, by whichever loopback name', async () => {
    bot = await startEcho()
    for (const host of ['localhost', `localhost:${bot.port}`, '127.0.0.1:80', '[::1]:3978', 'advise.localhost']) {
      expect([host, await ask({ host })]).toEqual([host, 200])
    }
  })

  test('is answered: not a foreign name that leads here, not a foreign page, not through a tunnel', async () => {
    bot = await startEcho()
    const host = `localhost:${bot.port}`
    for (const headers of [
      { host: 'evil.example' },
      { host: 'localhost.evil.example' },
      { host: '127.0.0.1.evil.example' },
      { host, 'x-forwarded-host': 'abc.devtunnels.ms' },
      { host, origin: 'https://evil.example' },
      { host, origin: 'http://localhost:1' },
      { host, origin: 'null' },
    ]) {
      expect([headers, await ask(headers)]).toEqual([headers, 403])
      expect([headers, await ask(headers, '/', 'GET')]).toEqual([headers, 403])
    }
    expect(await ask({ host, origin: `http://${host}` })).toBe(200)
  })

  test('may open a stream', async () => {
    bot = await startEcho()
    const { streamUrl } = await bot.begin()
    await expect(firstFrame(streamUrl, { headers: { host: 'evil.example' } })).rejects.toThrow('HTTP 403')
    await expect(firstFrame(streamUrl, { origin: 'https://evil.example' })).rejects.toThrow('HTTP 403')
    expect((await firstFrame(streamUrl, { origin: bot.url })).activities).toHaveLength(1)
  })
})

describe('bad input', () => {
  const refused = async (response: Response) => [
    response.status,
    ((await response.json()) as { error: { message: string } }).error.message,
  ]

  test('is refused with a sentence', async () => {
    bot = await startEcho()
    const grant = await bot.begin()
    const path = `/conversations/${grant.conversationId}`
    expect(await refused(await bot.send(grant, 'hello'))).toEqual([400, expect.stringContaining('JSON')])
    expect(await refused(await bot.send(grant, '[1]'))).toEqual([400, expect.stringContaining('JSON object')])
    expect(await refused(await bot.send(grant, {}))).toEqual([400, expect.stringContaining('needs a type')])
    expect(await refused(await bot.send(grant, { type: 'message', text: 7 }))).toEqual([
      400,
      expect.stringContaining('text must be text'),
    ])
    for (const type of ['conversationUpdate', 'deleteUserData'])
      expect(await refused(await bot.send(grant, { type }))).toEqual([400, expect.stringContaining('channel')])
    const deep = `{"type":"message","value":${'['.repeat(100_000)}${']'.repeat(100_000)}}`
    expect(await refused(await bot.send(grant, deep))).toEqual([400, expect.stringContaining('nested')])
    expect(await refused(await bot.send(grant, { type: 'message', text: 'x'.repeat(300_000) }))).toEqual([
      413,
      expect.stringContaining('256 KiB'),
    ])
    expect(await refused(await bot.send(grant, '{}', { 'content-encoding': 'gzip' }))).toEqual([
      415,
      expect.stringContaining('gzip'),
    ])
    const upload = (body: unknown) => bot.call('POST', `${path}/upload`, { token: grant.token, body })
    expect(await refused(await upload('hello'))).toEqual([400, expect.stringContaining('multipart')])
    const large = new FormData()
    large.append('file', new Blob([new Uint8Array(2 ** 20)]), 'large.bin')
    expect(await refused(await upload(large))).toEqual([413, expect.stringContaining('1024 KiB')])
    const wrong = await bot.call('GET', `${path}/activities?watermark=x`, { token: grant.token })
    expect(await refused(wrong)).toEqual([400, expect.stringContaining('watermark')])
    expect(bot.errors).toEqual([])
  })

  test('of an unknown kind reaches the bot and does no harm', async () => {
    bot = await startEcho()
    const grant = await bot.begin()
    expect((await bot.send(grant, { type: 'somethingNew', name: 'x', deliveryMode: 'expectReplies' })).status).toBe(200)
    expect((await bot.send(grant, { type: 'message', attachments: [null, 'x', { content: 'big' }] })).status).toBe(200)
    expect(bot.received[1]).toMatchObject({ type: 'somethingNew', name: 'x' })
    expect(bot.received[1]).not.toHaveProperty('deliveryMode')
    expect(JSON.stringify(bot.received[2])).not.toContain('big')
  })

  test('of a client that talks too much is held back and told for how long, others are not', async () => {
    bot = await startEcho({ burst: 2 })
    const grant = await bot.begin()
    for (const expected of [200, 200, 429])
      expect((await bot.send(grant, { type: 'message', text: 'x' })).status).toBe(expected)
    expect((await bot.send(grant, { type: 'message', text: 'x' })).headers.get('retry-after')).toBe('1')
    const other = await bot.begin()
    expect((await bot.send(other, { type: 'message', text: 'x' })).status).toBe(200)
    bot.pass(1000)
    expect((await bot.send(grant, { type: 'message', text: 'x' })).status).toBe(200)
  })
})
