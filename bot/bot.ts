import type { Reply } from '../dialogs/index.ts'
import type { Activity, Drawn } from './channels/activity.ts'
import { placeOf } from './channels/capabilities.ts'
import { draw } from './channels/draw.ts'
import { read } from './channels/read.ts'
import { words } from './channels/words.ts'
import type { Log } from './log.ts'
import { type Deliver, type TakeTurn, UndeliveredError } from './turn.ts'

/** What every adapter calls with what it received: the same bot behind Teams, web chat and Emulator. */
export type Bot = (activity: Activity, say: Say) => Promise<void>

/** Says something where an activity came from. Rejects when it could not be delivered. */
type Say = (said: readonly Drawn[]) => Promise<void>

export const createBot =
  (takeTurn: TakeTurn, log: Log): Bot =>
  async (activity, say) => {
    const conversation = conversationOf(activity)
    const incoming = read(activity)
    const deliver: Deliver = async replies => {
      if (replies.length > 0) await say(draw(replies, placeOf(activity)))
    }
    switch (incoming.kind) {
      case 'message':
        try {
          return await takeTurn(conversation, incoming.message, deliver)
        } catch (error) {
          if (error instanceof UndeliveredError) throw error
          // Nothing was saved: the person can say it again. Told here, so that every channel tells it alike.
          log.error('turn failed', { conversation, error })
          return deliver([text(words.failed)])
        }
      case 'too-long':
        return deliver([text(words.tooLong(incoming.length, incoming.limit))])
      case 'ignored':
        log.debug('activity ignored', { conversation, why: incoming.why })
    }
  }

const text = (said: string): Reply => ({ kind: 'text', text: said, choices: [] })

/**
 * The name under which a conversation is kept. In a group everybody has their own: two people who describe two
 * problems in one channel must not answer each other's questions. Encoded, because ids contain `|` themselves
 * (the Emulator's do), and two conversations must never share a name.
 */
export const conversationOf = (activity: Activity): string => {
  const place = placeOf(activity)
  const names = [place.channelId, activity.conversation.id, ...(place.group ? [place.userId] : [])]
  return names.map(encodeURIComponent).join('|')
}
