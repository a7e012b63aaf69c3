import type { IncomingMessage } from 'node:http'
import { Refusal } from './refusal.ts'

/** Bytes. A channel's longest message is far below; Teams stops at 100 KB. */
export const MOST_BYTES = 256 * 1024

/**
 * The bytes of a request's body. Read here and not by restify's parsers: those unpack gzip without a limit and write
 * multipart files to disk before anybody is authenticated.
 *
 * @throws Refusal 413, 415
 */
export const readBytes = async (request: IncomingMessage, limit: number): Promise<Buffer> => {
  const encoding = request.headers['content-encoding'] ?? 'identity'
  // A few kilobytes can unpack to gigabytes; no client of ours compresses.
  if (encoding !== 'identity')
    throw new Refusal(415, 'UnsupportedEncoding', `The body is encoded as ${shown(encoding)}. Send it as it is.`)
  if (Number(request.headers['content-length'] ?? 0) > limit) throw tooLarge(limit)
  // Not iterated over, which costs several times as much.
  return await new Promise((resolve, reject) => {
    let chunks: Buffer[] = []
    let size = 0
    let isWhole = false
    const brokeOff = (): void => {
      // To make an error costs more than all else here, and each request is closed at its end.
      if (!isWhole) reject(new Error('The request broke off.'))
    }
    if (request.destroyed) return brokeOff()
    request.on('data', (chunk: Buffer) => {
      size += chunk.length
      chunks.push(chunk)
      if (size <= limit) return
      // The rest of it is read, and let go: to end the stream here would take the answer with it.
      chunks = []
      reject(tooLarge(limit))
    })
    request.on('end', () => {
      isWhole = true
      resolve(chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks))
    })
    request.on('error', reject)
    request.on('close', brokeOff)
  })
}

/**
 * The body of a request as parsed JSON.
 *
 * @throws Refusal 400, 413, 415
 */
export const readJsonBody = async (request: IncomingMessage): Promise<unknown> => {
  const type = request.headers['content-type'] ?? ''
  if (!/^application\/json\s*(;|$)/i.test(type)) {
    const found = type === '' ? 'of no type' : `of type ${shown(type)}`
    throw new Refusal(415, 'UnsupportedType', `The body is ${found}. Send application/json.`)
  }
  return parseJson((await readBytes(request, MOST_BYTES)).toString('utf8'))
}

/** @throws Refusal 400 */
export const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    const found = text === '' ? 'empty' : 'not valid JSON'
    throw new Refusal(400, 'NotJson', `The body is ${found}. Send a Bot Framework activity as JSON.`)
  }
}

const tooLarge = (limit: number) =>
  new Refusal(
    413,
    'TooLarge',
    `The body is larger than ${limit / 1024} KiB. Send less: cut a long text, leave out files.`,
  )

const shown = (header: string): string => `"${header.slice(0, 60)}"`
