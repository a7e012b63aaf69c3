import type { IncomingMessage } from 'node:http'
import { parseJson, readBytes } from '../http/body.ts'
import { Refusal } from '../http/refusal.ts'

export type Json = { readonly [key: string]: unknown }

/**
 * A JSON object; `{}` for an empty body.
 *
 * @throws Refusal 400, 413, 415
 */
export const readObject = async (request: IncomingMessage, limit: number): Promise<Json> => {
  const body = await readBytes(request, limit)
  return body.length === 0 ? {} : parseObject(body.toString('utf8'))
}

const parseObject = (text: string): Json => {
  const value = parseJson(text)
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new Refusal(400, 'BadArgument', 'The body must be a JSON object such as {"type":"message","text":"…"}.')
  return value as Json
}

/**
 * An activity with files, as `multipart/form-data`: a part `activity` with its JSON, the other parts are the files. Only
 * names and types are taken; nothing is written anywhere.
 *
 * @throws Refusal 400, 413, 415
 */
export const readUpload = async (request: IncomingMessage, limit: number): Promise<Json> => {
  const body = await readBytes(request, limit)
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
