import type { Expiry, Turn, Whose } from '../store.ts'

/** What the writing thread is asked for. */
export type Change =
  | { readonly kind: 'keep'; readonly turn: WrittenTurn }
  | { readonly kind: 'sent'; readonly conversation: string; readonly seq: number }
  | { readonly kind: 'forget'; readonly whose: Whose }
  | { readonly kind: 'sweep'; readonly before: Expiry }
  | { readonly kind: 'secret'; readonly name: string; readonly value: Uint8Array }
  | { readonly kind: 'probe' }

/** A turn whose state is JSON already. */
export type WrittenTurn = Omit<Turn<never>, 'state' | 'before'> & {
  readonly state: string
  readonly revision: number | undefined
  readonly watermark: number
}

/** `done`: on disk. `value`: how many, where that is asked. */
export type Written =
  | { readonly kind: 'done'; readonly value: number }
  | { readonly kind: 'stale' }
  /** `code` is SQLite's. */
  | { readonly kind: 'failed'; readonly why: string; readonly code: string | undefined }
