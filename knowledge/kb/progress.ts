import type { Progress } from '../library/index.ts'

/** Where the bar is drawn: `process.stderr` is one. */
interface Terminal {
  readonly isTTY?: boolean
  /** Characters in a line. */
  readonly columns?: number
  readonly write: (text: string) => unknown
}

export interface ProgressBar {
  readonly show: (progress: Progress<keyof typeof NAMES>) => void
  /** Clears the line, if there is anything in it. */
  readonly clear: () => void
}

/** Milliseconds before anything is shown: what is done sooner needs no bar. */
const PATIENCE = 1000
const WIDTH = 30
const NAMES = { reading: 'Reading ', indexing: 'Indexing', checking: 'Checking' } as const

/** A bar on a terminal, while it takes longer than a second; nothing in a pipe. `now`: milliseconds, from any beginning. */
export const progressBar = (terminal: Terminal, now: () => number): ProgressBar => {
  const started = now()
  let isDrawn = false
  const clear = (): void => {
    if (isDrawn) terminal.write('\r\u001B[K')
    isDrawn = false
  }
  return {
    clear,
    show: ({ step, done, all }) => {
      if (!terminal.isTTY) return
      if (done >= all) clear()
      else if (now() - started >= PATIENCE) {
        terminal.write(`\r${lineOf(NAMES[step], done, all, (terminal.columns ?? 80) - 1)}\u001B[K`)
        isDrawn = true
      }
    },
  }
}

/** Never longer than the line: a line that wraps cannot be drawn over. */
const lineOf = (name: string, done: number, all: number, most: number): string => {
  const count = `${done}/${all}`
  const width = Math.min(WIDTH, most - name.length - count.length - 2)
  if (width < 3) return `${name} ${count}`.slice(0, Math.max(0, most))
  const filled = Math.round((done / all) * width)
  return `${name} ${'█'.repeat(filled)}${'░'.repeat(width - filled)} ${count}`
}
