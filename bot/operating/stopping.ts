import type { Log } from '../log.ts'

/** What a program does when it is told to stop. */
export interface Stopping {
  /** It has begun to take turns, which `close` lets end. Before that there is nothing to wait for. */
  started(close: () => Promise<void>): void
  signalled(signal: string): void
}

interface StoppingParts {
  readonly exit: (status: number) => void
  readonly log: Log
  /** Milliseconds. */
  readonly now: () => number
  /** Milliseconds in which the program ends, whatever still runs. */
  readonly patience?: number
}

/** Containers and service managers wait longer before they kill, but somebody at a terminal does not. */
const PATIENCE = 2_600

/**
 * Milliseconds in which the same wish may arrive again: npm passes on a signal that the whole process group had already,
 * and so does a container's init.
 */
const RELAYED = 1_000

/** The first signal lets running turns end; one that comes after more than a second means now. */
export const createStopping = ({ exit, log, now, patience = PATIENCE }: StoppingParts): Stopping => {
  let close: (() => Promise<void>) | undefined
  let asked: number | undefined

  const stop = async (): Promise<void> => {
    const late = setTimeout(() => {
      log.warn('stopped before all had ended: what was not acknowledged is sent again by its channel')
      exit(0)
    }, patience)
    try {
      await close?.()
      exit(0)
    } catch (error) {
      log.error('trouble while stopping', { error })
      exit(1)
    } finally {
      clearTimeout(late)
    }
  }

  return {
    started: how => {
      close = how
    },
    signalled: signal => {
      if (asked !== undefined) {
        if (now() - asked < RELAYED) return
        log.warn('told again to stop: ending now', { signal })
        return exit(1)
      }
      asked = now()
      log.info('told to stop', { signal })
      void stop()
    },
  }
}
