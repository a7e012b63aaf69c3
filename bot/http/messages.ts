import type { Bot } from '../bot.ts'
import { type Activity, parseActivity } from '../channels/activity.ts'
import type { Channel } from '../channels/sdk/channel.ts'
import type { Invoke } from '../invokes/invoke.ts'
import { json } from './answer.ts'
import { readJsonBody } from './body.ts'
import type { Endpoint } from './endpoint.ts'
import { requireLocalService, requireLoopback, requireSecureService } from './loopback.ts'
import { Refusal } from './refusal.ts'

export interface MessagesParts {
  readonly channel: Pick<Channel, 'authenticate'>
  readonly bot: Bot
  /** Who may call: who proves to be a channel; only this machine, which is also all that is spoken to; or nobody. */
  readonly callers: 'channels' | 'this machine' | 'nobody'
  /**
   * Decides whether somebody who has proved who they are may go on: of which tenant they are, how much they say.
   *
   * @throws Refusal 403, 429
   */
  readonly permit: (activity: Activity) => void
  readonly isReady: () => boolean
  readonly invoke: Invoke
}

/**
 * `POST /api/messages`: everything that a stranger could send is refused before the SDK sees it. Answered once the turn is
 * kept: the replies are in the answer where the caller waits for them (`deliveryMode: "expectReplies"`), else they are sent
 * to its `serviceUrl`.
 */
export const createMessagesEndpoint =
  ({ channel, bot, callers, permit, isReady, invoke }: MessagesParts): Endpoint =>
  async request => {
    const authorization = request.headers.authorization ?? ''
    if (callers === 'nobody') throw noChannels()
    const authenticated = callers === 'channels'
    if (!authenticated) requireLoopback(request)
    else if (authorization === '') throw new Refusal(401, 'Unauthorized', 'The Authorization header is missing.')
    const activity = parseActivity(await readJsonBody(request))
    if (authenticated) requireSecureService(activity.serviceUrl)
    else requireLocalService(activity.serviceUrl)
    const route = await channel.authenticate(activity, authorization)
    permit(activity)
    if (!isReady()) throw new Refusal(503, 'Starting', 'The bot is still reading its articles. Try again shortly.', 1)
    if (activity.type === 'invoke') return invoke(activity, route)
    if (activity.deliveryMode !== 'expectReplies') {
      await bot(activity, { kind: 'sent', route })
      return json(200, undefined)
    }
    const replies = await bot(activity, { kind: 'returned' })
    return json(200, `{"activities":[${replies.join()}]}`)
  }

const noChannels = (): Refusal =>
  new Refusal(
    403,
    'NoChannels',
    'This bot answers in its web chat only: no app credentials are set, so it could not tell which channel is calling.',
  )
