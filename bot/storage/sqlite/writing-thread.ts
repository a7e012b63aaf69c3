import { Worker } from 'node:worker_threads'
import type { KeptFile, SqliteOptions } from '../../../knowledge/storage/index.ts'
import { StoreAwayError } from '../store.ts'
import type { Change, Written } from './change.ts'

/** What the thread is started with. */
export interface ThreadData {
  readonly kept: KeptFile
}

/** What is asked of it in one message, and what it answers. */
export interface Asked {
  readonly calls: readonly { readonly id: number; readonly change: Change }[]
  readonly closes: boolean
}
export type Told = readonly { readonly id: number; readonly written: Written }[]

/** Milliseconds that a change waits for another program that has the file, within the store's patience. */
const LOCK_PATIENCE = 500

/** FULL: a turn is on disk when it is acknowledged. */
export const OPTIONS: SqliteOptions = { synchronous: 'FULL', patience: LOCK_PATIENCE, secureDelete: true }

/** Writes in a thread of its own, so that waiting for the disk holds up nobody: all changes of one moment together. */
export interface WritingThread {
  /** Resolves when it can write. */
  ready(): Promise<void>
  /** @throws StoreAwayError also when it takes longer than the patience; it may still be made then */
  write(change: Change): Promise<Exclude<Written, { readonly kind: 'failed' }>>
  close(): Promise<void>
}

interface Waiting {
  readonly resolve: (written: Exclude<Written, { readonly kind: 'failed' }>) => void
  readonly reject: (error: Error) => void
  readonly timer: NodeJS.Timeout
}

export const startWritingThread = (kept: KeptFile, patience: number): WritingThread => {
  const data: ThreadData = { kept }
  const worker = new Worker(new URL('./start-writer.mjs', import.meta.url), { workerData: data, execArgv: [] })
  const waiting = new Map<number, Waiting>()
  let asked: { id: number; change: Change }[] = []
  let ids = 0
  let ended: StoreAwayError | undefined

  const settle = (id: number, act: (one: Waiting) => void): void => {
    const one = waiting.get(id)
    if (!one) return
    waiting.delete(id)
    clearTimeout(one.timer)
    act(one)
  }
  const flush = (closes = false): void => {
    if (asked.length > 0 || closes) worker.postMessage({ calls: asked, closes } satisfies Asked)
    asked = []
  }
  const end = (why: string): void => {
    ended = new StoreAwayError(why)
    for (const id of [...waiting.keys()]) settle(id, ({ reject }) => reject(ended as Error))
  }
  // Starting it takes longer than any change.
  const ready = new Promise<void>(resolve => {
    worker.once('message', () => resolve())
  })
  worker.on('message', (told: Told) => {
    for (const { id, written } of told)
      settle(id, ({ resolve, reject }) =>
        written.kind === 'failed' ? reject(new StoreAwayError(written.why)) : resolve(written),
      )
  })
  worker.on('error', error => end(`The thread that writes to ${kept.file} has ended: ${error.message}.`))
  const exited = new Promise<void>(resolve => {
    worker.on('exit', () => {
      end(`The thread that writes to ${kept.file} has ended.`)
      resolve()
    })
  })

  return {
    ready: () => Promise.race([ready, exited]),
    write: change =>
      new Promise((resolve, reject) => {
        if (ended) return reject(ended)
        const id = ids++
        const late = () =>
          settle(id, () => reject(new StoreAwayError(`${kept.file} was not written to within ${patience} ms.`)))
        waiting.set(id, { resolve, reject, timer: setTimeout(late, patience) })
        asked.push({ id, change })
        if (asked.length === 1) setImmediate(flush)
      }),
    close: () => {
      if (ended === undefined) flush(true)
      return exited
    },
  }
}
