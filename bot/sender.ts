import { setMaxListeners } from 'node:events'
import type { Log } from './log.ts'
import { LEASE, type Outgoing, type Store } from './storage/store.ts'

/** Sends one reply. Rejects with `SendError` when it knows whether to try again; any other error is tried again. */
export type Send = (outgoing: Pick<Outgoing, 'activity' | 'route'>) => Promise<void>

export class SendError extends Error {
  override readonly name = 'SendError'
  /** `never`: the channel refuses this reply for good. */
  readonly again: 'later' | 'never'
  /** Milliseconds that the channel asks us to wait. */
  readonly after: number | undefined

  constructor(why: string, again: 'later' | 'never', after?: number) {
    super(why)
    this.again = again
    this.after = after
  }
}

/** Sends what turns have left in the outbox: in order within a conversation, until the channel has it or refuses it. */
export interface Sender {
  /** There may be something to send in this conversation. */
  wake(conversation: string): void
  /** Ends what is being sent now; the rest stays in the outbox. */
  close(): Promise<void>
}

interface SenderParts {
  readonly store: Pick<Store<unknown>, 'unsent' | 'claim' | 'sent' | 'release'>
  readonly send: Send
  readonly log: Log
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** From 0 to 1. */
  readonly random?: () => number
  /** Told of each attempt. */
  readonly onAttempt?: (result: 'ok' | 'retried' | 'dropped') => void
  readonly delays?: Partial<Delays>
}

/** Milliseconds. */
interface Delays {
  /** The first wait after a failure; each further one is twice as long, up to `longest`. */
  readonly first: number
  readonly longest: number
  /** A reply that could not be sent for so long is dropped: nobody waits for it any more. */
  readonly patience: number
  /** Between looks for what another process has left behind. */
  readonly look: number
  /** Until a conversation that another process is sending is looked at again. */
  readonly taken: number
}

const DELAYS: Delays = { first: 250, longest: 30_000, patience: 24 * 3_600_000, look: 5_000, taken: 500 }

/** Replies on their way at once. */
const MOST_AT_ONCE = 100

export const createSender = ({
  store,
  send,
  log,
  now,
  random = Math.random,
  onAttempt,
  ...rest
}: SenderParts): Sender => {
  const delays = { ...DELAYS, ...rest.delays }
  /** Conversations that are being sent; true: look once more at the end. */
  const running = new Map<string, { again: boolean; readonly ended: Promise<void> }>()
  const closing = new AbortController()
  // As many listen as conversations wait: Node takes more than ten for a leak, and says so on the console.
  setMaxListeners(0, closing.signal)
  const places = createPlaces(MOST_AT_ONCE)

  const backOff = (failures: number, asked = 0): number => {
    const most = Math.min(delays.longest, delays.first * 2 ** Math.min(failures, 20))
    return Math.max(asked, most * (0.5 + random() / 2))
  }

  /** True when it need not be sent any more. */
  const attempt = async (conversation: string, outgoing: Outgoing, began: number): Promise<true | SendError> => {
    try {
      await places.run(() => send(outgoing))
      onAttempt?.('ok')
      return true
    } catch (error) {
      const failure = error instanceof SendError ? error : new SendError(String(error), 'later')
      const dropped = failure.again === 'never' || now() - began > delays.patience
      onAttempt?.(dropped ? 'dropped' : 'retried')
      if (!dropped) return failure
      log.error('a reply is given up', { conversation, seq: outgoing.seq, why: failure.message })
      return true
    }
  }

  /** False when the process closes, or another one has taken over. */
  const sendOne = async (conversation: string, outgoing: Outgoing): Promise<boolean> => {
    const began = now()
    for (let failures = 0; !closing.signal.aborted; failures++) {
      const result = await attempt(conversation, outgoing, began)
      if (result === true) return recorded(conversation, outgoing.seq)
      const pause = backOff(failures, result.after)
      log.info('a reply will be sent again', { conversation, why: result.message, milliseconds: Math.round(pause) })
      if (!(await waited(conversation, pause))) return false
    }
    return false
  }

  /** Until it is recorded nothing else is sent: what the channel has must not be sent to it again. */
  const recorded = async (conversation: string, seq: number): Promise<boolean> => {
    for (let failures = 0; !closing.signal.aborted; failures++) {
      try {
        await store.sent(conversation, seq)
        return true
      } catch (error) {
        log.debug('a reply that was sent could not be recorded', { conversation, seq, error })
        await pause(backOff(failures), closing.signal)
      }
    }
    return false
  }

  /** Longer than a lease, it is renewed meanwhile, or another process would send the same. */
  const waited = async (conversation: string, milliseconds: number): Promise<boolean> => {
    for (let left = milliseconds; left > 0; left -= LEASE / 3) {
      await pause(Math.min(left, LEASE / 3), closing.signal)
      if (closing.signal.aborted || (await store.claim(conversation)) === undefined) return false
    }
    return true
  }

  const drain = async (conversation: string): Promise<void> => {
    for (;;) {
      const waiting = await store.claim(conversation)
      if (!waiting) return lookLater(conversation)
      if (waiting.length === 0) return
      for (const outgoing of waiting) if (!(await sendOne(conversation, outgoing))) return
    }
  }

  /** Another process has it, and may have looked for the last time before these replies came. */
  const lookLater = (conversation: string): void => {
    setTimeout(() => wake(conversation), delays.taken).unref()
  }

  const run = async (conversation: string): Promise<void> => {
    try {
      await drain(conversation)
      await store.release(conversation)
    } catch (error) {
      // It stays in the outbox: the next look finds it.
      log.warn('the outbox could not be used', { conversation, error })
    }
  }

  const wake = (conversation: string): void => {
    const current = running.get(conversation)
    if (current) current.again = true
    if (current || closing.signal.aborted) return
    const ended = run(conversation).then(() => {
      const again = running.get(conversation)?.again
      running.delete(conversation)
      if (again) wake(conversation)
    })
    running.set(conversation, { again: false, ended })
  }

  const look = async (): Promise<void> => {
    try {
      for (const conversation of await store.unsent()) wake(conversation)
    } catch (error) {
      log.debug('the outbox could not be looked at', { error })
    }
  }
  const timer = setInterval(look, delays.look)
  timer.unref()
  void look()

  return {
    wake,
    close: async () => {
      clearInterval(timer)
      closing.abort()
      await Promise.all([...running.values()].map(({ ended }) => ended))
    },
  }
}

/** So much work runs at once; the rest waits for its place, in order. */
const createPlaces = (most: number) => {
  let free = most
  const waiting: (() => void)[] = []
  return {
    run: async <T>(work: () => Promise<T>): Promise<T> => {
      if (free > 0) free--
      else await new Promise<void>(resolve => waiting.push(resolve))
      try {
        return await work()
      } finally {
        const next = waiting.shift()
        if (next) next()
        else free++
      }
    },
  }
}

const pause = (milliseconds: number, signal: AbortSignal): Promise<void> =>
  new Promise(resolve => {
    const end = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', end)
      resolve()
    }
    const timer = setTimeout(end, milliseconds)
    signal.addEventListener('abort', end)
  })
