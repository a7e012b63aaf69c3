/**
 * What was said in conversations, kept so that a reload or a broken stream misses nothing. Activities are JSON. A
 * conversation's calls come one after the other.
 */
export interface Transcripts {
  /** Keeps an activity; resolves to the watermark behind it. */
  append(conversationId: string, activity: string): Promise<number>
  /** What came after a watermark and is still kept, oldest first; nothing of a conversation that is not known. */
  after(conversationId: string, watermark: number): Promise<Transcript>
  forget(conversationId: string): Promise<void>
}

export interface Transcript {
  readonly activities: readonly string[]
  /** The number of activities ever appended: it only grows, also when the oldest are forgotten. */
  readonly watermark: number
}
