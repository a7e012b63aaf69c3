/**
 * Starts library-thread.ts, or what was built of it: a thread does not inherit what lets this process run TypeScript.
 */
import { existsSync } from 'node:fs'
import { setFlagsFromString } from 'node:v8'

// An index is large and stays; what a search leaves behind is small. V8 would let the heap double before it collects.
setFlagsFromString('--heap-growing-percent=25')
if (existsSync(new URL('./library-thread.ts', import.meta.url))) {
  const { register } = await import('tsx/esm/api')
  register()
  await import('./library-thread.ts')
} else await import('./library-thread.js')
