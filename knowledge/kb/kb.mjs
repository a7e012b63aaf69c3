#!/usr/bin/env node
/** Runs the knowledge tool as a program of its own, from any folder: plain Node.js runs no TypeScript by itself. */
import { existsSync } from 'node:fs'

const load = async () => {
  if (!existsSync(new URL('./kb.ts', import.meta.url))) return import('./kb.js')
  const { register } = await import('tsx/esm/api')
  // A tsconfig.json of the folder that it is called in is none of ours.
  register({ tsconfig: false })
  return import('./kb.ts')
}
const { main } = await load()
await main()
