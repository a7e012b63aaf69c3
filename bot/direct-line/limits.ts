import { MOST_BYTES } from '../http/body.ts'

/** What web chat may take of this machine. Each can be lowered without breaking a client. */
export interface Limits {
  /** Bytes of a request's body. */
  readonly body: number
  /** Characters of an activity besides its text and its files: all of it is kept. */
  readonly besideText: number
  /** Bytes of an upload; the files themselves are not kept. */
  readonly upload: number
  /** Activities and bytes that are shown at once; of more, the newest. */
  readonly activities: number
  readonly bytes: number
  /** Activities that one visitor may send at once; after that, one a second. */
  readonly burst: number
  /** Visitors, and addresses, of whom it is known how much they sent; of more, the most silent begin anew. */
  readonly bearers: number
  /** Conversations that may be started at once, and again in each minute. */
  readonly starts: number
  /** Open streams. */
  readonly sockets: number
  /** Streams (browser tabs) that one conversation may hold open; the oldest is closed. */
  readonly streams: number
  /** Milliseconds that a turn may take, with those that wait before it and until the bot has read its articles. */
  readonly patience: number
}

/** What one address may take of a limit that is for everybody: so that nobody alone can use it up. */
export const shareOf = (limit: number): number => Math.ceil(limit / 4)

export const DEFAULT_LIMITS: Limits = {
  body: MOST_BYTES,
  besideText: 16 * 1024,
  upload: 1024 * 1024,
  activities: 500,
  bytes: 1024 * 1024,
  burst: 30,
  bearers: 10_000,
  starts: 120,
  sockets: 20_000,
  streams: 4,
  patience: 30_000,
}
