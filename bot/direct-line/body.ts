import type { IncomingMessage } from 'node:http'
import { Refusal } from './refusal.ts'

export type Json = { readonly [key: string]: unknown }

/** @throws Refusal 413, 415 */
const readBody = async (request: IncomingMessage, limit: number): Promise<Buffer> => {
  const encoding = request.headers['content-encoding'] ?? 'identity'
  // A few kilobytes can unpack to gigabytes; no client of ours compresses.
  if (encoding !== 'identity') {
    throw new Refusal(415, 'UnsupportedMediaType', `Send the body as it is, not encoded as ${encoding.slice(0, 40)}.`)
  }
  const chunks: Buffer[] = []
  let size = 0
  if (Number(request.headers['content-length'] ?? 0) > limit) throw tooLarge(limit)
  // The rest is read and thrown away by Node: ending the stream here would take the answer with it.
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    size += chunk.length
    if (size > limit) throw tooLarge(limit)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

const tooLarge = (limit: number) =>
  new Refusal(413, 'RequestEntityTooLarge', `The body may have ${limit / 1024} KiB at most; send less.`)

/**
 * A JSON object; `{}` for an empty body.
 *
 * @throws Refusal 400, 413, 415
 */
export const readJson = async (request: IncomingMessage, limit: number): Promise<Json> => {
  const body = await readBody(request, limit)
  return body.length === 0 ? {} : parseObject(body.toString('utf8'))
}

const parseObject = (text: string): Json => {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new Refusal(
      400,
      'BadArgument',
      'The body is not JSON; send an activity such as {"type":"message","text":"…"}.',
    )
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new Refusal(400, 'BadArgument', 'The body must be a JSON object such as {"type":"message","text":"…"}.')
  }
  return value as Json
}

/**
 * An activity with files, as `multipart/form-data`: a part `activity` with its JSON, the other parts are the files. Only
 * names and types are taken; nothing is written anywhere.
 *
 * @throws Refusal 400, 413, 415
 */
export const readUpload = async (request: IncomingMessage, limit: number): Promise<Json> => {
  const body = await readBody(request, limit)
  const type = request.headers['content-type'] ?? ''
  let form: FormData
  try {
    form = await new Response(body, { headers: { 'content-type': type } }).formData()
  } catch {
    throw new Refusal(400, 'BadArgument', 'An upload must be multipart/form-data with a part "activity" and the files.')
  }
  const parts = [...form.entries()]
  const template = parts.find(([name]) => name === 'activity')?.[1]
  const files = parts.flatMap(([name, part]) => (name !== 'activity' && typeof part !== 'string' ? [part] : []))
  const json =
    template === undefined ? '{"type":"message"}' : typeof template === 'string' ? template : await template.text()
  return { ...parseObject(json), attachments: files.map(({ name, type }) => ({ name, contentType: type })) }
}
