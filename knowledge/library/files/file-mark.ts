/** A file as it was when it was read. */
export interface FileMark {
  readonly path: string
  /** In bytes; together with the file beside it. */
  readonly size: number
  /** When it was changed: milliseconds since 1970, with fractions; the sum of both. It only tells what has changed. */
  readonly mtimeMs: number
}
