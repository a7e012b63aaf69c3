import { MOST_BYTES } from '../http/body.ts'

/** What one person's web chat may take of this machine. Each can be lowered without breaking a client. */
export interface Limits {
  /** Bytes of a request's body. */
  readonly body: number
  /** Bytes of an upload; the files themselves are not kept. */
  readonly upload: number
  /** Conversations held at once; beyond it the longest idle one makes room. */
  readonly conversations: number
  /** Activities and bytes that a conversation remembers for a reload; the oldest go first. */
  readonly activities: number
  readonly bytes: number
  /** Milliseconds without any request or open stream after which a conversation is forgotten. */
  readonly idle: number
  /** Activities that may be sent at once; after that, one a second. */
  readonly burst: number
  /** Conversations that may be started at once; after that, one a second. */
  readonly starts: number
  /** Streams (browser tabs) that one conversation may hold open; the oldest is closed. */
  readonly streams: number
}

export const DEFAULT_LIMITS: Limits = {
  body: MOST_BYTES,
  upload: 1024 * 1024,
  conversations: 200,
  activities: 500,
  bytes: 1024 * 1024,
  idle: 24 * 3_600_000,
  burst: 30,
  starts: 120,
  streams: 4,
}

/** A bucket that holds `capacity` tries and gains one a second. Returns 0 when a try is free, else the seconds to wait. */
export const createBucket = (capacity: number, now: () => number): (() => number) => {
  let level = capacity
  let filled = now()
  return () => {
    level = Math.min(capacity, level + Math.max(0, now() - filled) / 1000)
    filled = now()
    if (level < 1) return Math.max(1, Math.ceil(1 - level))
    level -= 1
    return 0
  }
}
