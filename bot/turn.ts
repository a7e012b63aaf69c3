import type { Message, Reply } from '../dialogs/index.ts'
import { createLanes } from './lanes.ts'
import type { Log } from './log.ts'
import { StaleStateError, type StateStore } from './storage/state-store.ts'

/**
 * One turn of a conversation: load its state, respond, deliver what is said, save. In that order, so that nothing is
 * remembered that was not said: a message that a channel sends again after a failed delivery is no second turn. Turns of
 * one conversation run one after the other, their delivery included; a failing turn changes nothing.
 *
 * @throws UndeliveredError when the replies did not arrive; else only when the store or the knowledge cannot be reached
 */
export type TakeTurn = (conversation: string, message: Message, deliver: Deliver) => Promise<void>

/** Says replies to the person. Rejects when they did not arrive. */
export type Deliver = (replies: readonly Reply[]) => Promise<void>

export class UndeliveredError extends Error {
  override readonly name = 'UndeliveredError'
  constructor(cause: unknown) {
    super(`The replies were not delivered: ${cause instanceof Error ? cause.message : String(cause)}`, { cause })
  }
}

/** What the dialogs room says to a message. The same state and message always give the same answer. */
export type Respond<S> = (state: S | undefined, message: Message) => Promise<Response<S>>

interface Response<S> {
  readonly state: S
  readonly replies: readonly Reply[]
  /** What the turn was, as data for the log: ids and numbers, never the person's words. */
  readonly outcome?: unknown
  /** What is to be done besides replying; nothing yet. */
  readonly effects?: readonly unknown[]
}

interface TurnParts<S> {
  readonly store: StateStore<S>
  readonly respond: Respond<S>
  readonly log: Log
  /** Milliseconds; without it the log does not say how long a turn took. */
  readonly now?: () => number
  /** Milliseconds that a delivery may take, while the conversation's next turn waits. */
  readonly patience?: number
}

/** Twice the time after which channels give up on us. */
const PATIENCE = 30_000

/** The lane keeps turns of this process apart; only another process on the same store can be first. */
const ATTEMPTS = 5

export const createTakeTurn = <S>({ store, respond, log, now, patience = PATIENCE }: TurnParts<S>): TakeTurn => {
  const lanes = createLanes()

  const attempt = async (conversation: string, message: Message, deliver: Deliver): Promise<unknown> => {
    const saved = await store.load(conversation)
    const { state, replies, outcome } = await respond(saved?.state, message)
    // Seen now, another process's turn costs nothing: once something is said, it cannot be taken back.
    const newest = await store.load(conversation)
    if (newest?.revision !== saved?.revision) throw new StaleStateError(conversation, saved?.revision)
    await arrived(deliver(replies), patience)
    await store.save(conversation, state, saved?.revision)
    return outcome
  }

  const take = async (conversation: string, message: Message, deliver: Deliver): Promise<void> => {
    const began = now?.()
    const deliverNew = onlyNew(deliver)
    for (let left = ATTEMPTS - 1; ; left--) {
      try {
        const outcome = await attempt(conversation, message, deliverNew)
        const milliseconds = now && began !== undefined ? Math.round(now() - began) : undefined
        log.debug('turn', { conversation, outcome, milliseconds })
        return
      } catch (error) {
        // `respond` has no effects: taking the turn again on the newer state is safe.
        if (!(error instanceof StaleStateError) || left === 0) throw error
        log.debug('turn taken again: another process was first', { conversation })
      }
    }
  }

  return (conversation, message, deliver) => lanes.run(conversation, () => take(conversation, message, deliver))
}

/**
 * Where another process saved between our delivery and our save, the turn is taken again: what it says then is said
 * too, unless it is the same.
 */
const onlyNew = (deliver: Deliver): Deliver => {
  let said: string | undefined
  return async replies => {
    const saying = JSON.stringify(replies)
    if (saying === said) return
    await deliver(replies)
    said = saying
  }
}

/** @throws UndeliveredError also when it takes too long: one dead channel must not hold up a conversation for ever */
const arrived = async (delivery: Promise<void>, patience: number): Promise<void> => {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${patience / 1000} s`)), patience)
  })
  try {
    await Promise.race([delivery, late])
  } catch (cause) {
    throw new UndeliveredError(cause)
  } finally {
    clearTimeout(timer)
  }
}
