import type { Effect, Message, Reply } from '../dialogs/index.ts'
import { inTime } from './http/in-time.ts'
import { Refusal } from './http/refusal.ts'
import { createLanes, type Lanes } from './lanes.ts'
import type { Log } from './log.ts'
import { type Feedback, StaleStateError, type Store, type Watch } from './storage/store.ts'

/** What the dialogs room says to a message. The same state and message always give the same answer. */
export type Respond<S> = (state: S | undefined, message: Message) => Promise<Response<S>>

interface Response<S> {
  readonly state: S
  readonly replies: readonly Reply[]
  /** What the turn was, as data: ids and numbers, never the person's words. */
  readonly outcome?: unknown
  /** What is to be done besides replying. */
  readonly effects?: readonly Effect[]
  /** How many questions the case has taken, where it has come to its end. */
  readonly questions?: number | undefined
}

/** What is to be said and kept in a turn. */
export interface Answer<S> {
  readonly state: S | undefined
  /** Activities as JSON, ready for the channel. */
  readonly replies: readonly string[]
  readonly outcome?: unknown
  readonly effects?: readonly Effect[]
  readonly feedback?: Feedback | undefined
  readonly watch?: Watch | 'none' | undefined
  readonly questions?: number | undefined
}

/** What is told of a turn that was kept. */
interface TurnTold {
  /** The kind of what it was. */
  readonly outcome: string
  readonly seconds: number
  readonly questions: number | undefined
}

/** One activity that is to be answered. */
export interface Work<S> {
  readonly conversation: string
  /** What names it within its conversation: another delivery of the same gets the same replies. */
  readonly activity: string
  readonly person: string | undefined
  /** JSON for the transcript. */
  readonly heard: string | undefined
  /** Where replies are to be sent (JSON); undefined when the caller is given them. */
  readonly route: string | undefined
  /** Has no effects: it is called again where another process was first. */
  readonly answer: (state: S | undefined) => Promise<Answer<S>>
}

/**
 * One turn of a conversation: look what is known, answer, keep it all in one piece; only then it is acknowledged. Turns of
 * one conversation run one after the other. A failing turn changes nothing. Resolves to the replies.
 *
 * @throws Refusal 429 when too many turns of this conversation wait already, 503 when the answer takes too long
 * @throws StoreAwayError
 */
export type TakeTurn<S> = (work: Work<S>) => Promise<readonly string[]>

interface TurnParts<S> {
  readonly store: Pick<Store<S>, 'look' | 'keep'>
  readonly log: Log
  /** Milliseconds since 1970. */
  readonly now: () => number
  readonly lanes?: Lanes
  readonly onTurn?: (told: TurnTold) => void
  /** Milliseconds that an answer may take. */
  readonly patience?: number
  /** Turns of one conversation that may wait; people do not type faster. */
  readonly mostWaiting?: number
}

/** Where the machine is busy an answer takes its time; one that takes so long will not come: the store says sooner when it is away. */
const PATIENCE = 10_000
const MOST_WAITING = 30
/** The lane keeps turns of this process apart; only another process on the same store can be first. */
const ATTEMPTS = 10

export const createTakeTurn = <S>(parts: TurnParts<S>): TakeTurn<S> => {
  const { store, log, now, lanes = createLanes(), onTurn, patience = PATIENCE, mostWaiting = MOST_WAITING } = parts

  const attempt = async ({ answer, ...turn }: Work<S>): Promise<readonly string[]> => {
    const { saved, answered } = await store.look(turn.conversation, turn.activity)
    if (answered) {
      log.debug('activity delivered again', { conversation: turn.conversation })
      return answered
    }
    const began = now()
    const {
      state,
      replies,
      outcome,
      effects = [],
      feedback,
      watch,
      questions,
    } = await inTime(answer(saved?.state), patience, tooLate)
    const kept = outcome === undefined ? undefined : JSON.stringify(outcome)
    await store.keep({ ...turn, before: saved, state, replies, outcome: kept, effects, feedback, watch, at: now() })
    const milliseconds = now() - began
    log.debug('turn', { conversation: turn.conversation, turn: turn.activity, outcome, milliseconds })
    onTurn?.({ outcome: kindOf(outcome), seconds: milliseconds / 1000, questions })
    return replies
  }

  const take = async (work: Work<S>): Promise<readonly string[]> => {
    for (let left = ATTEMPTS - 1; ; left--) {
      try {
        return await attempt(work)
      } catch (error) {
        if (!(error instanceof StaleStateError) || left === 0) throw error
        log.debug('turn taken again: another process was first', { conversation: work.conversation })
      }
    }
  }

  return work => {
    if (lanes.depth(work.conversation) >= mostWaiting)
      throw new Refusal(429, 'TooManyRequests', 'Too many messages of this conversation wait. Try again shortly.', 2)
    return lanes.run(work.conversation, () => take(work))
  }
}

const kindOf = (outcome: unknown): string => String((outcome as { kind?: unknown } | undefined)?.kind ?? 'none')

const tooLate = (): Refusal => new Refusal(503, 'Late', 'The answer takes too long now. Send it again in a moment.', 2)
