#!/usr/bin/env node
/** Runs the knowledge tool as a program of its own, from any folder: plain Node.js runs no TypeScript by itself. */
import { register } from 'tsx/esm/api'

// A tsconfig.json of the folder that it is called in is none of ours.
register({ tsconfig: false })
const { main } = await import('./kb.ts')
await main()
