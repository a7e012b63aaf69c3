import { parseArgs } from 'node:util'
import type { Target } from './build-manifest.ts'

export interface Settings extends Target {
  /** Where the zip goes. */
  readonly out: string
  /** Made without a bot: nobody answers in it. */
  readonly isTrial: boolean
}

const guid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i
// At least two labels and a last one that starts with a letter: neither localhost nor an address, which Teams cannot reach by name.
const hostName = /^(?=.{1,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/i

/** For whoever has no bot yet: an id and a name that are nobody's. The package can be looked at and checked. */
const TRIAL = { appId: '11111111-2222-3333-4444-555555555555', domain: 'advise.example.com' } as const

/**
 * Settings from flags, or else from the environment. Where neither names a bot, they are those of a package for trial.
 * @throws with every mistake at once.
 */
export function readSettings(args: readonly string[], env: Readonly<Record<string, string | undefined>>): Settings {
  const flags = parseFlags(args)
  const appId = flags.id || env.MicrosoftAppId || undefined
  const domain = flags.domain || env.BOT_DOMAIN || undefined
  if (appId === undefined && domain === undefined)
    return { ...TRIAL, out: flags.out || 'dist/advise-teams-trial.zip', isTrial: true }
  const mistakes = [appIdMistake(appId), domainMistake(domain)].filter(mistake => mistake !== undefined)
  const told = ['The Teams package was not made:', ...mistakes].join('\n- ')
  if (appId === undefined || domain === undefined || mistakes.length > 0) throw new Error(told)
  const out = flags.out || 'dist/advise-teams.zip'
  return { appId: appId.toLowerCase(), domain: domain.toLowerCase(), out, isTrial: false }
}

function parseFlags(args: readonly string[]) {
  try {
    const options = { id: { type: 'string' }, domain: { type: 'string' }, out: { type: 'string' } } as const
    return parseArgs({ args: [...args], options }).values
  } catch (cause) {
    throw new Error(
      `${(cause as Error).message}\nAllowed: npm run manifest -- [--id GUID] [--domain HOST] [--out FILE]`,
      { cause },
    )
  }
}

function appIdMistake(appId: string | undefined): string | undefined {
  const remedy = 'Set MicrosoftAppId, or pass --id.'
  const what = "the bot's application (client) id, on the Configuration page of your Azure Bot"
  if (appId === undefined) return `MicrosoftAppId is not set. It is ${what}; Teams finds the bot by it. ${remedy}`
  if (!guid.test(appId))
    return `MicrosoftAppId is "${appId}", but must be a GUID such as 11111111-2222-3333-4444-555555555555: ${what}. ${remedy}`
  return undefined
}

function domainMistake(domain: string | undefined): string | undefined {
  const remedy = 'Set BOT_DOMAIN, or pass --domain.'
  if (domain === undefined)
    return `BOT_DOMAIN is not set. It is the host name under which Teams reaches the bot, such as advise.example.com; the app's links lead there. ${remedy}`
  if (!hostName.test(domain))
    return `BOT_DOMAIN is "${domain}", but must be a public host name alone, without https://, port or path, such as advise.example.com. ${remedy}`
  return undefined
}
