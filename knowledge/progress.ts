import type { Progress } from './library/library.ts'

/** Milliseconds before anything is shown: what is done sooner needs no bar. */
const PATIENCE = 1000
const WIDTH = 30

const started = performance.now()

/** A bar on a terminal, while it takes longer than a second; nothing in a pipe. */
export const showProgress = ({ step, done, all }: Progress): void => {
  const { stderr } = process
  if (!stderr.isTTY || performance.now() - started < PATIENCE) return
  const filled = all > 0 ? Math.round((done / all) * WIDTH) : WIDTH
  const bar = `${'█'.repeat(filled)}${'░'.repeat(WIDTH - filled)}`
  stderr.write(`\r${step === 'reading' ? 'Reading ' : 'Indexing'} ${bar} ${done}/${all}`)
  if (done >= all) stderr.write('\r\u001B[K')
}
