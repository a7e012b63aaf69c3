import type { Log } from '../log.ts'
import type { Keep } from '../settings.ts'
import type { Store } from './store.ts'

interface RetentionParts {
  readonly store: Pick<Store<unknown>, 'sweep'>
  readonly log: Log
  /** Milliseconds since 1970. */
  readonly now: () => number
  readonly keep?: Keep | undefined
}

const DAY = 86_400_000
const HOUR = 3_600_000

/** Milliseconds between sweeps, and after one that failed. */
const EVERY = HOUR
const AGAIN = 300_000

/** The settings' own defaults, in days. */
const USUAL: Keep = { conversations: 180, transcripts: 30, outcomes: 365 }

/**
 * Removes what is older than the settings say: now, and every hour. The reply that said "your data is deleted" stays for
 * an hour, and until it is sent: the same message, delivered again, gets the same. Gives what stops it.
 */
export const startRetention = ({ store, log, now, keep = USUAL }: RetentionParts): (() => void) => {
  let timer: NodeJS.Timeout | undefined
  let isStopped = false
  const sweep = async (): Promise<void> => {
    const at = now()
    let pause = EVERY
    try {
      await store.sweep({
        conversations: at - keep.conversations * DAY,
        transcripts: at - keep.transcripts * DAY,
        outcomes: at - keep.outcomes * DAY,
        forgotten: at - HOUR,
      })
    } catch (error) {
      pause = AGAIN
      log.warn('what is older than it shall be was not removed; it is tried again', { why: (error as Error).message })
    }
    if (!isStopped) timer = setTimeout(sweep, pause).unref()
  }
  void sweep()
  return () => {
    isStopped = true
    clearTimeout(timer)
  }
}
