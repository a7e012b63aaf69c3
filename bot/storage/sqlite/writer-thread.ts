/** The other side of writing-thread.ts: the one connection that writes. */
import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads'
import { openSqlite, type Sqlite } from '../../../knowledge/storage/index.ts'
import type { Change, Written } from './change.ts'
import { createWriter, type Write } from './writer.ts'
import { type Asked, OPTIONS, type ThreadData, type Told } from './writing-thread.ts'

const port = parentPort
if (!port) throw new Error('writer-thread.ts runs in a thread of its own.')
const { kept } = workerData as ThreadData
let open: { readonly database: Sqlite; readonly write: Write } | undefined

const writer = (): Write => {
  if (!open) {
    const database = openSqlite(kept, OPTIONS)
    open = { database, write: createWriter(database) }
  }
  return open.write
}

/** Of these SQLite's connection recovers by itself. */
const PASSING = /^SQLITE_(?:BUSY|FULL|CONSTRAINT|TOOBIG)/

const failed = (error: unknown): Written => {
  const { message, code } = error as { readonly message: string; readonly code?: string }
  if (!PASSING.test(code ?? '')) close()
  return { kind: 'failed', why: message, code }
}

const close = (): void => {
  try {
    open?.database.close()
  } catch {
    // It could not be used any more anyway.
  }
  open = undefined
}

/** Where one change cannot be made, the others are made without it. */
const writeAll = (changes: readonly Change[]): readonly Written[] => {
  try {
    return writer()(changes)
  } catch (error) {
    const own = failed(error)
    if (changes.length === 1 || (own.kind === 'failed' && /^SQLITE_(?:BUSY|FULL|IOERR|READONLY)/.test(own.code ?? '')))
      return changes.map(() => own)
    return changes.flatMap(change => writeAll([change]))
  }
}

/** All that waits by now is written together. */
const everythingAsked = (first: Asked): readonly Asked[] => {
  const all = [first]
  for (let next = receiveMessageOnPort(port); next; next = receiveMessageOnPort(port)) all.push(next.message as Asked)
  return all
}

port.postMessage([] satisfies Told)
port.on('message', (first: Asked) => {
  const all = everythingAsked(first)
  const calls = all.flatMap(({ calls }) => calls)
  const written = calls.length === 0 ? [] : writeAll(calls.map(({ change }) => change))
  port.postMessage(calls.map(({ id }, index) => ({ id, written: written[index] })) as Told)
  if (!all.some(asked => asked.closes)) return
  close()
  // From within, where no statement runs: ended from outside, the database's native code would abort the process.
  process.exit()
})
