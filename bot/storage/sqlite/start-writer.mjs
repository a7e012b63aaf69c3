/** Starts writer-thread.ts, as JavaScript where that is built: a thread does not inherit what lets this process run TypeScript. */
import { existsSync } from 'node:fs'

if (existsSync(new URL('./writer-thread.js', import.meta.url))) await import('./writer-thread.js')
else {
  const { register } = await import('tsx/esm/api')
  register()
  await import('./writer-thread.ts')
}
