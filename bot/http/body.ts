import type { IncomingMessage } from 'node:http'
import { Refusal } from '../direct-line/index.ts'

/** Bytes. A channel's longest message is far below; Teams stops at 100 KB. */
const mostBytes = 256 * 1024

/**
 * The body of a request as parsed JSON. Read here and not by restify's parsers: those unpack gzip without a limit and
 * write multipart files to disk before anybody is authenticated.
 *
 * @throws Refusal 400, 413, 415
 */
export const readJsonBody = async (request: IncomingMessage): Promise<unknown> => {
  requireJson(request)
  const text = (await readBytes(request)).toString('utf8')
  try {
    return JSON.parse(text)
  } catch {
    throw new Refusal(
      400,
      'NotJson',
      text === ''
        ? 'The body is empty. Send a Bot Framework activity as JSON.'
        : 'The body is not valid JSON. Send a Bot Framework activity as JSON.',
    )
  }
}

const requireJson = (request: IncomingMessage): void => {
  const encoding = request.headers['content-encoding'] ?? 'identity'
  if (encoding !== 'identity') {
    throw new Refusal(415, 'UnsupportedEncoding', `The body is encoded as ${shown(encoding)}. Send it as it is.`)
  }
  const type = request.headers['content-type'] ?? ''
  if (!/^application\/json\s*(;|$)/i.test(type)) {
    const found = type === '' ? 'of no type' : `of type ${shown(type)}`
    throw new Refusal(415, 'UnsupportedType', `The body is ${found}. Send application/json.`)
  }
}

const readBytes = async (request: IncomingMessage): Promise<Buffer> => {
  if (Number(request.headers['content-length'] ?? 0) > mostBytes) throw tooLarge()
  const chunks: Buffer[] = []
  let size = 0
  // The rest of a body that is too large is thrown away by Node: ending the stream here would take the answer with it.
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    size += chunk.length
    if (size > mostBytes) throw tooLarge()
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

const tooLarge = () =>
  new Refusal(
    413,
    'TooLarge',
    `The body is larger than ${mostBytes / 1024} KiB. Send less: cut a long text, leave out files.`,
  )

const shown = (header: string): string => `"${header.slice(0, 60)}"`
