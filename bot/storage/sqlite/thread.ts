import { Worker } from 'node:worker_threads'
import { StoreAwayError } from '../store.ts'
import type { Write, Written } from './writer.ts'

/** What is posted to the thread at a time. */
export interface Batch {
  /** Nobody waits any more after this time (milliseconds since 1970): it is not begun. */
  readonly until: number
  readonly asked: readonly (readonly [call: number, write: Write])[]
  /** The thread ends after this. */
  readonly close?: true
}

export type Told =
  | { readonly kind: 'opened' }
  | { readonly kind: 'failed'; readonly message: string }
  | { readonly kind: 'written'; readonly written: readonly (readonly [call: number, written: Written])[] }

export interface WriterThread {
  /**
   * Resolves when it is on disk. `onDone` is called then, too, even when it took longer than anybody waited.
   *
   * @throws StoreAwayError also after `patience`: then the result is unknown
   */
  write(write: Write, onDone?: () => void): Promise<Answered>
  close(): Promise<void>
}

type Answered = Exclude<Written, { readonly kind: 'away' }>

interface Waiting {
  readonly batch: Posted
  readonly resolve: (written: Answered) => void
  readonly reject: (error: Error) => void
  readonly onDone: (() => void) | undefined
}

/** A batch until the last of it is answered. */
interface Posted {
  left: number
  timer: NodeJS.Timeout | undefined
}

interface Running {
  readonly worker: Worker
  readonly opened: Promise<void>
}

/** What the thread runs. */
const PROGRAM = new URL('./start-writer.mjs', import.meta.url)

/** Milliseconds for which the thread may take to end: then it is left alone. */
const LAST_PATIENCE = 3000

/**
 * Writes in a thread of its own: syncing the disk never keeps this one from its work. What is asked in one tick is posted
 * as one message. A thread that broke is started again.
 *
 * @throws Error when the file cannot be used at all
 */
export const startWriter = async (dataDir: string, patience: number, program = PROGRAM): Promise<WriterThread> => {
  const waiting = new Map<number, Waiting>()
  let gathered: (readonly [number, Write])[] = []
  let batch: Posted = { left: 0, timer: undefined }
  let calls = 0
  let running: Running | undefined
  let closed: Promise<void> | undefined

  const settle = (call: number, written: Written): void => {
    const waits = waiting.get(call)
    if (!waits) return
    waiting.delete(call)
    if (--waits.batch.left === 0) clearTimeout(waits.batch.timer)
    if (written.kind === 'done') waits.onDone?.()
    if (written.kind === 'away') waits.reject(new StoreAwayError(written.why))
    else waits.resolve(written)
  }
  /** They stay: what they asked for may still be done. */
  const giveUp = (calls: readonly number[]): void => {
    const why = `The disk under ${dataDir} has not answered for ${patience / 1000} s. The bot goes on by itself.`
    for (const call of calls) waiting.get(call)?.reject(new StoreAwayError(why))
  }
  const start = (): Running => {
    const worker = new Worker(program, { workerData: dataDir, execArgv: [] })
    const opened = new Promise<void>((resolve, reject) => {
      const broken = (error: Error): void => {
        reject(error)
        if (running?.worker === worker) running = undefined
        const why = `The thread that keeps conversations has ended: ${error.message}. It is started again.`
        for (const call of [...waiting.keys()]) settle(call, { kind: 'away', why })
      }
      worker.on('message', (told: Told) => {
        if (told.kind === 'opened') resolve()
        if (told.kind === 'failed') broken(new Error(told.message))
        if (told.kind === 'written') for (const [call, written] of told.written) settle(call, written)
      })
      worker.on('error', broken)
      worker.on('exit', () => broken(new Error('no reason given')))
    })
    opened.catch(() => {})
    return { worker, opened }
  }
  const post = (): void => {
    const asked = gathered
    gathered = []
    if (asked.length === 0) return
    const calls = asked.map(([call]) => call)
    batch.timer = setTimeout(giveUp, patience, calls)
    batch = { left: 0, timer: undefined }
    running ??= start()
    running.worker.postMessage({ until: Date.now() + patience, asked } satisfies Batch)
  }
  const end = async (): Promise<void> => {
    if (!running) return
    const { worker } = running
    const exited = new Promise<void>(resolve => worker.once('exit', () => resolve()))
    post()
    worker.postMessage({ until: Date.now() + patience, asked: [], close: true } satisfies Batch)
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<void>(resolve => {
      timer = setTimeout(resolve, LAST_PATIENCE)
    })
    await Promise.race([exited, late])
    clearTimeout(timer)
    worker.unref()
  }

  running = start()
  await running.opened
  return {
    write: (write, onDone) =>
      new Promise((resolve, reject) => {
        if (closed) return reject(new StoreAwayError('The store is closed.'))
        calls++
        waiting.set(calls, { resolve, reject, onDone, batch })
        batch.left++
        gathered.push([calls, write])
        if (gathered.length === 1) setImmediate(post)
      }),
    close() {
      closed ??= end()
      return closed
    },
  }
}
