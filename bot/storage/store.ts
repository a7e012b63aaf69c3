import type { Effect } from '../../dialogs/index.ts'

/**
 * Where conversations are kept. What a turn changes is kept in one piece or not at all, and is on disk when `keep`
 * resolves. Every method answers or rejects within the store's patience; a store that is away, read-only or full rejects
 * with `StoreAwayError`, and works again by itself when the trouble is over.
 */
export interface Store<S> {
  /** What a turn has to know before it begins. `activity`: what names it within its conversation. */
  look(conversation: string, activity: string): Promise<Look<S>>
  /**
   * Keeps a turn: its state, what was heard and said, what is to be sent, and what it led to.
   *
   * @throws StaleStateError when another turn was kept since `before` was looked up
   */
  keep(turn: Turn<S>): Promise<void>
  /** What was heard and said behind a watermark, oldest first; at most the newest `most`. */
  transcript(conversation: string, after: number, most: number): Promise<Transcript>
  /** Whether anything is kept of a conversation. */
  knows(conversation: string): Promise<boolean>
  /** Conversations in which a person took more than one turn, the one spoken in last first. */
  conversationsOf(person: string, most: number): Promise<readonly Spoken[]>
  /** Calls whenever something was heard or said, by whichever process. Returns how to stop that. */
  onSaid(listener: SaidListener): () => void

  /** Conversations with replies to be sent that nobody is sending. */
  unsent(): Promise<readonly string[]>
  /**
   * Takes a conversation's unsent replies, in their order, to be sent by this process alone until `release` or for
   * `LEASE` milliseconds; undefined while another process has them.
   */
  claim(conversation: string): Promise<readonly Outgoing[] | undefined>
  /** This reply need not be sent any more. */
  sent(conversation: string, seq: number): Promise<void>
  release(conversation: string): Promise<void>
  /** How many replies wait to be sent. */
  outboxDepth(): Promise<number>

  /** Bytes made once by chance under this name, the same for all processes and after each start. */
  secret(name: string): Promise<Uint8Array>
  /** Everybody who wants to hear of changes of articles. */
  watches(): Promise<readonly KeptWatch[]>
  /** Removes all that is kept of one conversation, or of all that one person had. Resolves to how many they were. */
  forget(whose: Whose): Promise<number>
  /** Removes what is older than these times. */
  sweep(before: Expiry): Promise<void>
  /** Writes something and takes it back: rejects when a turn could not be kept now. */
  probe(): Promise<void>
  close(): Promise<void>
}

export interface Look<S> {
  readonly saved: Saved<S> | undefined
  /** The replies to this activity as they were kept (JSON), when it was answered before. */
  readonly answered: readonly string[] | undefined
}

/** What is kept of a conversation, as it was looked up: the next turn builds on it. */
export interface Saved<S> {
  readonly state: S | undefined
  /** Counts the turns that were kept, from 1. */
  readonly revision: number
  /** The number of activities ever heard and said: only grows. */
  readonly watermark: number
}

export interface Turn<S> {
  readonly conversation: string
  /** Id of the person as the channel names them: whose data it is. */
  readonly person: string | undefined
  readonly activity: string
  readonly before: Saved<S> | undefined
  readonly state: S | undefined
  /** The activity that was heard, and the replies: JSON. They stand in the transcript in this order. */
  readonly heard: string | undefined
  readonly replies: readonly string[]
  /** Where the replies are to be sent to (JSON); undefined when the caller is given them. */
  readonly route: string | undefined
  /** What the turn was (JSON). */
  readonly outcome: string | undefined
  readonly effects: readonly Effect[]
  readonly feedback?: Feedback | undefined
  /** Somebody wants to hear when an article changes, or `none`: of no article any more. */
  readonly watch?: Watch | 'none' | undefined
  /** Milliseconds since 1970. */
  readonly at: number
}

/** One for each article of a conversation. */
export interface Watch {
  readonly article: string
  /** What the article said when it was looked at last (JSON): to tell what has changed since. */
  readonly seen: string
  /** Who is to be told, as the channel names them (JSON). */
  readonly address: string
  /** Where it is sent to (JSON); undefined: it stands in the transcript alone. */
  readonly route: string | undefined
}

export interface KeptWatch extends Watch {
  readonly conversation: string
}

/** What somebody thinks of a reply. */
export interface Feedback {
  readonly liked: boolean
  /** In their own words. */
  readonly reason: string | undefined
}

export interface Transcript {
  /** JSON */
  readonly activities: readonly string[]
  readonly watermark: number
}

export interface Outgoing {
  readonly seq: number
  /** JSON */
  readonly activity: string
  readonly route: string
}

export interface Spoken {
  readonly conversation: string
  /** When it was spoken in last. */
  readonly at: number
  /** Of what is kept of its transcript the oldest `OPENING` activities: JSON. */
  readonly opening: readonly string[]
}

/** Activities: a greeting, what the person said first, and the answer. */
export const OPENING = 4

/** Told of a conversation. */
export type SaidListener = (conversation: string) => void

export type Whose = { readonly conversation: string } | { readonly person: string }

/** Milliseconds since 1970. */
export interface Expiry {
  /** Conversations nobody has spoken in since, with all that is kept of them. */
  readonly conversations: number
  /** What was heard and said, and by which activity: redeliveries of these are new turns. */
  readonly transcripts: number
  /** What turns were, recommendations and feedback. */
  readonly outcomes: number
  /** The last reply in a conversation that was forgotten with an effect; never before it is sent. */
  readonly forgotten: number
}

/** Milliseconds for which a process that took replies to send may be silent before another takes them. */
export const LEASE = 30_000

/** Another turn, in this process or another, was kept first. Look again and take the turn again. */
export class StaleStateError extends Error {
  override readonly name = 'StaleStateError'
  constructor(conversation: string, revision: number | undefined) {
    super(`Conversation ${conversation} was saved by another turn since revision ${revision ?? 'none'} was loaded.`)
  }
}

/** Nothing can be kept or looked up now: the store is away, hung, read-only or full. */
export class StoreAwayError extends Error {
  override readonly name = 'StoreAwayError'
  constructor(why: string, cause?: unknown) {
    super(why, { cause })
  }
}
