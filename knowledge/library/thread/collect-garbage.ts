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
