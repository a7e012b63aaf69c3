import type { IncomingMessage } from 'node:http'
import { parseJson, readBytes } from '../http/body.ts'
import { Refusal } from '../http/refusal.ts'
import type { Limits } from './limits.ts'

export type Json = { readonly [key: string]: unknown }

type ActivityLimits = Pick<Limits, 'body' | 'besideText'>

/**
 * A JSON object; `{}` for an empty body.
 *
 * @throws Refusal 400, 413, 415
 */
export const readObject = async (request: IncomingMessage, limit: number): Promise<Json> => {
  const body = await readBytes(request, limit)
  return body.length === 0 ? {} : parseObject(body.toString('utf8'))
}

/**
 * An activity that a person may send.
 *
 * @throws Refusal 400, 413, 415
 */
export const readActivity = async (request: IncomingMessage, limits: ActivityLimits): Promise<Json> =>
  checked(await readObject(request, limits.body), limits)

/**
 * An activity with files, as `multipart/form-data`: a part `activity` with its JSON, the other parts are the files. Only
 * names and types are taken; nothing is written anywhere.
 *
 * @throws Refusal 400, 413, 415
 */
export const readUpload = async (
  request: IncomingMessage,
  limits: ActivityLimits & Pick<Limits, 'upload'>,
): Promise<Json> => {
  const body = await readBytes(request, limits.upload)
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
  // The files may be large, as nothing is kept of them.
  if (Buffer.byteLength(json) > limits.body)
    throw new Refusal(413, 'TooLarge', `The part "activity" is larger than ${limits.body / 1024} KiB. Send less.`)
  const activity = checked(parseObject(json), limits)
  return { ...activity, attachments: files.map(({ name, type }) => ({ name, contentType: type })) }
}

const parseObject = (text: string): Json => {
  const value = parseJson(text)
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw bad('The body must be a JSON object such as {"type":"message","text":"…"}.')
  return value as Json
}

/** Only a channel says these; a bot believes them. */
const TOLD_BY_CHANNEL = new Set(['conversationUpdate', 'installationUpdate', 'contactRelationUpdate', 'deleteUserData'])
/** Levels of lists and objects within each other. What is deeper cannot be written as JSON again. */
const DEEPEST = 100

const checked = (sent: Json, { besideText }: ActivityLimits): Json => {
  const { type, text: _, attachments: __, ...beside } = sent
  if (typeof type !== 'string' || type.length === 0 || type.length > 100)
    throw bad('An activity needs a type, such as {"type":"message","text":"…"}.')
  if (TOLD_BY_CHANNEL.has(type))
    throw bad(`An activity of type ${type} comes from the channel; send a message or an event.`)
  if (isDeeper(sent, DEEPEST)) throw bad('This activity is nested too deeply.')
  if (JSON.stringify(beside).length > besideText)
    throw new Refusal(413, 'TooLarge', `Besides its text, an activity may have ${besideText / 1024} KiB. Send less.`)
  return sent
}

const isDeeper = (value: unknown, levels: number): boolean =>
  typeof value === 'object' &&
  value !== null &&
  (levels === 0 || Object.values(value).some(part => isDeeper(part, levels - 1)))

const bad = (why: string) => new Refusal(400, 'BadArgument', why)
