import type { AddressInfo } from 'node:net'
import restify from 'restify'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { App } from '../../bot/app.ts'
import { json } from '../../bot/http/answer.ts'
import { mountOn } from '../../bot/http/endpoint.ts'
import { Refusal } from '../../bot/http/refusal.ts'
import { type Log, silentLog } from '../../bot/log.ts'
import { post, startBot } from './running-bot.ts'

const PROTECTION = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
}
const protectionOf = ({ headers }: Response) =>
  Object.fromEntries(Object.keys(PROTECTION).map(name => [name, headers.get(name)]))

describe('an endpoint', () => {
  const server = restify.createServer()
  const lines: [string, string, object | undefined][] = []
  const write = (level: string) => (message: string, fields?: object) => void lines.push([level, message, fields])
  const log: Log = { ...silentLog, info: write('info'), error: write('error') }
  let url = ''

  beforeAll(async () => {
    const mount = mountOn(server, { log })
    mount('GET /things/:id', (_request, { id }) => json(200, { id }, { etag: '"1"', 'cache-control': 'no-cache' }))
    mount('POST /refused', () => {
      throw new Refusal(429, 'TooManyRequests', 'Try again in 7 s.', 7)
    })
    mount('GET /broken', async () => {
      throw new Error('the secret of line 7')
    })
    const nobody = async () => {
      throw new Refusal(403, 'Forbidden', 'Not you.')
    }
    mountOn(server, { log, admit: nobody })('GET /closed', () => {
      throw new Error('was asked all the same')
    })
    await new Promise<void>(resolve => {
      server.listen(0, '127.0.0.1', resolve)
    })
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  })
  afterAll(() => new Promise<void>(resolve => server.close(() => resolve())))
  beforeEach(() => {
    lines.length = 0
  })

  it('answers with its own headers and those that protect every answer', async () => {
    const response = await fetch(`${url}/things/a%20b`)
    expect(await response.json()).toEqual({ id: 'a b' })
    expect([response.headers.get('etag'), response.headers.get('cache-control')]).toEqual(['"1"', 'no-cache'])
    expect(protectionOf(response)).toEqual(PROTECTION)
  })

  it('that is refused says why, and when to come back', async () => {
    const response = await fetch(`${url}/refused`, { method: 'POST' })
    expect([response.status, response.headers.get('retry-after')]).toEqual([429, '7'])
    expect(await response.json()).toEqual({ error: { code: 'TooManyRequests', message: 'Try again in 7 s.' } })
    expect(protectionOf(response)).toEqual(PROTECTION)
    expect(lines).toEqual([['info', 'request refused', { path: '/refused', status: 429, code: 'TooManyRequests' }]])
  })

  it('that fails tells the log why, once, and the caller nothing', async () => {
    const response = await fetch(`${url}/broken?t=token`)
    expect(response.status).toBe(500)
    expect(await response.text()).not.toContain('secret')
    expect(lines).toEqual([['error', 'request failed', { path: '/broken', error: new Error('the secret of line 7') }]])
  })

  it('is not asked by whom nobody let in', async () => {
    const response = await fetch(`${url}/closed`)
    expect([response.status, await response.json()]).toEqual([
      403,
      { error: { code: 'Forbidden', message: 'Not you.' } },
    ])
  })
})

describe('over the whole bot', () => {
  let app: App
  beforeAll(async () => {
    app = await startBot()
  })
  afterAll(() => app.close())

  it.each(['/', '/health', '/web/page.js', '/web/page.css', '/web/logo.svg', '/nowhere'])(
    'HEAD of %s answers as GET does, without a body',
    async path => {
      const [head, get] = [await fetch(app.url + path, { method: 'HEAD' }), await fetch(app.url + path)]
      expect(head.status).toBe(get.status)
      for (const name of ['content-type', 'content-length', 'cache-control', 'etag'])
        expect([name, head.headers.get(name)]).toEqual([name, get.headers.get(name)])
      expect(await head.text()).toBe('')
    },
  )

  it('HEAD is not possible where GET is not', async () => {
    expect((await fetch(`${app.url}/api/messages`, { method: 'HEAD' })).status).toBe(405)
  })

  it('HEAD of the start page answers too, where there is no web chat', async () => {
    const credentials = { type: 'MultiTenant', appId: 'id', password: 'secret' } as const
    const serving = await startBot({ settings: { anonymous: false, credentials } })
    expect((await fetch(serving.url, { method: 'HEAD' })).status).toBe(200)
    await serving.close()
  })

  it('every answer is protected: pages, errors, and what is not there', async () => {
    const paths = ['/', '/health', '/web/page.js', '/nowhere', '/v3/directline/conversations/x', '/api/messages']
    for (const path of paths) expect([path, protectionOf(await fetch(app.url + path))]).toEqual([path, PROTECTION])
    expect(protectionOf(await post(app, 'no JSON'))).toEqual(PROTECTION)
  })
})
