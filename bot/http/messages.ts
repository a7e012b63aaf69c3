import type { IncomingMessage } from 'node:http'
import type { Bot } from '../bot.ts'
import { parseActivity } from '../channels/activity.ts'
import type { ChannelAdapter } from '../channels/sdk/channel-adapter.ts'
import type { Log } from '../log.ts'
import { json } from './answer.ts'
import { readJsonBody } from './body.ts'
import type { Endpoint } from './endpoint.ts'
import { requireLocalService, requireLoopback } from './loopback.ts'
import { Refusal } from './refusal.ts'

export interface MessagesParts {
  readonly adapter: ChannelAdapter
  readonly bot: Bot
  /** False: nobody proves who they are, so only this machine may speak and be spoken to. */
  readonly authenticated: boolean
  readonly isReady: () => boolean
  readonly log: Log
}

/** `POST /api/messages`: everything that a stranger could send is refused before the SDK sees it. */
export const createMessagesEndpoint =
  ({ adapter, bot, authenticated, isReady, log }: MessagesParts): Endpoint =>
  async request => {
    const authorization = request.headers.authorization ?? ''
    if (!authenticated) requireLoopback(request)
    else if (authorization === '') throw new Refusal(401, 'Unauthorized', 'The Authorization header is missing.')
    const activity = parseActivity(await readJsonBody(request))
    if (!authenticated) requireLocalService(activity.serviceUrl)
    const caller = await adapter.authenticate(activity, authorization)
    if (!isReady()) throw new Refusal(503, 'Starting', 'The bot is still reading its articles. Try again shortly.', 1)
    try {
      const result = await adapter.run(caller, activity, saidToCaller(bot, request))
      return json(result?.status ?? 200, result?.body)
    } catch (error) {
      log.error('replies could not be delivered', { serviceUrl: activity.serviceUrl, error })
      throw new Refusal(502, 'Undeliverable', `The reply could not be delivered to ${activity.serviceUrl}.`)
    }
  }

/** Replies that are the response itself arrive only where the caller still waits for it. */
const saidToCaller =
  (bot: Bot, { socket }: IncomingMessage): Bot =>
  (activity, say) =>
    bot(activity, async said => {
      if (activity.deliveryMode === 'expectReplies' && socket.destroyed)
        throw new Error('the caller did not wait for them')
      await say(said)
    })
