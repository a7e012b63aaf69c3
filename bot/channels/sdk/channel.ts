import {
  ConfigurationBotFrameworkAuthentication,
  type Activity as ConnectorActivity,
  type Activity as SdkActivity,
} from 'botbuilder'
import { Refusal } from '../../http/refusal.ts'
import { INVOKE_RESULT } from '../../replying/compose.ts'
import type { Send } from '../../sender.ts'
import { SendError } from '../../sender.ts'
import type { Credentials } from '../../settings.ts'
import type { Activity } from '../activity.ts'
import { believeTenants, ClaimsIdentity, keepEntityProperties } from './connector.ts'

/** Who may speak for a channel; the SDK's, so that tests can bring their own keys. */
export type Authentication = ConfigurationBotFrameworkAuthentication

/** What speaks with the Bot Framework's channels: who is calling, and how replies get there. */
export interface Channel {
  /**
   * Resolves to the way back (JSON).
   *
   * @throws Refusal 401; 503 when the channel's public keys cannot be fetched, so that nobody can be believed
   */
  authenticate(activity: Activity, authorization: string): Promise<string>
  /** @throws SendError */
  readonly send: Send
}

/** The way back to a channel. */
export interface Route {
  readonly serviceUrl: string
  /** For whom our token is made out: it differs by cloud. Nothing where there is no token. */
  readonly audience?: string | undefined
}

/** Milliseconds that a channel may take to accept a reply. */
const SEND_TIMEOUT = 15_000

/**
 * Without credentials the SDK lets everybody in. Never given `process.env`: a stray `OAuthUrl` or `BotOpenIdMetadata`
 * there blanks the SDK's other defaults, and every token is refused.
 */
export const createAuthentication = (credentials: Credentials | undefined): Authentication =>
  new ConfigurationBotFrameworkAuthentication(
    credentials && {
      MicrosoftAppId: credentials.appId,
      MicrosoftAppType: credentials.type,
      ...('password' in credentials && { MicrosoftAppPassword: credentials.password }),
      ...('tenantId' in credentials && { MicrosoftAppTenantId: credentials.tenantId }),
    },
  )

/**
 * The SDK's two ends without its adapter, which answers most forged tokens with 500, and sends replies before a turn can
 * be kept.
 */
export const createChannel = (authentication: Authentication, credentials: Credentials | undefined): Channel => {
  keepEntityProperties()
  believeTenants(credentials && 'tenantId' in credentials && credentials.tenantId ? [credentials.tenantId] : [])
  const identity = new ClaimsIdentity(credentials ? [{ type: 'aud', value: credentials.appId }] : [])
  const connectors = authentication.createConnectorFactory(identity)
  return {
    authenticate: async (activity, authorization) => {
      try {
        const { audience } = await authentication.authenticateRequest(asSdk(activity), authorization)
        return JSON.stringify({ serviceUrl: activity.serviceUrl, audience } satisfies Route)
      } catch (error) {
        if (isOurTrouble(error)) {
          throw new Refusal(503, 'KeysUnreachable', 'The keys that tokens are checked with cannot be fetched now.', 10)
        }
        throw new Refusal(401, 'Unauthorized', 'The Authorization header carries no token that this bot accepts.')
      }
    },
    send: async ({ activity, route }) => {
      const { serviceUrl, audience } = JSON.parse(route) as Route
      const reply = JSON.parse(activity) as ConnectorActivity
      // Its caller had it in the answer to the request.
      if (reply.type === INVOKE_RESULT) return
      const connector = await connectors.create(serviceUrl, audience)
      withoutRetries(connector)
      try {
        const options = { timeout: SEND_TIMEOUT }
        const { conversations } = connector
        await (reply.type === 'messageUpdate'
          ? conversations.updateActivity(reply.conversation.id, reply.id ?? '', { ...reply, type: 'message' }, options)
          : reply.replyToId === undefined
            ? conversations.sendToConversation(reply.conversation.id, reply, options)
            : conversations.replyToActivity(reply.conversation.id, reply.replyToId, reply, options))
      } catch (error) {
        throw sendError(error)
      }
    },
  }
}

/** Ours are the SDK's activities, with fewer names and nothing to write to. */
const asSdk = (activity: Activity): SdkActivity => activity as unknown as SdkActivity

/** Only fetching the keys fails in these two ways; whatever else goes wrong is the token's fault. */
const isOurTrouble = (error: unknown): boolean =>
  error instanceof Error && (error.name === 'FetchError' || (error as { statusCode?: number }).statusCode === 500)

/** Its HTTP client tries again by itself, for up to minutes, and nobody would know how often: the sender does that. */
const withoutRetries = (connector: unknown): void => {
  const { client } = connector as { client?: { pipeline?: { removePolicy(policy: { name: string }): unknown } } }
  client?.pipeline?.removePolicy({ name: 'defaultRetryPolicy' })
}

/** "Handle rate limits" of Microsoft's Teams documentation names 412, 429, 502 and 504 as passing. */
const PASSING = new Set([408, 412, 425, 429])

const sendError = (error: unknown): SendError => {
  const { statusCode, response, message } = error as {
    statusCode?: number
    response?: { headers?: { get(name: string): string | undefined } }
    message?: string
  }
  const why = statusCode === undefined ? `no answer: ${message}` : `HTTP ${statusCode}`
  // Our own token may be refused while a secret is being changed: that passes, too.
  const passes = statusCode === undefined || statusCode >= 500 || statusCode === 401 || PASSING.has(statusCode)
  return new SendError(why, passes ? 'later' : 'never', milliseconds(response?.headers?.get('retry-after')))
}

/** `Retry-After` in seconds or as a date (RFC 9110, 10.2.3). */
const milliseconds = (header: string | undefined): number | undefined => {
  if (header === undefined) return undefined
  const until = /^\d+$/.test(header.trim()) ? Number(header) * 1000 : Date.parse(header) - Date.now()
  return Number.isNaN(until) ? undefined : Math.min(Math.max(0, until), LONGEST_WAIT)
}

const LONGEST_WAIT = 3_600_000
