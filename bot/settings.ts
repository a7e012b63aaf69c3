import { z } from 'zod'
import { databasePlace, SHIPPED_ARTICLES } from '../knowledge/index.ts'
import type { Limits } from './direct-line/limits.ts'
import { LOG_LEVELS, type LogLevel } from './log.ts'
import { count, days, oneOf, optional, rate } from './setting-kinds.ts'
import { asksForWebChat, readWebChat, type WebChat } from './web/settings.ts'

/** How the bot proves to a channel who it is: the SDK's own three ways. */
export type Credentials =
  | {
      readonly type: 'SingleTenant'
      readonly appId: string
      readonly password: string
      readonly tenantId: string
    }
  | { readonly type: 'MultiTenant'; readonly appId: string; readonly password: string }
  | { readonly type: 'UserAssignedMSI'; readonly appId: string; readonly tenantId: string }

export interface Settings {
  /** 0: any free port. */
  readonly port: number
  /** Files and folders of articles. */
  readonly knowledge: readonly string[]
  readonly dataDir: string
  /** URL of the PostgreSQL that keeps conversations, articles and their index; undefined: they are kept in `dataDir`. */
  readonly database?: string | undefined
  /** For how long what people told is kept. */
  readonly keep?: Keep | undefined
  /** Who helps where a person is wanted: a text, or a link to open. */
  readonly contact?: string | undefined
  /** Asked for by name: loopback only, no credentials needed, web chat served. */
  readonly anonymous: boolean
  /** How web chat is served to others; undefined: to this machine only, where it is anonymous. */
  readonly webChat?: WebChat | undefined
  /** What web chat may take of this machine, where it is not the default. */
  readonly directLine?: Partial<Pick<Limits, 'sockets' | 'starts'>>
  readonly credentials: Credentials | undefined
  /** Ids of the tenants that are served in Teams; undefined: all. */
  readonly tenants?: readonly string[] | undefined
  /** How much a person may say, and may be said in a conversation; undefined: no limit. */
  readonly rates?: { readonly person?: Rate | undefined; readonly conversation?: Rate | undefined } | undefined
  /** Lines of the log below it are not written; undefined: `info`. */
  readonly logLevel?: LogLevel | undefined
  /** Metrics may be read from everywhere; else from this machine only. */
  readonly metrics?: boolean | undefined
}

/** What may be said at once, and how much more in each second after. */
export interface Rate {
  readonly capacity: number
  readonly perSecond: number
}

/** Faster than people type. A group is one conversation of several people. They hold where channels prove who they are. */
const DEFAULT_RATES = {
  RATE_PERSON: { capacity: 30, perSecond: 1 },
  RATE_CONVERSATION: { capacity: 60, perSecond: 2 },
} satisfies Readonly<Record<string, Rate>>

/** In days. */
export interface Keep {
  /** Conversations, since somebody spoke there, with all that belongs to them. */
  readonly conversations: number
  /** What was said, word by word. */
  readonly transcripts: number
  /** What turns were, what was recommended and whether it helped. */
  readonly outcomes: number
}

/** Where conversations are kept. */
export interface StorePlace {
  readonly dataDir: string
  readonly database: string | undefined
}

const appTypes = ['SingleTenant', 'MultiTenant', 'UserAssignedMSI'] as const

/** In characters: it is shown in a sentence. */
const LONGEST_CONTACT = 300

const TENANT = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i

const environment = z.object({
  PORT: optional.transform((value, context) => {
    const port = value === undefined ? 3978 : /^\d+$/.test(value) ? Number(value) : Number.NaN
    if (port <= 65_535) return port
    context.addIssue(`PORT is "${value}". It must be a number from 0 to 65535; 0 picks any free port.`)
    return z.NEVER
  }),
  KNOWLEDGE: optional.transform((value, context) => {
    if (value === undefined) return [SHIPPED_ARTICLES]
    const paths = value
      .split(',')
      .map(path => path.trim())
      .filter(path => path !== '')
    if (paths.length > 0) return paths
    context.addIssue(`KNOWLEDGE is "${value}", which names no file or folder. Separate paths by commas.`)
    return z.NEVER
  }),
  DATA_DIR: optional.transform(value => value ?? './data'),
  ALLOWED_TENANTS: optional.transform((value, context) => {
    const ids = value?.split(',').map(id => id.trim())
    const wrong = ids?.filter(id => !TENANT.test(id)) ?? []
    if (wrong.length === 0) return ids
    context.addIssue(
      `ALLOWED_TENANTS names "${wrong[0]}", which is no tenant's id. Ids look like ` +
        '00000000-0000-0000-0000-000000000000; separate them by commas.',
    )
    return z.NEVER
  }),
  RATE_PERSON: optional.transform(rate('RATE_PERSON')),
  RATE_CONVERSATION: optional.transform(rate('RATE_CONVERSATION')),
  SUPPORT_CONTACT: optional.superRefine((value, context) => {
    if (value !== undefined && value.length > LONGEST_CONTACT)
      context.addIssue(
        `SUPPORT_CONTACT has ${value.length} characters. It must be a line of at most ${LONGEST_CONTACT}: a link, a number, a sentence.`,
      )
  }),
  DIRECT_LINE_SOCKETS: optional.transform(count('DIRECT_LINE_SOCKETS')),
  DIRECT_LINE_STARTS: optional.transform(count('DIRECT_LINE_STARTS')),
  DATABASE_URL: optional.superRefine((value, context) => {
    try {
      if (value !== undefined) databasePlace(value)
    } catch (error) {
      context.addIssue((error as Error).message)
    }
  }),
  KEEP_CONVERSATIONS: optional.transform(days('KEEP_CONVERSATIONS', 180)),
  KEEP_TRANSCRIPTS: optional.transform(days('KEEP_TRANSCRIPTS', 30)),
  KEEP_OUTCOMES: optional.transform(days('KEEP_OUTCOMES', 365)),
  LOG_LEVEL: oneOf('LOG_LEVEL', LOG_LEVELS, 'info'),
  METRICS: oneOf('METRICS', ['on', 'off'], 'off'),
})

const application = z
  .object({
    MicrosoftAppId: optional,
    MicrosoftAppPassword: optional,
    MicrosoftAppTenantId: optional,
    MicrosoftAppType: optional,
  })
  .transform((given, context): Credentials | undefined => {
    if (Object.values(given).every(value => value === undefined)) return undefined
    const type = appTypes.find(name => name.toLowerCase() === (given.MicrosoftAppType ?? 'SingleTenant').toLowerCase())
    if (type === undefined) {
      context.addIssue(
        `MicrosoftAppType is "${given.MicrosoftAppType}". It must be one of ${appTypes.join(', ')}; SingleTenant when not set.`,
      )
      return z.NEVER
    }
    const needed = neededFor[type].filter(name => given[name] === undefined)
    const set = (Object.keys(given) as (keyof typeof given)[]).filter(name => given[name] !== undefined)
    for (const name of needed) {
      context.addIssue(
        `${name} is missing: ${set.join(', ')} is set, and a ${type} bot needs ${list(neededFor[type])}.`,
      )
    }
    if (type === 'UserAssignedMSI' && given.MicrosoftAppPassword !== undefined) {
      context.addIssue('MicrosoftAppPassword is set, but a UserAssignedMSI bot has no password. Remove it.')
    }
    return {
      type,
      appId: given.MicrosoftAppId ?? '',
      password: given.MicrosoftAppPassword ?? '',
      tenantId: given.MicrosoftAppTenantId ?? '',
    }
  })

const neededFor = {
  SingleTenant: ['MicrosoftAppId', 'MicrosoftAppPassword', 'MicrosoftAppTenantId'],
  MultiTenant: ['MicrosoftAppId', 'MicrosoftAppPassword'],
  UserAssignedMSI: ['MicrosoftAppId', 'MicrosoftAppTenantId'],
} as const

const list = (names: readonly string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`

/**
 * The bot's settings, from the environment and the command line, all checked before anything starts. `exists` looks for
 * files and folders.
 *
 * @throws Error that tells every mistake at once
 */
export const readSettings = (
  env: Readonly<Record<string, string | undefined>>,
  argv: readonly string[],
  exists: (path: string) => boolean,
): Settings => {
  const general = environment.safeParse(env)
  const app = application.safeParse(env)
  const unknown = argv.filter(argument => argument !== '--anonymous')
  const anonymous = argv.includes('--anonymous')
  const web = readWebChat(env, { anonymous, exists })
  const mistakes = [
    ...(general.error?.issues ?? []).map(issue => issue.message),
    ...missing(env, exists),
    ...(app.error?.issues ?? []).map(issue => issue.message),
    ...unknown.map(argument => `"${argument}" is not something that can be asked for. Allowed: --anonymous.`),
    ...web.mistakes,
    ...(app.success && app.data === undefined && !anonymous && !asksForWebChat(env) ? [noCredentials] : []),
  ]
  if (!general.success || !app.success || mistakes.length > 0) throw new Error(tell(mistakes))
  const { DIRECT_LINE_SOCKETS: sockets, DIRECT_LINE_STARTS: starts } = general.data
  return {
    port: general.data.PORT,
    knowledge: general.data.KNOWLEDGE,
    dataDir: general.data.DATA_DIR,
    database: general.data.DATABASE_URL,
    contact: general.data.SUPPORT_CONTACT,
    keep: {
      conversations: general.data.KEEP_CONVERSATIONS,
      transcripts: general.data.KEEP_TRANSCRIPTS,
      outcomes: general.data.KEEP_OUTCOMES,
    },
    anonymous,
    ...(web.webChat ? { webChat: web.webChat } : {}),
    directLine: { ...(sockets ? { sockets } : {}), ...(starts ? { starts } : {}) },
    credentials: app.data,
    tenants: general.data.ALLOWED_TENANTS ?? homeOf(app.data),
    rates: {
      person: limitOf('RATE_PERSON', general.data.RATE_PERSON, app.data),
      conversation: limitOf('RATE_CONVERSATION', general.data.RATE_CONVERSATION, app.data),
    },
    logLevel: general.data.LOG_LEVEL,
    metrics: general.data.METRICS === 'on',
  }
}

/** A bot that is registered for one tenant serves that one. */
const homeOf = (credentials: Credentials | undefined): readonly string[] | undefined =>
  credentials && credentials.type !== 'MultiTenant' ? [credentials.tenantId] : undefined

/** Where nobody is a stranger, only what was asked for. */
const limitOf = (
  name: keyof typeof DEFAULT_RATES,
  set: Rate | undefined,
  credentials: Credentials | undefined,
): Rate | undefined => {
  const limit = set ?? (credentials && DEFAULT_RATES[name])
  return limit?.capacity === 0 ? undefined : limit
}

/**
 * The settings that say where conversations are kept, for a tool that needs no others.
 *
 * @throws Error that says what is wrong
 */
export const readStorePlace = (env: Readonly<Record<string, string | undefined>>): StorePlace => {
  const { data, error } = environment.pick({ DATA_DIR: true, DATABASE_URL: true }).safeParse(env)
  if (!data) throw new Error(error.issues.map(issue => issue.message).join('\n'))
  return { dataDir: data.DATA_DIR, database: data.DATABASE_URL }
}

/** Beside the schema, which stops at the first thing that is wrong with a variable, and knows no disk. */
const missing = (env: Readonly<Record<string, string | undefined>>, exists: (path: string) => boolean) =>
  (environment.shape.KNOWLEDGE.safeParse(env.KNOWLEDGE).data ?? [])
    .filter(path => !exists(path))
    .map(
      path =>
        `KNOWLEDGE names "${path}", and there is no such file or folder, or none that this program may see. ` +
        'Separate paths by commas.',
    )

const noCredentials =
  'No app credentials are set, so the bot could not tell who is calling. Set MicrosoftAppId, MicrosoftAppPassword and ' +
  'MicrosoftAppTenantId (from the registration of the bot), or start it with --anonymous (npm start does so): then it ' +
  'serves this machine only. With WEB_CHAT=on it needs none, and answers in web chat only.'

const tell = (mistakes: readonly string[]): string =>
  mistakes.length === 1
    ? `Advise cannot start. ${mistakes[0]}`
    : `Advise cannot start. ${mistakes.length} settings are wrong:\n${mistakes.map(mistake => `  - ${mistake}`).join('\n')}`
