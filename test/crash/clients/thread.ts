/** How a turn's replies come back: in the answer, sent to the channel's address, or read from Direct Line. */
export type Mode = 'expectReplies' | 'normal' | 'directLine'

export const MODES: readonly Mode[] = ['expectReplies', 'normal', 'directLine']

export interface Said {
  /** Names it within its conversation: the same however often it is delivered. */
  readonly id: string
  readonly text: string
  readonly mode: Mode
}

/** A reply that somebody was given. */
export interface Heard {
  /** Undefined where the bot gives it no id. */
  readonly id: string | undefined
  /** What it says: see `contentOf`. */
  readonly content: string
}

/** What an acknowledged delivery says. */
export interface Receipt {
  /** The id under which the bot knows what was said. */
  readonly activity: string
  /** The replies, where they are in the answer. */
  readonly replies: readonly Heard[] | undefined
}

/** One conversation as its client sees it. Everything is tried once; `Refused` says whether trying again can help. */
export interface Thread {
  /** The name under which the bot's store has it; known once it has begun. */
  readonly name: () => string
  /** What stands only in this conversation's replies: see `contentOf`. */
  readonly names: () => readonly string[]
  /** Done before anything is said; doing it again is harmless. */
  begin(at: string, signal: AbortSignal): Promise<void>
  send(at: string, said: Said, signal: AbortSignal): Promise<Receipt>
  /** The replies that have come so far, each once, in the order in which they came first. */
  heard(at: string, activity: string, signal: AbortSignal): Promise<readonly Heard[]>
  /** What is wrong with the conversation as a whole, when all that was said (in this order) has been answered. */
  review(at: string, activities: readonly string[], signal: AbortSignal): Promise<readonly Trouble[]>
}

export interface Trouble {
  readonly kind: 'doubled' | 'wrong'
  readonly activity: string
  readonly why: string
}

/** The bot answered with an error. */
export class Refused extends Error {
  override readonly name = 'Refused'
  readonly status: number
  /** Milliseconds that it asks to wait. */
  readonly after: number

  constructor(status: number, said: string, after: number) {
    super(`HTTP ${status}: ${said.slice(0, 200)}`)
    this.status = status
    this.after = after
  }
}

/** @throws Refused */
export const call = async (url: string, request: RequestInit): Promise<unknown> => {
  const response = await fetch(url, request)
  const text = await response.text()
  if (!response.ok) throw new Refused(response.status, text, Number(response.headers.get('retry-after') ?? 0) * 1000)
  return text === '' ? undefined : JSON.parse(text)
}
