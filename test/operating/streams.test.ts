import { expect, it } from 'vitest'
import { WebSocket } from 'ws'
import type { App } from '../../bot/app.ts'
import { startBot } from '../bot/running-bot.ts'

const ask = async (app: App, method: string, path: string, token = ''): Promise<Response> =>
  fetch(`http://127.0.0.1:${app.port}${path}`, { method, headers: { authorization: `Bearer ${token}` } })
const streamsOf = async (app: App): Promise<number> =>
  Number(/^advise_streams (\d+)$/m.exec(await (await ask(app, 'GET', '/metrics')).text())?.[1])

it('the metrics count the streams that are open', async () => {
  const app = await startBot()
  try {
    expect(await streamsOf(app)).toBe(0)
    const { token } = (await (await ask(app, 'POST', '/v3/directline/tokens/generate')).json()) as { token: string }
    const started = await ask(app, 'POST', '/v3/directline/conversations', token)
    const { streamUrl } = (await started.json()) as { streamUrl: string }
    const sockets = [new WebSocket(streamUrl), new WebSocket(streamUrl)]
    await Promise.all(sockets.map(socket => new Promise(resolve => socket.once('open', resolve))))
    expect(await streamsOf(app)).toBe(2)
    sockets[0]?.close()
    await expect.poll(() => streamsOf(app)).toBe(1)
  } finally {
    await app.close()
  }
})
