import { WebSocket } from 'ws'

export interface OpenSockets {
  readonly open: number
  /** How often each refusal came, such as `{ "POST /conversations: 429": 12 }`. */
  readonly refused: Readonly<Record<string, number>>
  close(): void
}

/** Widgets that begin at the same time. */
const AT_ONCE = 32

/** Opens a Direct Line conversation with its stream for each widget, as the web chat does, and says nothing in it. */
export const openSockets = async (port: number, count: number): Promise<OpenSockets> => {
  const sockets: WebSocket[] = []
  const refused: Record<string, number> = {}
  const url = `http://127.0.0.1:${port}/v3/directline`
  let left = count
  const widgets = async (): Promise<void> => {
    while (left-- > 0) {
      try {
        const { token } = await post<{ token: string }>(`${url}/tokens/generate`)
        const { streamUrl } = await post<{ streamUrl: string }>(`${url}/conversations`, token)
        sockets.push(await openStream(streamUrl))
      } catch (error) {
        const why = (error as Error).message
        refused[why] = (refused[why] ?? 0) + 1
      }
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, widgets))
  return {
    open: sockets.filter(({ readyState }) => readyState === WebSocket.OPEN).length,
    refused,
    close: () => {
      for (const socket of sockets) socket.terminate()
    },
  }
}

const post = async <T>(url: string, token?: string): Promise<T> => {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
    body: '{}',
  })
  if (!answer.ok) {
    await answer.arrayBuffer()
    throw new Error(`POST ${new URL(url).pathname}: ${answer.status}`)
  }
  return (await answer.json()) as T
}

const openStream = (url: string): Promise<WebSocket> =>
  new Promise((resolve, reject) => {
    const socket = new WebSocket(url, { perMessageDeflate: false })
    socket.on('open', () => resolve(socket))
    socket.on('unexpected-response', (_request, { statusCode }) => reject(new Error(`stream: ${statusCode}`)))
    socket.on('error', ({ message }) => reject(new Error(`stream: ${message}`)))
  })
