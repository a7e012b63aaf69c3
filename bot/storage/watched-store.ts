import type { Log } from '../log.ts'
import { type Store, StoreAwayError } from './store.ts'

/** A store that knows when it is away: then it refuses at once, instead of letting everybody wait. */
export interface WatchedStore<S> extends Store<S> {
  /** Why turns cannot be kept now. */
  isAway(): string | undefined
}

interface Watching {
  readonly log: Log
  /** Milliseconds between looks whether it is back: the first, and the longest; each is twice as long. */
  readonly pauses?: { readonly first: number; readonly longest: number }
}

const PAUSES = { first: 250, longest: 2_000 }

export const watchStore = <S>(store: Store<S>, { log, pauses = PAUSES }: Watching): WatchedStore<S> => {
  let why: string | undefined
  let timer: NodeJS.Timeout | undefined
  let closed = false

  const lookAgain = (pause: number): void => {
    if (closed) return
    timer = setTimeout(async () => {
      try {
        await store.probe()
        why = undefined
        log.info('the store is back')
      } catch (error) {
        why = (error as Error).message
        lookAgain(Math.min(pause * 2, pauses.longest))
      }
    }, pause)
  }
  const goneAway = (error: unknown): void => {
    if (!(error instanceof StoreAwayError) || why !== undefined || closed) return
    why = error.message
    log.error('the store is away: turns are refused until it is back', { why })
    lookAgain(pauses.first)
  }
  /** Refused at once while it is away. */
  const watched = async <T>(work: () => Promise<T>): Promise<T> => {
    if (why !== undefined) throw new StoreAwayError(why)
    try {
      return await work()
    } catch (error) {
      goneAway(error)
      throw error
    }
  }

  return {
    ...store,
    look: (conversation, activity) => watched(() => store.look(conversation, activity)),
    keep: turn => watched(() => store.keep(turn)),
    transcript: (conversation, after, most) => watched(() => store.transcript(conversation, after, most)),
    knows: conversation => watched(() => store.knows(conversation)),
    claim: conversation => watched(() => store.claim(conversation)),
    probe: () => watched(() => store.probe()),
    isAway: () => why,
    close: () => {
      closed = true
      clearTimeout(timer)
      return store.close()
    },
  }
}
