import { connect } from 'node:net'

interface Answer {
  readonly status: number
  readonly body: string
}

/**
 * A kept-alive HTTP/1.1 connection, one request at a time. Not node:http: the client shares the machine with the
 * server that it measures, and Node's own client costs several times as much.
 */
export interface Connection {
  /** Rejects when the connection breaks. */
  post(path: string, body: string): Promise<Answer>
  close(): void
}

export const openConnection = async (port: number): Promise<Connection> => {
  let line = await openLine(port)
  let isUsed = false
  return {
    post: async (path, body) => {
      const length = Buffer.byteLength(body)
      const request = `POST ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nContent-Type: application/json\r\nContent-Length: ${length}\r\n\r\n${body}`
      const answer = await line.ask(request).catch(async (error: unknown) => {
        // A server closes a line that it thinks idle, and what arrives at that moment is lost unread: as every client of
        // HTTP does, it is sent again on a new line. What a new line does not answer is an error.
        if (!isUsed) throw error
        line = await openLine(port)
        return line.ask(request)
      })
      isUsed = true
      return answer
    },
    close: () => line.close(),
  }
}

interface Line {
  ask(request: string): Promise<Answer>
  close(): void
}

const openLine = (port: number): Promise<Line> =>
  new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true })
    let waiting: { readonly resolve: (answer: Answer) => void; readonly reject: (error: Error) => void } | undefined
    let received: Buffer = Buffer.alloc(0)
    const fail = (error: Error): void => {
      waiting?.reject(error)
      waiting = undefined
      reject(error)
    }
    socket.on('data', (data: Buffer) => {
      received = received.length === 0 ? data : Buffer.concat([received, data])
      const answer = readAnswer(received)
      if (!answer) return
      received = Buffer.alloc(0)
      const asked = waiting
      waiting = undefined
      asked?.resolve(answer)
    })
    socket.on('error', fail)
    socket.on('close', () => fail(new Error('The server closed the connection.')))
    const ask = (request: string): Promise<Answer> =>
      new Promise((resolve, reject) => {
        waiting = { resolve, reject }
        if (socket.destroyed) fail(new Error('The server closed the connection.'))
        else socket.write(request)
      })
    socket.on('connect', () => resolve({ ask, close: () => socket.destroy() }))
  })

const HEADERS_END = Buffer.from('\r\n\r\n')

/** The answer, once all of it is there. */
const readAnswer = (received: Buffer): Answer | undefined => {
  const end = received.indexOf(HEADERS_END)
  if (end < 0) return undefined
  const head = received.toString('latin1', 0, end)
  const status = Number(head.slice(9, 12))
  const body = received.subarray(end + HEADERS_END.length)
  const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1]
  if (length !== undefined)
    return body.length < Number(length) ? undefined : { status, body: body.toString('utf8', 0, Number(length)) }
  if (!/\r\ntransfer-encoding: *chunked/i.test(head)) return { status, body: '' }
  const joined = joinChunks(body)
  return joined && { status, body: joined.toString('utf8') }
}

/** Undefined until the last chunk, which is empty, is there (RFC 9112, 7.1). */
const joinChunks = (body: Buffer): Buffer | undefined => {
  const chunks: Buffer[] = []
  for (let at = 0; ; ) {
    const line = body.indexOf('\r\n', at)
    if (line < 0) return undefined
    const size = Number.parseInt(body.toString('latin1', at, line), 16)
    const next = line + 2 + size + 2
    if (body.length < next) return undefined
    if (size === 0) return Buffer.concat(chunks)
    chunks.push(body.subarray(line + 2, line + 2 + size))
    at = next
  }
}
