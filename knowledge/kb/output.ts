import type { ProgressBar } from './progress.ts'

/** Where a command tells what it found. */
export interface Output {
  /** Writes a line, or several. */
  readonly write: (text: string) => void
  readonly progress: ProgressBar
}

export const count = (n: number, what: string): string => `${n} ${what}${n === 1 ? '' : 's'}`

/** What would move the cursor or turn the direction of a terminal: strangers' files are shown. */
const UNSEEN = /[\p{Cc}\u200E\u200F\u2028\u2029\u202A-\u202E\u2066-\u2069]/gu

/** One line that changes nothing but what is read, place by place. */
export const visible = (line: string): string => line.replace(UNSEEN, ' ')
