import { connect } from 'node:net'

/** What came back for bytes that were sent as they are: the status of each answer, and all of the text. */
interface Answered {
  readonly statuses: readonly number[]
  readonly text: string
}

interface Options {
  /** Milliseconds without a byte after which the client hangs up. */
  readonly silence?: number
  /** Ends our half after the last byte, as a client does that has nothing more to say. */
  readonly end?: boolean
}

/** Sends bytes that need not be HTTP, and reads until the server closes or nothing more comes. */
export const sendRaw = (
  port: number,
  pieces: string | Uint8Array | readonly (string | Uint8Array)[],
  { silence = 300, end = true }: Options = {},
): Promise<Answered> =>
  new Promise(resolve => {
    let text = ''
    const socket = connect(port, '127.0.0.1')
    const done = () => {
      socket.destroy()
      const statuses = [...text.matchAll(/HTTP\/1\.1 (\d{3})/g)].map(([, status]) => Number(status))
      resolve({ statuses, text })
    }
    socket.setTimeout(silence, done)
    socket.setEncoding('latin1')
    socket.on('data', data => {
      text += data
    })
    socket.on('error', done).on('close', done)
    for (const piece of typeof pieces === 'string' || pieces instanceof Uint8Array ? [pieces] : pieces)
      socket.write(typeof piece === 'string' ? Buffer.from(piece, 'latin1') : piece)
    if (end) socket.end()
  })

/** A request with a body, its length told. */
export const rawPost = (body: string, headers = ''): string =>
  `POST /api/messages HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(
    body,
    'latin1',
  )}\r\n${headers}\r\n${body}`
