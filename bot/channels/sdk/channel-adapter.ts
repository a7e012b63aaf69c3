import {
  CloudAdapter,
  ConfigurationBotFrameworkAuthentication,
  type InvokeResponse,
  type Activity as SdkActivity,
} from 'botbuilder'
import type { Bot } from '../../bot.ts'
import { Refusal } from '../../http/refusal.ts'
import type { Credentials } from '../../settings.ts'
import type { Activity, Drawn } from '../activity.ts'
import { keepEntityProperties } from './entities.ts'

/** Who may speak for a channel; the SDK's, so that tests can bring their own keys. */
export type Authentication = ConfigurationBotFrameworkAuthentication
type Authenticated = Awaited<ReturnType<Authentication['authenticateRequest']>>

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

/** The SDK's adapter with the two steps apart: it answers most forged tokens with 500 when it does both at once. */
export class ChannelAdapter extends CloudAdapter {
  constructor(authentication: Authentication) {
    keepEntityProperties()
    super(authentication)
  }

  /** @throws Refusal 401; 503 when the channel's public keys cannot be fetched, so that nobody can be believed */
  async authenticate(activity: Activity, authorization: string): Promise<Authenticated> {
    try {
      return await this.botFrameworkAuthentication.authenticateRequest(asSdk(activity), authorization)
    } catch (error) {
      if (isOurTrouble(error)) {
        throw new Refusal(503, 'KeysUnreachable', 'The keys that tokens are checked with cannot be fetched now.', 10)
      }
      throw new Refusal(401, 'Unauthorized', 'The Authorization header carries no token that this bot accepts.')
    }
  }

  /** @throws when a reply cannot be delivered */
  run(authenticated: Authenticated, activity: Activity, bot: Bot): Promise<InvokeResponse | undefined> {
    return this.processActivity(authenticated, asSdk(activity), async context => {
      await bot(activity, async said => {
        await context.sendActivities(said.map(asSdk))
      })
    })
  }
}

/** Ours are the SDK's activities, with fewer names and nothing to write to. */
const asSdk = (activity: Activity | Drawn): SdkActivity => activity as unknown as SdkActivity

/** Only fetching the keys fails in these two ways; whatever else goes wrong is the token's fault. */
const isOurTrouble = (error: unknown): boolean =>
  error instanceof Error && (error.name === 'FetchError' || (error as { statusCode?: number }).statusCode === 500)
