import { z } from 'zod'
import { databasePlace, SHIPPED_ARTICLES } from '../knowledge/index.ts'
import { LOG_LEVELS, type LogLevel } from './log.ts'

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
  /** URL of the PostgreSQL that keeps articles and their index; undefined: they are kept in `dataDir`. */
  readonly database?: string | undefined
  /** Who helps where a person is wanted: a text, or a link to open. */
  readonly contact?: string | undefined
  /** Asked for by name: loopback only, no credentials needed, web chat served. */
  readonly anonymous: boolean
  readonly credentials: Credentials | undefined
  /** Lines of the log below it are not written; undefined: `info`. */
  readonly logLevel?: LogLevel | undefined
  /** Metrics may be read from everywhere; else from this machine only. */
  readonly metrics?: boolean | undefined
}

const appTypes = ['SingleTenant', 'MultiTenant', 'UserAssignedMSI'] as const

/** A variable that is set to nothing is not set: `.env` files and container templates leave such lines behind. */
const optional = z
  .string()
  .optional()
  .transform(value => value?.trim() || undefined)

/** In characters: it is shown in a sentence. */
const LONGEST_CONTACT = 300

/** One of some words; undefined when it is not set. */
const oneOf = <W extends string>(name: string, words: readonly W[], unset: string) =>
  optional.transform((value, context): W | undefined => {
    const word = words.find(w => w === value?.toLowerCase())
    if (word !== undefined || value === undefined) return word
    context.addIssue(`${name} is "${value}". It must be one of ${words.join(', ')}; ${unset} when not set.`)
    return z.NEVER
  })

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
  SUPPORT_CONTACT: optional.superRefine((value, context) => {
    if (value !== undefined && value.length > LONGEST_CONTACT)
      context.addIssue(
        `SUPPORT_CONTACT has ${value.length} characters. It must be a line of at most ${LONGEST_CONTACT}: a link, a number, a sentence.`,
      )
  }),
  DATABASE_URL: optional.superRefine((value, context) => {
    try {
      if (value !== undefined) databasePlace(value)
    } catch (error) {
      context.addIssue((error as Error).message)
    }
  }),
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
  const mistakes = [
    ...(general.error?.issues ?? []).map(issue => issue.message),
    ...missing(env, exists),
    ...(app.error?.issues ?? []).map(issue => issue.message),
    ...unknown.map(argument => `"${argument}" is not something that can be asked for. Allowed: --anonymous.`),
    ...(app.success && app.data === undefined && !anonymous ? [noCredentials] : []),
  ]
  if (!general.success || !app.success || mistakes.length > 0) throw new Error(tell(mistakes))
  return {
    port: general.data.PORT,
    knowledge: general.data.KNOWLEDGE,
    dataDir: general.data.DATA_DIR,
    database: general.data.DATABASE_URL,
    contact: general.data.SUPPORT_CONTACT,
    anonymous,
    credentials: app.data,
    logLevel: general.data.LOG_LEVEL,
    metrics: general.data.METRICS === 'on',
  }
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
  'serves this machine only.'

const tell = (mistakes: readonly string[]): string =>
  mistakes.length === 1
    ? `Advise cannot start. ${mistakes[0]}`
    : `Advise cannot start. ${mistakes.length} settings are wrong:\n${mistakes.map(mistake => `  - ${mistake}`).join('\n')}`
