import { type Receipt, Refused, type Said, type Thread } from './clients/thread.ts'
import { between, pick, type Random } from './random.ts'

/** Where the bot's processes are, and for how long a client tries (milliseconds). */
export interface Reach {
  readonly urls: readonly string[]
  readonly random: Random
  readonly patience: number
  /** Share of deliveries whose client hangs up before it can have heard the answer, and tries again. */
  readonly hangUps: number
}

/** The bot says that it knows nothing of a conversation that it has begun. */
export class Gone extends Error {
  override readonly name = 'Gone'
}

/** It was tried again and again, and never acknowledged; or refused for good. */
export class Unanswered extends Error {
  override readonly name = 'Unanswered'
}

/** Milliseconds after which one try is given up. */
const TRY = 15_000
/** Milliseconds: longest pause that a bot may ask for and get. */
const LONGEST_PAUSE = 5_000

/** Delivers as channels do: the same again, at any process, until it is acknowledged. */
export const deliver = (thread: Thread, said: Said, reach: Reach): Promise<Receipt> => {
  let impatient = reach.random() < reach.hangUps
  return persist(reach, (at, signal) => {
    const signals = impatient ? [signal, AbortSignal.timeout(Math.ceil(between(reach.random, 0, 30)))] : [signal]
    impatient = false
    return thread.send(at, said, AbortSignal.any(signals))
  })
}

/**
 * Tries something at any process until it works.
 *
 * @throws Gone, Unanswered
 */
export const persist = async <T>(
  { urls, random, patience }: Omit<Reach, 'hangUps'>,
  attempt: (at: string, signal: AbortSignal) => Promise<T>,
): Promise<T> => {
  let why = ''
  for (const end = Date.now() + patience; Date.now() < end; ) {
    try {
      return await attempt(pick(random, urls), AbortSignal.timeout(TRY))
    } catch (error) {
      if (error instanceof Refused) requireHope(error)
      else if (!isLostAnswer(error)) throw error
      why = String(error)
      const asked = error instanceof Refused ? Math.min(error.after, LONGEST_PAUSE) : 0
      await new Promise(resolve => setTimeout(resolve, Math.max(asked, between(random, 20, 200))))
    }
  }
  throw new Unanswered(`not acknowledged in ${patience / 1000} s; last: ${why}`)
}

const requireHope = (error: Refused): void => {
  const { status, message } = error
  if ([401, 403, 404].includes(status)) throw new Gone(message)
  if (status < 500 && ![408, 412, 429].includes(status)) throw new Unanswered(message)
}

/** No connection, or one that broke, or was given up: `fetch` tells so in these ways. */
const isLostAnswer = (error: unknown): boolean =>
  error instanceof Error &&
  (['AbortError', 'TimeoutError'].includes(error.name) || (error instanceof TypeError && error.cause !== undefined))
