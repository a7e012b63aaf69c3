/** A request that is refused: the HTTP status and a sentence that tells the caller what to do. Thrown, answered once. */
export class Refusal extends Error {
  readonly status: number
  readonly code: string
  /** Seconds until a repeat makes sense. */
  readonly retryAfter: number | undefined

  constructor(status: number, code: string, message: string, retryAfter?: number) {
    super(message)
    this.status = status
    this.code = code
    this.retryAfter = retryAfter
  }
}
