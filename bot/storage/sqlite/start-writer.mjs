/** Starts writer-thread.ts: a thread does not inherit what lets this process run TypeScript. */
import { register } from 'tsx/esm/api'

register()
await import('./writer-thread.ts')
