import { createLanes } from '../lanes.ts'
import { createBucket, type Limits } from './limits.ts'
import type { Transcript, Transcripts } from './transcripts.ts'

/** Where a conversation's activities go as they happen: an open stream. */
export interface Listener {
  /** `frame` is JSON: `{ activities, watermark }`. */
  send(frame: string): void
  close(): void
}

/** What conversations share. */
export interface Keeping {
  readonly transcripts: Transcripts
  readonly limits: Limits
  /** Milliseconds since 1970. */
  readonly now: () => number
}

/** One web-chat conversation: who listens to what is said, and whose turn it is. */
export class Conversation {
  readonly id: string
  readonly userId: string
  /** Seconds to wait before another activity is taken; 0 when one is free. */
  readonly takeOne: () => number
  readonly #keeping: Keeping
  readonly #lanes = createLanes()
  /** True once a listener has what it missed. */
  readonly #listeners = new Map<Listener, boolean>()
  lastUsed: number

  constructor(id: string, userId: string, keeping: Keeping) {
    this.id = id
    this.userId = userId
    this.takeOne = createBucket(keeping.limits.burst, keeping.now)
    this.#keeping = keeping
    this.lastUsed = keeping.now()
  }

  get listeners(): number {
    return this.#listeners.size
  }

  /** Keeps an activity, then shows it. Rejects when it cannot be kept. */
  append(activity: object): Promise<void> {
    const json = JSON.stringify(activity)
    return this.#lanes.run('transcript', async () => {
      const watermark = await this.#keeping.transcripts.append(this.id, json)
      for (const [listener, caughtUp] of this.#listeners) {
        if (caughtUp) listener.send(frame({ activities: [json], watermark }))
      }
    })
  }

  /** Everything after a watermark that is still remembered, as a frame. */
  async after(watermark: number): Promise<string> {
    return frame(await this.#keeping.transcripts.after(this.id, watermark))
  }

  /** Sends what the listener missed, then whatever comes. Returns what to call when it is gone. */
  listen(listener: Listener, watermark: number): () => void {
    const [oldest] = this.#listeners.keys()
    if (oldest && this.#listeners.size >= this.#keeping.limits.streams) {
      this.#listeners.delete(oldest)
      oldest.close()
    }
    this.#listeners.set(listener, false)
    void this.#catchUp(listener, watermark)
    return () => {
      this.#listeners.delete(listener)
      this.lastUsed = this.#keeping.now()
    }
  }

  /** In the lane of what is said, so that nothing comes twice or falls between. A client that is closed comes back. */
  async #catchUp(listener: Listener, watermark: number): Promise<void> {
    try {
      await this.#lanes.run('transcript', async () => {
        const missed = await this.after(watermark)
        if (!this.#listeners.has(listener)) return
        listener.send(missed)
        this.#listeners.set(listener, true)
      })
    } catch {
      if (this.#listeners.delete(listener)) listener.close()
    }
  }

  /** Runs `turn` after all turns before it. */
  takeTurn(turn: () => Promise<void>): Promise<void> {
    return this.#lanes.run('turns', turn)
  }

  close(): void {
    for (const listener of this.#listeners.keys()) listener.close()
    this.#listeners.clear()
  }
}

const frame = ({ activities, watermark }: Transcript) =>
  `{"activities":[${activities.join()}],"watermark":"${watermark}"}`
