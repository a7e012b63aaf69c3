import { BlockList, isIP } from 'node:net'
import { z } from 'zod'
import { isLoopbackName } from '../http/loopback.ts'
import type { Proxies } from '../http/proxies.ts'
import { oneOf, optional, rate } from '../setting-kinds.ts'
import type { Rate } from '../settings.ts'

/** How web chat is served beyond this machine. */
export interface WebChat {
  /** Where people reach it: `https://support.example.org`. */
  readonly publicUrl: string
  /** Of the pages that may show the widget and ask Direct Line, besides its own: `https://www.example.org`. */
  readonly origins: readonly string[]
  /** Which proxies stand in front; undefined: none is believed. */
  readonly proxies?: Proxies | undefined
  /** How much one address may ask; undefined: no limit. */
  readonly address?: Rate | undefined
  /** Only who was signed in by the page around it may speak; undefined: everybody may. */
  readonly signIn?: SignIn | undefined
}

export interface SignIn {
  /** What tokens must be signed with: a secret that is shared, or public keys in a file or at an address. */
  readonly keys: { readonly secret: string } | { readonly file: string } | { readonly url: string }
  readonly audience: string
}

/** An office behind one address asks this much in a busy minute. */
const DEFAULT_ADDRESS_RATE: Rate = { capacity: 240, perSecond: 8 }
/** Characters: RFC 7518 (3.2) asks for as many bits as the hash has. */
const SHORTEST_SECRET = 32
const MOST_PROXIES = 9

const environment = z.object({
  WEB_CHAT: oneOf('WEB_CHAT', ['on', 'off'], 'off'),
  PUBLIC_URL: optional,
  WEB_CHAT_ORIGINS: optional.transform((value, context) => {
    const named = entriesOf(value)
    const wrong = named.filter(entry => originOf(entry) === undefined)
    if (wrong.length === 0) return [...new Set(named.map(entry => originOf(entry) ?? ''))]
    context.addIssue(
      `WEB_CHAT_ORIGINS names "${shown(wrong[0] ?? '')}". It must be origins of pages, separated by commas, such as ` +
        'https://www.example.org,https://shop.example.org: each by its name, with https and without a path; http only ' +
        'for this machine.',
    )
    return z.NEVER
  }),
  WEB_CHAT_JWKS: optional,
  // Never repeated: it is a secret.
  WEB_CHAT_SECRET: optional.superRefine((value, context) => {
    if (value !== undefined && value.length < SHORTEST_SECRET)
      context.addIssue(
        `WEB_CHAT_SECRET has ${value.length} characters. It must have at least ${SHORTEST_SECRET} that nobody can guess; ` +
          'make one with: openssl rand -base64 48',
      )
  }),
  WEB_CHAT_AUDIENCE: optional,
  TRUSTED_PROXIES: optional.transform((value, context): Proxies | undefined => {
    const proxies = value === undefined ? undefined : proxiesOf(value)
    if (value === undefined || proxies !== undefined) return proxies
    context.addIssue(
      `TRUSTED_PROXIES is "${shown(value)}". It must be how many proxies stand in front of the bot, from 0 to ` +
        `${MOST_PROXIES}, or their addresses, such as 10.0.0.5,192.168.0.0/16,fd00::/8.`,
    )
    return z.NEVER
  }),
  RATE_ADDRESS: optional.transform(rate('RATE_ADDRESS')),
})

type Read = z.infer<typeof environment>
type Environment = Readonly<Record<string, string | undefined>>

/**
 * The settings of web chat for others; undefined where it is not switched on. With `anonymous` nobody but this machine is
 * served. `exists` looks for files.
 */
export const readWebChat = (
  env: Environment,
  { anonymous, exists }: { readonly anonymous: boolean; readonly exists: (path: string) => boolean },
): { readonly webChat?: WebChat | undefined; readonly mistakes: readonly string[] } => {
  const { data, error } = environment.safeParse(env)
  const mistakes = [...(error?.issues ?? []).map(issue => issue.message), ...disagreeing(env, anonymous, exists)]
  if (!data || mistakes.length > 0) return { mistakes }
  return { webChat: data.WEB_CHAT === 'on' ? webChatOf(data) : undefined, mistakes }
}

const webChatOf = (data: Read): WebChat => {
  const publicUrl = originOf(data.PUBLIC_URL ?? '') ?? ''
  const { WEB_CHAT_SECRET: secret, WEB_CHAT_JWKS: jwks, WEB_CHAT_AUDIENCE: audience = publicUrl } = data
  const address = data.RATE_ADDRESS ?? DEFAULT_ADDRESS_RATE
  return {
    publicUrl,
    origins: data.WEB_CHAT_ORIGINS,
    proxies: data.TRUSTED_PROXIES,
    address: address.capacity === 0 ? undefined : address,
    signIn: secret
      ? { keys: { secret }, audience }
      : jwks
        ? { keys: isUrl(jwks) ? { url: jwks } : { file: jwks }, audience }
        : undefined,
  }
}

/** Whether web chat for others is switched on, whatever else is wrong. */
export const asksForWebChat = (env: Environment): boolean => env.WEB_CHAT?.trim().toLowerCase() === 'on'

/** Settings that are right by themselves, but not together. */
const disagreeing = (env: Environment, anonymous: boolean, exists: (path: string) => boolean): readonly string[] => {
  const has = (name: keyof Read) => optional.safeParse(env[name]).data
  if (!asksForWebChat(env)) return has('WEB_CHAT') === undefined ? forgotten(has) : []
  const jwks = has('WEB_CHAT_JWKS')
  const publicUrl = originOf(has('PUBLIC_URL') ?? '')
  const checks: readonly (readonly [boolean, string])[] = [
    [
      has('PUBLIC_URL') === undefined,
      'PUBLIC_URL is missing: WEB_CHAT is on, and pages must be told where the chat is. Set it to what people type, such ' +
        'as https://support.example.org.',
    ],
    [
      has('PUBLIC_URL') !== undefined && publicUrl === undefined,
      `PUBLIC_URL is "${shown(has('PUBLIC_URL') ?? '')}". For web chat it must be where people reach the bot, with https ` +
        'and without a path, such as https://support.example.org; http only for this machine, such as http://localhost:3978.',
    ],
    [
      anonymous && publicUrl !== undefined && !isLoopback(publicUrl),
      `WEB_CHAT is on with PUBLIC_URL ${publicUrl}, and --anonymous serves this machine only. Start it without ` +
        '--anonymous (npm run serve), or set PUBLIC_URL to http://localhost:3978 to try it here.',
    ],
    [
      jwks !== undefined && has('WEB_CHAT_SECRET') !== undefined,
      'WEB_CHAT_JWKS and WEB_CHAT_SECRET are both set. Tokens are signed with one of them: remove the other.',
    ],
    [
      has('WEB_CHAT_AUDIENCE') !== undefined && jwks === undefined && has('WEB_CHAT_SECRET') === undefined,
      'WEB_CHAT_AUDIENCE is set, but nothing to check tokens with. Set WEB_CHAT_JWKS or WEB_CHAT_SECRET, or remove it.',
    ],
    [
      jwks !== undefined && isUrl(jwks) && !isSafe(new URL(jwks)),
      'WEB_CHAT_JWKS is an address without encryption: whoever is on the way could put in keys of their own. Use https.',
    ],
    [
      jwks !== undefined && !isUrl(jwks) && !exists(jwks),
      `WEB_CHAT_JWKS names "${shown(jwks ?? '')}", and there is no such file, or none that this program may see. It must ` +
        'be a file of public keys (a JSON Web Key Set), or its https address.',
    ],
  ]
  return checks.flatMap(([wrong, sentence]) => (wrong ? [sentence] : []))
}

/** What means nothing without web chat: PUBLIC_URL and TRUSTED_PROXIES may well stand in a template. */
const forgotten = (has: (name: keyof Read) => string | undefined): readonly string[] =>
  (['WEB_CHAT_ORIGINS', 'WEB_CHAT_JWKS', 'WEB_CHAT_SECRET', 'WEB_CHAT_AUDIENCE'] as const)
    .filter(name => has(name) !== undefined)
    .map(name => `${name} is set, but WEB_CHAT is not. Set WEB_CHAT=on to serve web chat to others, or WEB_CHAT=off.`)

const entriesOf = (list = ''): readonly string[] =>
  list
    .split(',')
    .map(entry => entry.trim())
    .filter(entry => entry !== '')

/** The origin that an address is, when it is nothing more than that; undefined when it is no safe one. */
const originOf = (text: string): string | undefined => {
  if (!isUrl(text)) return undefined
  const url = new URL(text)
  const isBare = url.href === `${url.origin}/` && !/[*?#]/.test(text)
  return isBare && isSafe(url) ? url.origin : undefined
}

const isUrl = (text: string): boolean => /^https?:\/\//i.test(text) && URL.canParse(text)
const isSafe = ({ protocol, origin }: URL): boolean => protocol === 'https:' || isLoopback(origin)
const isLoopback = (origin: string): boolean => isLoopbackName(new URL(origin).hostname)

const proxiesOf = (text: string): Proxies | undefined => {
  if (/^\d$/.test(text)) return Number(text)
  const entries = entriesOf(text)
  const list = new BlockList()
  try {
    for (const entry of entries) addTo(list, entry)
  } catch {
    return undefined
  }
  return entries.length > 0 ? list : undefined
}

/** @throws Error when it is no address, and no range of them */
const addTo = (list: BlockList, entry: string): void => {
  const [address = '', bits, ...rest] = entry.split('/')
  const family = isIP(address) === 6 ? 'ipv6' : 'ipv4'
  if (isIP(address) === 0 || rest.length > 0 || (bits !== undefined && !/^\d{1,3}$/.test(bits))) throw new Error(entry)
  if (bits === undefined) list.addAddress(address, family)
  else list.addSubnet(address, Number(bits), family)
}

const shown = (value: string): string => value.slice(0, 100)
