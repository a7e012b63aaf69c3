import { createBucket, type Limits } from './limits.ts'

/** Where a conversation's activities go as they happen: an open stream. */
export interface Listener {
  /** `frame` is JSON: `{ activities, watermark }`. */
  send(frame: string): void
  close(): void
}

/**
 * One web-chat conversation: what was said, who listens, and whose turn it is. A watermark is the number of activities
 * ever appended, so it only grows, and "after watermark n" is exact as long as the activities are remembered.
 */
export class Conversation {
  readonly id: string
  readonly userId: string
  /** Seconds to wait before another activity is taken; 0 when one is free. */
  readonly takeOne: () => number
  readonly #limits: Limits
  readonly #now: () => number
  readonly #listeners = new Set<Listener>()
  /** Serialised: its size is known, and a frame is made by joining. */
  readonly #said: string[] = []
  #bytes = 0
  #forgotten = 0
  #lane: Promise<void> = Promise.resolve()
  lastUsed: number

  constructor(id: string, userId: string, limits: Limits, now: () => number) {
    this.id = id
    this.userId = userId
    this.takeOne = createBucket(limits.burst, now)
    this.#limits = limits
    this.#now = now
    this.lastUsed = now()
  }

  get watermark(): number {
    return this.#forgotten + this.#said.length
  }

  get listeners(): number {
    return this.#listeners.size
  }

  append(activity: object): void {
    const json = JSON.stringify(activity)
    this.#said.push(json)
    this.#bytes += json.length
    while (this.#said.length > 1 && (this.#said.length > this.#limits.activities || this.#bytes > this.#limits.bytes)) {
      this.#bytes -= this.#said.shift()?.length ?? 0
      this.#forgotten += 1
    }
    for (const listener of this.#listeners) listener.send(frame([json], this.watermark))
  }

  /** Everything after a watermark that is still remembered, as a frame. */
  after(watermark: number): string {
    return frame(this.#said.slice(Math.max(0, watermark - this.#forgotten)), this.watermark)
  }

  /** Sends what the listener missed, then whatever comes. */
  listen(listener: Listener, watermark: number): () => void {
    const [oldest] = this.#listeners
    if (oldest && this.#listeners.size >= this.#limits.streams) {
      this.#listeners.delete(oldest)
      oldest.close()
    }
    listener.send(this.after(watermark))
    this.#listeners.add(listener)
    return () => {
      this.#listeners.delete(listener)
      this.lastUsed = this.#now()
    }
  }

  /** Runs `turn` after all turns before it. It must not reject. */
  queue(turn: () => Promise<void>): void {
    this.#lane = this.#lane.then(turn)
  }

  close(): void {
    for (const listener of this.#listeners) listener.close()
    this.#listeners.clear()
  }
}

const frame = (activities: readonly string[], watermark: number) =>
  `{"activities":[${activities.join()}],"watermark":"${watermark}"}`
