import { join } from 'node:path'
import Database from 'libsql'

/** Milliseconds to wait for another one that has the folder: it may be just ending. */
const PATIENCE = 3000

/**
 * Takes a folder for one library alone; undefined when another one has it. Gives what sets it free; the end of the process
 * does, too. SQLite's lock on a file of its own, which works alike on every system.
 */
export const lockFolder = (folder: string): (() => void) | undefined => {
  const lock = new Database(join(folder, 'knowledge.lock'))
  try {
    lock.exec(`PRAGMA busy_timeout = ${PATIENCE}`)
    lock.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    lock.close()
    if ((error as { readonly code?: unknown }).code === 'SQLITE_BUSY') return undefined
    throw error
  }
  return () => {
    lock.exec('ROLLBACK')
    lock.close()
  }
}
