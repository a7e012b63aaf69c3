/** What a conversation was when it was loaded: saving it must name the revision that it builds on. */
export interface Saved<S> {
  readonly state: S
  /** Counts the saves of this conversation, from 1. */
  readonly revision: number
}

/** Where conversations are kept between turns. A state is plain data that JSON can carry. */
export interface StateStore<S> {
  load(conversation: string): Promise<Saved<S> | undefined>
  /**
   * Saves only when nobody else has saved since `revision` was loaded (`undefined`: when there was nothing).
   *
   * @throws StaleStateError otherwise
   */
  save(conversation: string, state: S, revision: number | undefined): Promise<void>
  close(): Promise<void>
}

/** Another turn, in this process or another, saved first. Load again and take the turn again. */
export class StaleStateError extends Error {
  override readonly name = 'StaleStateError'
  constructor(conversation: string, revision: number | undefined) {
    super(`Conversation ${conversation} was saved by another turn since revision ${revision ?? 'none'} was loaded.`)
  }
}
