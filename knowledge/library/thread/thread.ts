import { Worker } from 'node:worker_threads'
import type { Changes, Library, LibraryOptions, Progress } from '../library.ts'
import { received, type SentFound } from './sent-found.ts'
import { ReceivedHeads } from './sent-heads.ts'

/** What is asked of the thread, and what it answers. */
type Methods = Omit<Library, 'size' | 'changed'>

export interface Call {
  readonly call: number
  readonly method: keyof Methods
  readonly args: readonly unknown[]
}

export type Told =
  | { readonly kind: 'opened' | 'size'; readonly size: number; readonly changed: number }
  | { readonly kind: 'failed' | 'trouble'; readonly message: string }
  | { readonly kind: 'progress'; readonly progress: Progress }
  | { readonly kind: 'changed'; readonly changed: number; readonly changes: Changes }
  | {
      readonly kind: 'answer'
      readonly call: number
      readonly size: number
      readonly changed: number
      readonly value: unknown
    }
  | {
      readonly kind: 'found'
      readonly call: number
      readonly size: number
      readonly changed: number
      readonly found: SentFound
    }
  | { readonly kind: 'refusal'; readonly call: number; readonly message: string }

/** What the thread is started with. */
export interface ThreadData {
  readonly paths: readonly string[]
  readonly folder: string | undefined
  readonly database: string | undefined
  readonly watch: boolean
}

interface Waiting {
  readonly resolve: (value: unknown) => void
  readonly reject: (error: Error) => void
}

/**
 * The same library in a thread of its own: reading, indexing and searching never keep this one from its work, and what
 * changes in the files is taken up by itself.
 */
export const openInThread = async (options: LibraryOptions): Promise<Library> => {
  const { paths, folder, database, onProgress, onChange, onTrouble, stopped } = options
  const data: ThreadData = { paths, folder, database, watch: onChange !== undefined }
  const worker = new Worker(new URL('./start-thread.mjs', import.meta.url), {
    workerData: data,
    execArgv: [],
    resourceLimits: { maxYoungGenerationSizeMb: 16 },
  })
  const waiting = new Map<number, Waiting>()
  const heads = new ReceivedHeads()
  let size = 0
  let changed = 0
  let calls = 0
  let ended: Error | undefined
  const end = (error: Error): void => {
    ended = error
    for (const { reject } of waiting.values()) reject(error)
    waiting.clear()
  }
  const opened = new Promise<void>((resolve, reject) => {
    worker.on('message', (told: Told) => {
      if ('changed' in told) changed = told.changed
      if ('size' in told) size = told.size
      if (told.kind === 'opened') resolve()
      if (told.kind === 'trouble') onTrouble?.(told.message)
      if (told.kind === 'failed') reject(new Error(told.message))
      if (told.kind === 'progress') onProgress?.(told.progress)
      if (told.kind === 'changed') {
        size = told.changes.articles
        onChange?.(told.changes)
      }
      if (told.kind === 'answer' || told.kind === 'found') {
        // Here, so that all that is found is received in its order.
        const value = told.kind === 'found' ? received(told.found, heads) : told.value
        waiting.get(told.call)?.resolve(value)
        waiting.delete(told.call)
      }
      if (told.kind === 'refusal') {
        waiting.get(told.call)?.reject(new Error(told.message))
        waiting.delete(told.call)
      }
    })
    worker.on('error', error => {
      end(error)
      reject(error)
    })
    worker.on('exit', () => {
      const error = new Error('The thread that keeps the articles has ended. Start the bot again.')
      end(error)
      reject(error)
    })
  })
  const ask =
    <M extends keyof Methods>(method: M) =>
    (...args: Parameters<Methods[M]>): ReturnType<Methods[M]> =>
      new Promise<unknown>((resolve, reject) => {
        if (ended) return reject(ended)
        calls++
        waiting.set(calls, { resolve, reject })
        worker.postMessage({ call: calls, method, args } satisfies Call)
      }) as ReturnType<Methods[M]>
  // Whatever is said before it is open ends it.
  const stop = (): void => worker.postMessage('stop')
  stopped?.addEventListener('abort', stop)
  if (stopped?.aborted) stop()
  try {
    await opened
  } catch (error) {
    await worker.terminate()
    throw error
  } finally {
    stopped?.removeEventListener('abort', stop)
  }
  const close = ask('close')
  return {
    get size() {
      return size
    },
    get changed() {
      return changed
    },
    search: ask('search'),
    articles: ask('articles'),
    problems: ask('problems'),
    ids: ask('ids'),
    files: ask('files'),
    refresh: ask('refresh'),
    async close() {
      if (ended) return
      const exited = new Promise(resolve => worker.once('exit', resolve))
      await close()
      await exited
    },
  }
}
