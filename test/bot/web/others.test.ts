import { afterEach, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import type { App } from '../../../bot/app.ts'
import type { Settings } from '../../../bot/settings.ts'
import { readSettings } from '../../../bot/settings.ts'
import { activity, post, startBot } from '../running-bot.ts'

const PUBLIC = 'https://support.example.org'
const SHOP = 'https://shop.example.org'
const EVIL = 'https://evil.example'

let app: App
afterEach(() => app.close())

/** As behind a proxy that ends TLS: the bot hears plain HTTP, and is elsewhere for its visitors. */
const start = async (env: Record<string, string> = {}, more: Partial<Settings> = {}): Promise<void> => {
  const set = { WEB_CHAT: 'on', PUBLIC_URL: PUBLIC, WEB_CHAT_ORIGINS: SHOP, ...env }
  const { webChat, anonymous, credentials } = readSettings(set, [], () => true)
  app = await startBot({ settings: { webChat, anonymous, credentials, ...more } })
}

interface Ask {
  readonly method?: string
  readonly headers?: Record<string, string>
  readonly body?: unknown
}

const ask = (path: string, { method = 'GET', headers = {}, body }: Ask = {}): Promise<Response> =>
  fetch(`http://127.0.0.1:${app.port}${path}`, {
    method,
    headers,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
const directLine = (path: string, options: Ask = {}) => ask(`/v3/directline${path}`, { method: 'POST', ...options })

const begin = async (headers: Record<string, string> = {}) => {
  const { token } = (await (await directLine('/tokens/generate', { headers })).json()) as { token: string }
  const response = await directLine('/conversations', {
    headers: { ...headers, authorization: `Bearer ${token}` },
    body: {},
  })
  return (await response.json()) as { conversationId: string; token: string; streamUrl: string }
}
const sayIn = (
  { conversationId, token }: { readonly conversationId: string; readonly token: string },
  headers: Record<string, string> = {},
  text = 'hi',
) =>
  directLine(`/conversations/${conversationId}/activities`, {
    headers: { ...headers, authorization: `Bearer ${token}` },
    body: { type: 'message', text },
  })
const errorOf = async (response: Response) => ((await response.json()) as { error: { message: string } }).error.message

/** The status with which a stream is opened or refused. */
const openStream = (streamUrl: string, options: object) =>
  new Promise<number>((resolve, reject) => {
    const { pathname, search } = new URL(streamUrl)
    const socket = new WebSocket(`ws://127.0.0.1:${app.port}${pathname}${search}`, options)
    socket.on('open', () => {
      socket.close()
      resolve(101)
    })
    socket.on('unexpected-response', (_request, response) => resolve(response.statusCode ?? 0))
    socket.on('error', reject)
  })

describe('web chat for others', () => {
  it('is served by whatever name it is reached, with streams at its public address', async () => {
    await start()
    const page = await ask('/', { headers: { 'x-forwarded-host': 'support.example.org' } })
    expect(page.status).toBe(200)
    expect(page.headers.get('content-security-policy')).toContain(
      "connect-src 'self' ws://support.example.org wss://support.",
    )
    expect(page.headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
    expect((await begin()).streamUrl).toMatch(/^wss:\/\/support\.example\.org\/v3\/directline\/conversations\//)
  })

  it('leaves channels alone where the bot has no credentials', async () => {
    await start()
    const refused = await post(app, activity())
    expect([refused.status, await errorOf(refused)]).toEqual([403, expect.stringContaining('in its web chat only')])
  })

  it('is there beside channels, which prove who they are', async () => {
    const credentials = { type: 'SingleTenant', appId: 'id', password: 'secret', tenantId: 'tenant' } as const
    await start({}, { credentials })
    expect((await post(app, activity())).status).toBe(401)
    expect((await sayIn(await begin())).status).toBe(200)
  })

  it('has the pages of articles beside it, with the limits of an address; not where visitors must sign in', async () => {
    await start({ RATE_ADDRESS: '2/0.001' })
    expect([(await ask('/articles')).status, (await ask('/articles')).status, (await ask('/articles')).status]).toEqual(
      [200, 200, 429],
    )
    await app.close()
    await start({ WEB_CHAT_SECRET: 'x'.repeat(32) })
    expect((await ask('/articles')).status).toBe(404)
  })

  it('holds back one address that searches articles too fast, with how long to wait, and no other', async () => {
    await start({ RATE_ADDRESS: '4/0.001', TRUSTED_PROXIES: '1' })
    const from = (address: string) => ({ headers: { 'x-forwarded-for': address } })
    const statuses: number[] = []
    for (const path of [
      '/articles?q=a',
      '/articles?q=b&product=x',
      '/articles/KB1',
      '/articles?page=2',
      '/articles?q=c',
    ])
      statuses.push((await ask(path, from('198.51.100.1'))).status)
    expect(statuses).toEqual([200, 200, 404, 200, 429])
    const refused = await ask('/articles?q=d', from('198.51.100.1'))
    expect([refused.status, await errorOf(refused)]).toEqual([429, expect.stringContaining('your network')])
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
    expect((await ask('/articles?q=e', from('198.51.100.2'))).status).toBe(200)
    // What it asks of the chat counts together with it.
    expect((await directLine('/tokens/generate', from('198.51.100.1'))).status).toBe(429)
  })

  it('leads from a card to the pages of articles at its public address', async () => {
    await start()
    const mine = await begin()
    await sayIn(mine, {}, 'recommend')
    const said = await ask(`/v3/directline/conversations/${mine.conversationId}/activities`, {
      headers: { authorization: `Bearer ${mine.token}` },
    })
    expect(await said.text()).toContain(`${PUBLIC}/articles/KB951251`)
  })

  it('is not there for others without the switch', async () => {
    app = await startBot()
    for (const path of ['/widget.js', '/chat']) expect([path, (await ask(path)).status]).toEqual([path, 404])
  })

  it('shows its frame on pages of the named origins only, and says on others why not', async () => {
    await start({ WEB_CHAT_ORIGINS: `${SHOP},https://www.example.org` })
    const frame = await ask(`/chat?host=${SHOP}`)
    expect(frame.status).toBe(200)
    expect(frame.headers.get('content-security-policy')).toContain(`frame-ancestors ${SHOP} https://www.example.org`)
    expect(frame.headers.get('x-frame-options')).toBeNull()
    const widget = await ask('/widget.js')
    expect(widget.headers.get('cross-origin-resource-policy')).toBe('cross-origin')
    expect((await widget.text()).length).toBeLessThan(15_000)
    for (const host of [EVIL, 'null', '<script>alert(1)</script>']) {
      const refused = await ask(`/chat?host=${encodeURIComponent(host)}`)
      expect([host, refused.status]).toEqual([host, 403])
      const words = await refused.text()
      expect(words).toContain('WEB_CHAT_ORIGINS')
      expect(words).not.toMatch(/alert|webchat\.js/)
    }
  })
})

describe('origins', () => {
  it('of the page itself and of those that are named are answered, as is whoever is no page', async () => {
    await start()
    for (const headers of [{}, { origin: PUBLIC }, { origin: SHOP }]) {
      expect((await directLine('/tokens/generate', { headers })).status).toBe(200)
      expect(await openStream((await begin(headers)).streamUrl, { headers })).toBe(101)
    }
  })

  it('that are foreign are refused with a sentence, over HTTP and for a stream', async () => {
    await start()
    const { streamUrl } = await begin()
    for (const origin of [
      EVIL,
      'null',
      `${SHOP}.evil.example`,
      'https://shop.example.org:444',
      'http://shop.example.org',
    ]) {
      const refused = await directLine('/tokens/generate', { headers: { origin } })
      expect([origin, refused.status]).toEqual([origin, 403])
      expect(refused.headers.get('access-control-allow-origin')).toBeNull()
      expect(await errorOf(refused)).toContain('WEB_CHAT_ORIGINS')
      expect(await openStream(streamUrl, { headers: { origin } })).toBe(403)
    }
  })

  it('are told to the browser that asks first, for the named ones', async () => {
    await start()
    const preflight = (origin: string) =>
      directLine('/conversations/x/activities', {
        method: 'OPTIONS',
        headers: { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'authorization' },
      })
    const allowed = await preflight(SHOP)
    expect(allowed.status).toBe(204)
    expect(allowed.headers.get('access-control-allow-origin')).toBe(SHOP)
    expect(allowed.headers.get('access-control-allow-methods')).toContain('POST')
    expect(allowed.headers.get('access-control-allow-headers')?.toLowerCase()).toContain('authorization')
    expect(allowed.headers.get('access-control-allow-credentials')).toBeNull()
    expect(allowed.headers.get('vary')).toBe('Origin')
    for (const origin of [EVIL, 'null']) {
      const refused = await preflight(origin)
      expect([refused.status, refused.headers.get('access-control-allow-origin')]).toEqual([403, null])
    }
  })

  it('that are named may read refusals, too', async () => {
    await start()
    const refused = await directLine('/tokens/refresh', { headers: { origin: SHOP } })
    expect([refused.status, refused.headers.get('access-control-allow-origin')]).toEqual([401, SHOP])
  })
})

describe('limits', () => {
  const proxied = (address: string) => ({ 'x-forwarded-for': `9.9.9.9, ${address}` })

  it('hold back one visitor, and no other', async () => {
    await start()
    const [mine, theirs] = [await begin(), await begin()]
    const statuses = await Promise.all(Array.from({ length: 40 }, () => sayIn(mine).then(({ status }) => status)))
    expect(statuses.filter(status => status === 200).length).toBeLessThan(35)
    expect(statuses).toContain(429)
    expect((await sayIn(theirs)).status).toBe(200)
  })

  it('hold back one address behind a trusted proxy, and no other', async () => {
    await start({ RATE_ADDRESS: '4/0.001', TRUSTED_PROXIES: '127.0.0.1,::1' })
    const first = proxied('198.51.100.1')
    const mine = await begin(first)
    expect((await sayIn(mine, first)).status).toBe(200)
    expect((await sayIn(mine, first)).status).toBe(200)
    const refused = await sayIn(mine, first)
    expect([refused.status, await errorOf(refused)]).toEqual([429, expect.stringContaining('your network')])
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(await openStream(mine.streamUrl, { headers: first })).toBe(429)
    expect((await sayIn(mine, proxied('198.51.100.2'))).status).toBe(200)
  })

  it('count what is long as many: of the longest messages one address sends few', async () => {
    await start({ RATE_ADDRESS: '100/0.001' })
    const [mine, statuses] = [await begin(), [] as number[]]
    for (let i = 0; i < 4; i++) statuses.push((await sayIn(mine, {}, 'x'.repeat(60_000))).status)
    expect(statuses).toEqual([200, 200, 429, 429])
  })

  it('count by the connection where no proxy is trusted: nobody gets more by saying to be many', async () => {
    await start({ RATE_ADDRESS: '4/0.001' })
    const statuses: number[] = []
    for (let i = 0; i < 6; i++)
      statuses.push((await directLine('/tokens/generate', { headers: proxied(`198.51.100.${i}`) })).status)
    expect(statuses).toEqual([200, 200, 200, 200, 429, 429])
  })

  it('let one address start a quarter of the conversations', async () => {
    await start({ TRUSTED_PROXIES: '1' }, { directLine: { starts: 8 } })
    const startOne = async (address: string) => {
      const headers = proxied(address)
      const { token } = (await (await directLine('/tokens/generate', { headers })).json()) as { token: string }
      return (await directLine('/conversations', { headers: { ...headers, authorization: `Bearer ${token}` } })).status
    }
    const statuses: number[] = []
    for (const address of ['198.51.100.1', '198.51.100.1', '198.51.100.1', '198.51.100.2'])
      statuses.push(await startOne(address))
    expect(statuses).toEqual([201, 201, 429, 201])
  })

  it('let one address open a quarter of the streams', async () => {
    await start({ TRUSTED_PROXIES: '1' }, { directLine: { sockets: 4 } })
    const { streamUrl } = await begin()
    const { pathname, search } = new URL(streamUrl)
    const open = new WebSocket(`ws://127.0.0.1:${app.port}${pathname}${search}`, { headers: proxied('198.51.100.1') })
    await new Promise(resolve => open.on('open', resolve))
    expect(await openStream(streamUrl, { headers: proxied('198.51.100.1') })).toBe(429)
    expect(await openStream(streamUrl, { headers: proxied('198.51.100.2') })).toBe(101)
    open.close()
    await expect.poll(() => openStream(streamUrl, { headers: proxied('198.51.100.1') })).toBe(101)
  })
})

describe('a token', () => {
  it('opens the conversation of its visitor, and no other', async () => {
    await start()
    const [mine, theirs] = [await begin(), await begin()]
    const refused = await sayIn({ conversationId: theirs.conversationId, token: mine.token })
    expect([refused.status, await errorOf(refused)]).toEqual([403, 'This token is for another conversation.'])
    const stream = theirs.streamUrl.replace(/t=.*/, new URL(mine.streamUrl).search.slice(1))
    expect(await openStream(stream, {})).toBe(403)
  })
})
