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
  const chunks: Buffer[] = []
  let size = 0
  // The rest of a body that is too large is thrown away by Node: ending the stream here would take the answer with it.
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    size += chunk.length
    if (size > limit) throw tooLarge(limit)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
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
