import type { Log } from '../log.ts'
import { type Store, StoreAwayError } from './store.ts'

export interface WatchedStore<S> extends Store<S> {
  /** Why nothing can be kept now; undefined when it can. */
  isAway(): string | undefined
}

interface WatchParts {
  readonly log: Log
  /** Milliseconds; a clock that only goes forward. */
  readonly now?: () => number
  /** Milliseconds between looks whether a store that is away works again, the first and the longest. */
  readonly first?: number
  readonly longest?: number
  /** Milliseconds without a turn that was kept after which a store is asked whether it works. */
  readonly quiet?: number
  /** Milliseconds for which a start waits for a store that is away. */
  readonly patience?: number
  /** Milliseconds for which it is believed that what worked still works: whoever asks again is not worth a write. */
  readonly fresh?: number
}

const FIRST = 250
const LONGEST = 2000
const QUIET = 5000
const FRESH = 1000
const PATIENCE = 20_000

/**
 * A store that knows whether it works. Once it is away, turns are refused at once, without waiting for it again and again,
 * while it is asked until it works again.
 */
export const watchStore = <S>(store: Store<S>, parts: WatchParts): WatchedStore<S> => {
  const { log, now = () => performance.now() } = parts
  const { first = FIRST, longest = LONGEST, quiet = QUIET, fresh = FRESH, patience = PATIENCE } = parts
  let away: { readonly why: string; readonly since: number } | undefined
  let worked = now()
  /** When a turn, or what a probe writes, was kept last. */
  let kept = Number.NEGATIVE_INFINITY
  let pause = first
  let timer: NodeJS.Timeout | undefined
  let isClosed = false
  let probing: Promise<void> | undefined

  const lookIn = (milliseconds: number): void => {
    clearTimeout(timer)
    if (!isClosed) timer = setTimeout(look, milliseconds).unref()
  }
  const noteAway = (why: string): void => {
    if (away || isClosed) return
    away = { why, since: now() }
    log.error('conversations cannot be kept: turns are refused', { why })
    pause = first
    lookIn(pause)
  }
  const noteBack = (): void => {
    if (!away) return
    log.info('conversations can be kept again', { seconds: Math.round((now() - away.since) / 1000) })
    away = undefined
  }
  const noteWorked = (): void => {
    worked = now()
    kept = worked
  }
  /** Asked by several at once, it is done once: it writes. */
  const probe = (): Promise<void> => {
    probing ??= store
      .probe()
      .then(noteWorked)
      .finally(() => {
        probing = undefined
      })
    return probing
  }
  const isFresh = (): boolean => !away && now() - kept < fresh
  const look = async (): Promise<void> => {
    const silent = now() - worked
    if (!away && silent < quiet) return lookIn(quiet - silent)
    try {
      await probe()
      noteBack()
      lookIn(quiet)
    } catch (error) {
      const wasAway = away !== undefined
      noteAway((error as Error).message)
      if (!wasAway) return
      pause = Math.min(pause * 2, longest)
      lookIn(pause)
    }
  }
  const watched = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work()
    } catch (error) {
      if (error instanceof StoreAwayError) noteAway(error.message)
      throw error
    }
  }
  const whileThere = async <T>(work: () => Promise<T>): Promise<T> => {
    if (away) throw new StoreAwayError(away.why)
    return watched(work)
  }
  /** What a start needs: nobody is served yet, and a store that is away for a moment ends no start. */
  const whenThere = async <T>(work: () => Promise<T>): Promise<T> => {
    for (const end = now() + patience; ; await new Promise(resolve => setTimeout(resolve, first))) {
      try {
        return await watched(work)
      } catch (error) {
        if (!(error instanceof StoreAwayError) || isClosed || now() >= end) throw error
      }
    }
  }
  lookIn(quiet)

  return {
    isAway: () => away?.why,
    look: (conversation, activity) => whileThere(() => store.look(conversation, activity)),
    async keep(turn) {
      await whileThere(() => store.keep(turn))
      noteWorked()
    },
    transcript: (conversation, after, most) => whileThere(() => store.transcript(conversation, after, most)),
    knows: conversation => whileThere(() => store.knows(conversation)),
    conversationsOf: (person, most) => whileThere(() => store.conversationsOf(person, most)),
    onSaid: listener => store.onSaid(listener),
    unsent: () => whileThere(() => store.unsent()),
    claim: conversation => whileThere(() => store.claim(conversation)),
    // Tried all the same: what was sent already would be sent again.
    sent: (conversation, seq) => watched(() => store.sent(conversation, seq)),
    release: conversation => watched(() => store.release(conversation)),
    outboxDepth: () => whileThere(() => store.outboxDepth()),
    watches: () => whileThere(() => store.watches()),
    secret: name => whenThere(() => store.secret(name)),
    forget: whose => whileThere(() => store.forget(whose)),
    sweep: before => whileThere(() => store.sweep(before)),
    probe: async () => {
      if (!isFresh()) await watched(probe)
    },
    close() {
      isClosed = true
      clearTimeout(timer)
      return store.close()
    },
  }
}
