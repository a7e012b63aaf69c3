import type { Message, Reply } from '../dialogs/index.ts'
import { createLanes } from './lanes.ts'
import type { Log } from './log.ts'
import { StaleStateError, type StateStore } from './storage/state-store.ts'

/**
 * One turn of a conversation: load its state, respond, save. Turns of one conversation run one after the other; a
 * failing turn changes nothing. Rejects only when the store or the knowledge cannot be reached.
 */
export type TakeTurn = (conversationId: string, message: Message) => Promise<readonly Reply[]>

/** What the dialogs room says to a message. The same state and message always give the same answer. */
export type Respond<S> = (
  state: S | undefined,
  message: Message,
) => Promise<{ readonly state: S; readonly replies: readonly Reply[] }>

interface TurnParts<S> {
  readonly store: StateStore<S>
  readonly respond: Respond<S>
  readonly log: Log
}

/** The lane keeps turns of this process apart; only another process on the same store can be first. */
const attempts = 5

export const createTakeTurn = <S>({ store, respond, log }: TurnParts<S>): TakeTurn => {
  const lanes = createLanes()

  const attempt = async (conversation: string, message: Message): Promise<readonly Reply[]> => {
    const saved = await store.load(conversation)
    const { state, replies } = await respond(saved?.state, message)
    await store.save(conversation, state, saved?.revision)
    return replies
  }

  const take = async (conversation: string, message: Message): Promise<readonly Reply[]> => {
    for (let left = attempts - 1; ; left--) {
      try {
        return await attempt(conversation, message)
      } catch (error) {
        // Nothing was said yet and `respond` has no effects: taking the turn again on the newer state is safe.
        if (!(error instanceof StaleStateError) || left === 0) throw error
        log.debug('turn taken again: another process was first', { conversation })
      }
    }
  }

  return (conversation, message) => lanes.run(conversation, () => take(conversation, message))
}
