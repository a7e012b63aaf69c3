import { z } from 'zod'
import { Refusal } from '../http/refusal.ts'

/** Channels send `null` for what they do not know. */
const maybe = <T extends z.ZodType>(schema: T) =>
  schema.nullish().transform(value => (value === null ? undefined : value))

const text = z.string({ error: issue => (issue.input === undefined ? 'is missing' : 'must be text') })
/** Half a surrogate is no character, and NUL is none to databases: what is kept under such a name cannot be found again. */
const id = text.refine(value => !/[\0\p{Cs}]/u.test(value), 'has characters that no name has')
const name = id.min(1, 'is empty')
/** Entries of a list: a message has a handful, a team that is joined some thousands of members. Each costs time to check. */
const MOST_ENTRIES = 5_000
const list = <T extends z.ZodType>(entry: T) =>
  z.array(z.unknown(), 'must be a list').max(MOST_ENTRIES, `has more than ${MOST_ENTRIES} entries`).pipe(z.array(entry))

const account = z.object({
  id: name,
  name: maybe(text),
  role: maybe(text),
  aadObjectId: maybe(text),
})

/**
 * What the bot and the SDK read of an activity without looking twice. Who and where is cut to what is known, since the
 * SDK copies it into every reply; the rest passes through.
 */
const activitySchema = z
  .looseObject({
    type: name,
    channelId: name,
    serviceUrl: name.refine(isWebAddress, 'must be an http or https address'),
    conversation: z.object(
      {
        id: name,
        isGroup: maybe(z.boolean('must be true or false')),
        conversationType: maybe(text),
        tenantId: maybe(text),
        name: maybe(text),
      },
      'is missing',
    ),
    from: maybe(account),
    recipient: maybe(account),
    id: maybe(id),
    text: maybe(text),
    locale: maybe(text),
    name: maybe(text),
    replyToId: maybe(id),
    value: z.unknown().optional(),
    deliveryMode: maybe(text),
    timestamp: maybe(z.unknown()).transform(date),
    localTimestamp: maybe(z.unknown()).transform(date),
    expiration: maybe(z.unknown()).transform(date),
    // What schema.org describes has an `@type` alone.
    entities: maybe(list(z.looseObject({ type: maybe(text) }))),
    attachments: maybe(list(z.looseObject({ contentType: maybe(text) }))),
    membersAdded: maybe(list(account)),
  })
  .refine(activity => activity.type !== 'message' || activity.from !== undefined, {
    path: ['from'],
    message: 'is missing',
  })

/** What a channel delivers, as far as the bot reads it. */
export type Activity = z.infer<typeof activitySchema>

/** What the bot says, ready for its channel; who says it, to whom and when is added where it is delivered. */
export interface Drawn {
  /** `messageUpdate`: takes the place of the message with this id. */
  readonly type: 'message' | 'messageUpdate'
  readonly id?: string
  readonly text: string
  readonly textFormat: 'markdown' | 'plain'
  readonly inputHint?: 'acceptingInput' | 'expectingInput'
  readonly summary?: string
  readonly attachments?: readonly Attachment[]
  readonly suggestedActions?: { readonly to: readonly string[]; readonly actions: readonly SuggestedAction[] }
  readonly entities?: readonly Entity[]
  readonly channelData?: Readonly<Record<string, unknown>>
}

export interface Attachment {
  readonly contentType: string
  readonly content: Readonly<Record<string, unknown>>
}

interface SuggestedAction {
  readonly type: 'imBack'
  readonly title: string
  readonly value: string
}

export interface Entity {
  readonly type: string
  readonly [name: string]: unknown
}

/** @throws Refusal 400 that says everything that is wrong */
export const parseActivity = (body: unknown): Activity => {
  const parsed = activitySchema.safeParse(body)
  if (parsed.success) return parsed.data
  const mistakes = parsed.error.issues.map(({ path, message }) =>
    path.length === 0 ? 'it is not an object' : `${path.join('.')} ${message}`,
  )
  throw new Refusal(
    400,
    'BadActivity',
    `This is not a Bot Framework activity: ${mistakes.slice(0, 10).join('; ')}. A message has at least type, text, ` +
      'from.id, conversation.id, channelId and serviceUrl.',
  )
}

function isWebAddress(url: string): boolean {
  return URL.canParse(url) && /^https?:$/.test(new URL(url).protocol)
}

function date(value: unknown): Date | undefined {
  const read = typeof value === 'string' ? new Date(value) : undefined
  return read && !Number.isNaN(read.getTime()) ? read : undefined
}
