import type { AddressInfo } from 'node:net'
import restify from 'restify'
import { afterEach, describe, expect, it } from 'vitest'
import { mountOn } from '../../bot/http/endpoint.ts'
import { silentLog } from '../../bot/log.ts'
import { mountOperating } from '../../bot/operating/endpoints.ts'
import { createMetrics } from '../../bot/operating/metrics.ts'

let close = () => {}
afterEach(() => close())

const serve = async ({ open = false, status = 'ok' } = {}) => {
  const server = restify.createServer({ name: '' })
  mountOperating(mountOn(server, { log: silentLog }), { metrics: createMetrics(), open, health: () => ({ status }) })
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', () => resolve())
  })
  close = () => server.close()
  const { port } = server.server.address() as AddressInfo
  return (path: string, headers: Record<string, string> = {}) => fetch(`http://127.0.0.1:${port}${path}`, { headers })
}

describe('/metrics', () => {
  it('is read on the machine itself', async () => {
    const answer = await (await serve())('/metrics')
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-type')).toContain('text/plain')
    expect(await answer.text()).toContain('# TYPE advise_turns_total counter')
  })

  it.each(['x-forwarded-for', 'x-forwarded-host', 'forwarded', 'via'])(
    'is not read through a proxy on this machine (%s), unless that is asked for',
    async header => {
      const asked = { [header]: 'bot.example.org' }
      const refused = await (await serve())('/metrics', asked)
      expect([refused.status, await refused.text()]).toEqual([403, expect.stringContaining('METRICS=on')])
      close()
      expect((await (await serve({ open: true }))('/metrics', asked)).status).toBe(200)
    },
  )
})

describe('/live and /ready', () => {
  it('a bot that can take turns is both', async () => {
    const get = await serve()
    expect([(await get('/live')).status, (await get('/ready')).status]).toEqual([200, 200])
  })

  it.each(['starting', 'stopping', 'store-away'])('a bot that is %s is live, but not ready', async status => {
    const get = await serve({ status })
    const ready = await get('/ready')
    expect([(await get('/live')).status, ready.status, await ready.json()]).toEqual([200, 503, { status }])
  })
})
