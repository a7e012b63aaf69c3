/** Starts library-thread.ts: a thread does not inherit what lets this process run TypeScript. */
import { setFlagsFromString } from 'node:v8'
import { register } from 'tsx/esm/api'

// An index is large and stays; what a search leaves behind is small. V8 would let the heap double before it collects.
setFlagsFromString('--heap-growing-percent=25')
register()
await import('./library-thread.ts')
