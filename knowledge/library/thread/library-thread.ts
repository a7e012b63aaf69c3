/** The other side of thread.ts: a library that answers messages. */
import { parentPort, workerData } from 'node:worker_threads'
import { loadReader, type Parse, type Reader } from '../../reading/index.ts'
import { watchFiles } from '../files/watch.ts'
import type { FoundArticle, Library, Progress } from '../library.ts'
import { openLibrary } from '../open-library.ts'
import { collectGarbage, collectsAtRest } from './collect-garbage.ts'
import { sent } from './sent-found.ts'
import { SentHeads } from './sent-heads.ts'
import type { Call, ThreadData, Told } from './thread.ts'

const tell = (told: Told): void => parentPort?.postMessage(told)

const open = async ({ paths, folder, database, watch }: ThreadData): Promise<void> => {
  // Loaded only when there is something to read: from a saved index there may be nothing.
  let reader: Reader | undefined
  const parse: Parse = (text, file, beside) => {
    reader ??= loadReader()
    return reader.parse(text, file, beside)
  }
  const onProgress = (progress: Progress): void => tell({ kind: 'progress', progress })
  const onTrouble = (message: string): void => tell({ kind: 'trouble', message })
  // From within, as at its end; nothing else is said before it is open.
  const stopEarly = (): void => process.exit()
  parentPort?.on('message', stopEarly)
  const library = await openLibrary({ paths, folder, database, onProgress, onTrouble }, parse)
  parentPort?.off('message', stopEarly)
  // Told once, not with every look, until there was one without it.
  let trouble: string | undefined
  const stop = watch
    ? watchFiles(
        paths,
        async () => {
          const changes = await library.refresh()
          trouble = undefined
          if (changes.read + changes.gone > 0) tell({ kind: 'changed', changed: library.changed, changes })
          // Of what others have changed in a shared database.
          else tell({ kind: 'size', size: changes.articles, changed: library.changed })
        },
        error => {
          const message = messageOf(error)
          if (message !== trouble) onTrouble(message)
          trouble = message
        },
      )
    : () => {}
  const worked = collectsAtRest()
  parentPort?.on('message', (call: Call) => {
    worked()
    if (call.method === 'close') stop()
    void answer(library, call).then(() => {
      // From within, where no statement runs: ended from outside, the database's native code would abort the process.
      if (call.method === 'close') process.exit()
    })
  })
  collectGarbage()
  tell({ kind: 'opened', size: library.size, changed: library.changed })
}

const heads = new SentHeads()

const answer = async (library: Library, { call, method, args }: Call): Promise<void> => {
  try {
    const answered = await (library[method] as (...args: readonly unknown[]) => Promise<unknown>)(...args)
    const { size, changed } = library
    if (method === 'search')
      tell({ kind: 'found', call, size, changed, found: sent(answered as readonly FoundArticle[], heads) })
    else tell({ kind: 'answer', call, size, changed, value: answered })
  } catch (error) {
    tell({ kind: 'refusal', call, message: messageOf(error) })
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

open(workerData as ThreadData).catch((error: unknown) => tell({ kind: 'failed', message: messageOf(error) }))
