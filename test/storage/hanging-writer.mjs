/** The thread that writes, on a disk whose sync does not return while there is a file `hang` in the data folder. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { workerData } from 'node:worker_threads'
import Database from 'libsql'

const hang = join(workerData, 'hang')
const pause = new Int32Array(new SharedArrayBuffer(4))
const { exec } = Database.prototype

Database.prototype.exec = function (sql) {
  // The commit is what syncs.
  if (sql === 'COMMIT') while (existsSync(hang)) Atomics.wait(pause, 0, 0, 10)
  return exec.call(this, sql)
}

await import('../../bot/storage/sqlite/start-writer.mjs')
