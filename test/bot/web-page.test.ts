import { existsSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startWebChat, type WebChatServer } from './web-chat-server.ts'

const BUNDLE = new URL('../../bot/web/vendor/webchat.js', import.meta.url)

describe('the page', () => {
  let server: WebChatServer
  beforeAll(async () => {
    server = await startWebChat({ respond: async () => ({ state: null, replies: [] }) })
  })
  afterAll(() => server.close())

  const get = (path: string, headers: Record<string, string> = {}) => fetch(`${server.url}${path}`, { headers })

  test('has a policy whose nonce is new each time and stands on everything that it loads', async () => {
    const [first, second] = [await get('/'), await get('/')]
    const policy = first.headers.get('content-security-policy') ?? ''
    expect(policy).toContain("default-src 'none'")
    expect(policy).not.toMatch(/unsafe|\*/)
    expect(policy).not.toBe(second.headers.get('content-security-policy'))
    const nonce = /script-src 'nonce-([^']+)'/.exec(policy)?.[1]
    const page = await first.text()
    const loaded =
      page.match(/<script(?! id="words" type="application\/json">)[^>]*>|<link rel="stylesheet"[^>]*>/g) ?? []
    expect(loaded).toHaveLength(4)
    for (const tag of loaded) expect(tag).toContain(`nonce="${nonce}"`)
    expect(page).not.toMatch(/https?:\/\//)
  })

  test('is not kept, its files are asked for again but sent only when they changed', async () => {
    expect((await get('/')).headers.get('cache-control')).toBe('no-store')
    const script = await get('/web/page.js')
    expect(script.headers.get('content-type')).toContain('javascript')
    expect(script.headers.get('cache-control')).toBe('no-cache')
    const again = await get('/web/page.js', { 'if-none-match': script.headers.get('etag') ?? '' })
    expect([again.status, await again.text()]).toEqual([304, ''])
  })

  test.skipIf(!existsSync(BUNDLE))('sends the chat window packed as the browser can read it', async () => {
    const sizes = []
    for (const [accepted, encoding] of [
      ['gzip, br', 'br'],
      ['gzip', 'gzip'],
      ['br;q=0', null],
    ] as const) {
      const response = await get('/web/webchat.js', { 'accept-encoding': accepted })
      expect(response.headers.get('content-encoding')).toBe(encoding)
      expect(response.headers.get('vary')).toBe('Accept-Encoding')
      sizes.push(Number(response.headers.get('content-length')))
      expect((await response.text()).length).toBeGreaterThan(3e6)
    }
    expect(sizes).toEqual([...sizes].sort((a, b) => a - b))
  })

  test('gives out nothing else of its folder', async () => {
    for (const path of ['/page.html', '/page.ts', '/vendor/fetched.json', '/../package.json', '/%2e%2e/package.json']) {
      expect([path, (await get(path)).status]).toEqual([path, 404])
    }
  })
})
