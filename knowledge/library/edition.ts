import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { PACKAGE } from '../package-folder.ts'

const ROOM = fileURLToPath(new URL('..', import.meta.url))

/**
 * Names this edition of the room: its code, its catalog, its word lists and the packages that it uses. What was saved by another edition may have
 * been understood otherwise, and is made anew.
 */
export const editionOfRoom = (): string => {
  const hash = createHash('sha256')
  for (const name of readdirSync(ROOM, { recursive: true, encoding: 'utf8' }).sort())
    if (/\.(?:ts|js|yaml|yaml\.json)$/.test(name)) hash.update(name).update(readFileSync(join(ROOM, name)))
  hash.update(readFileSync(new URL('package.json', PACKAGE)))
  return hash.digest('hex')
}
