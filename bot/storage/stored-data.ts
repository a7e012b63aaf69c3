import type { Whose } from './store.ts'

/** What the operator can do with what is stored, beside a bot that runs. */
export interface StoredData {
  /** Where it is, as people are told of it. */
  readonly place: string
  /** Removes all that is kept; how many conversations. */
  forget(whose: Whose): Promise<number>
  status(): Promise<readonly TableStatus[]>
  /** Copies it to a file; or says how that is done. */
  backup(file: string): Promise<Backup>
  close(): Promise<void>
}

export interface TableStatus {
  readonly table: string
  readonly rows: number
  /** Milliseconds since 1970; undefined when there is nothing, or it has no time. */
  readonly oldest: number | undefined
}

type Backup = { readonly kind: 'made' } | { readonly kind: 'do'; readonly command: string }

/** Tables that people are told of, and those of them whose rows have a time. */
export const TABLES = [
  'conversation',
  'inbox',
  'transcript',
  'outbox',
  'outcome',
  'recommendation',
  'feedback',
  'watch',
] as const
export const TIMELESS: ReadonlySet<string> = new Set(['outbox'])
