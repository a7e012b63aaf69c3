/** What came of a check: one sentence or two, with what to do where something is wrong. */
export interface Finding {
  readonly status: 'ok' | 'wrong' | 'skipped'
  readonly says: string
}

/** One thing that has to be right where the bot runs. */
export interface Check {
  /** A word. */
  readonly name: string
  /** What it throws is wrong, too, and its message says what to do. */
  readonly look: () => Finding | Promise<Finding>
}

export const ok = (says: string): Finding => ({ status: 'ok', says })
export const wrong = (says: string): Finding => ({ status: 'wrong', says })
export const skipped = (says: string): Finding => ({ status: 'skipped', says })

/** Asks another host; rejects when there is no answer in time. Redirects are not followed. */
export type Ask = (url: string, request?: Asked) => Promise<Answered>

export interface Asked {
  readonly method?: 'GET' | 'HEAD' | 'POST'
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

export interface Answered {
  readonly status: number
  /** By its name in lower case. */
  readonly header: (name: string) => string | undefined
  /** Parsed, when it is JSON. */
  readonly json: unknown
}

/** Seconds that a host may take to answer. */
export const PATIENCE = 5

/** Why there was no answer, for a sentence. */
export const whyNone = (error: unknown): string => {
  const { name, message, cause } = error as Error & { readonly cause?: { readonly code?: string } }
  if (name === 'TimeoutError') return `no answer within ${PATIENCE} s`
  return cause?.code ?? message
}
