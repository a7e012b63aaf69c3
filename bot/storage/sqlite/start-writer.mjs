/** Starts writer-thread.ts: a thread does not inherit what lets this process run TypeScript. Built, it is JavaScript. */
import { existsSync } from 'node:fs'

if (existsSync(new URL('writer-thread.ts', import.meta.url))) {
  const { register } = await import('tsx/esm/api')
  register()
  await import('./writer-thread.ts')
} else await import('./writer-thread.js')
