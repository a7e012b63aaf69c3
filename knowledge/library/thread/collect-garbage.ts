import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/**
 * Frees memory now. What a start leaves behind is hundreds of megabytes, and V8, which lets a heap grow for long before
 * it collects for the first time, sees no reason to give them back soon.
 */
export const collectGarbage = (): void => {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  collect()
}

/** The first leaves what young objects held; measured, the second frees half as much again. */
const collectTwice = (): void => {
  collectGarbage()
  collectGarbage()
}

/** Milliseconds without work after which nobody is waiting. */
const QUIET = 1000
/** Less leaves hardly anything behind. */
const LEAST_WORK = 500

interface AtRest {
  readonly collect?: () => void
  readonly quiet?: number
  readonly leastWork?: number
}

/**
 * Frees what work has left behind as soon as it is quiet for a second: a busy day's garbage, 80 MB of 290 after 120,000
 * turns, would else be held until the next one. To be called with each piece of work; holds no process alive.
 */
export const collectsAtRest = ({
  collect = collectTwice,
  quiet = QUIET,
  leastWork = LEAST_WORK,
}: AtRest = {}): (() => void) => {
  let work = 0
  const rest = setTimeout(() => {
    if (work < leastWork) return
    work = 0
    collect()
  }, quiet).unref()
  return () => {
    work++
    rest.refresh()
  }
}
