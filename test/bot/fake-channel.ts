import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A channel that takes replies as the Bot Connector does: only such a delivery goes through the SDK's serializer. */
export interface FakeChannel {
  readonly url: string
  readonly received: { readonly method: string; readonly path: string; readonly body: Record<string, unknown> }[]
  /** What becomes of the next deliveries. */
  readonly refusals: (number | 'hang up')[]
  close(): Promise<void>
}

export const startFakeChannel = async (): Promise<FakeChannel> => {
  const received: { method: string; path: string; body: Record<string, unknown> }[] = []
  const refusals: (number | 'hang up')[] = []
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const { method = '', url: path = '' } = request
    received.push({ method, path, body: JSON.parse(Buffer.concat(chunks).toString()) })
    const refusal = refusals.shift()
    if (refusal === 'hang up') {
      request.socket.destroy()
      return
    }
    // Not chained: restify replaces `writeHead` for every server of the process, and its own returns nothing.
    response.writeHead(refusal ?? 200, { 'content-type': 'application/json', 'retry-after': '0' })
    response.end('{"id":"reply"}')
  })
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve)
  })
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    refusals,
    close: () =>
      new Promise<void>(resolve => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
