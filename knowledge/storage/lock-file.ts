import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import Database from 'libsql'
import { cannotKeep, codeOf, type KeptFile } from './kept-file.ts'

/** Milliseconds to wait for another one that has the file: it may be just ending. */
const PATIENCE = 3000

/**
 * Takes a file for one program alone, whether it is there already or not; undefined when another one has it. Gives what
 * sets it free; the end of the process does, too. SQLite's lock on a file of its own beside it ("knowledge.lock" for
 * "knowledge.sqlite"), which works alike on every system.
 *
 * @throws Error when its folder cannot be used
 */
export const lockFile = (kept: KeptFile, patience: number = PATIENCE): (() => void) | undefined => {
  let lock: Database.Database | undefined
  try {
    mkdirSync(dirname(kept.file), { recursive: true })
    lock = new Database(kept.file.replace(/\.[^./\\]*$/, '.lock'))
    lock.exec(`PRAGMA busy_timeout = ${patience}`)
    lock.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    lock?.close()
    if (codeOf(error) === 'SQLITE_BUSY') return undefined
    throw cannotKeep(kept, error)
  }
  const locked = lock
  return () => {
    locked.exec('ROLLBACK')
    locked.close()
  }
}
