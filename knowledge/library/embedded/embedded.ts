import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Parse } from '../../reading/index.ts'
import { SearchIndex, Vocabulary } from '../../search/index.ts'
import { isDamaged } from '../../storage/index.ts'
import { editionOfRoom } from '../edition.ts'
import type { Changes, Library, LibraryOptions } from '../library.ts'
import { removeIndexFile } from './index-file.ts'
import { Shelf } from './shelf.ts'
import { Updater } from './updater.ts'

/**
 * Articles and index in this process. Saved in `folder` if there is one: then a start reads only the files that have
 * changed since. Rejects when a path does not exist or the folder cannot be used.
 */
export const openEmbedded = async (options: LibraryOptions, parse: Parse): Promise<Library> => {
  try {
    return await openShelf(options, parse)
  } catch (error) {
    if (options.folder === undefined || !isDamaged(error)) throw error
    removeIndexFile(options.folder)
    return await openShelf(options, parse)
  }
}

const openShelf = async (options: LibraryOptions, parse: Parse): Promise<Library> => {
  const shelf = Shelf.open(options.folder, editionOfRoom())
  if (options.folder !== undefined && !shelf.isSaved)
    options.onTrouble?.(
      `Another program keeps its articles in ${options.folder}. Here they are in memory only, and read anew at each start. Give each bot its own DATA_DIR, or let them share a database.`,
    )
  try {
    return await libraryOn(shelf, options, parse)
  } catch (error) {
    shelf.close()
    throw error
  }
}

const libraryOn = async (shelf: Shelf, options: LibraryOptions, parse: Parse): Promise<Library> => {
  const saved = shelf.words()
  const vocabulary = Vocabulary.from(saved.terms, saved.spellings)
  const updater = new Updater(options, parse, shelf, vocabulary)
  await updater.refresh(undefined)
  options.onProgress?.({ step: 'indexing', done: 0, all: 1 })
  await nextTurn()
  const index = new SearchIndex(vocabulary, shelf.sequences())
  options.onProgress?.({ step: 'indexing', done: 1, all: 1 })
  let changed = 0
  const refresh = async (): Promise<Changes> => {
    let isSame = false
    try {
      const changes = await updater.refresh(index)
      isSame = changes.read + changes.gone === 0
      return changes
    } finally {
      if (!isSame) changed++
      running = undefined
    }
  }
  let running: Promise<Changes> | undefined
  let closed: Promise<void> | undefined
  const close = async (): Promise<void> => {
    updater.stop()
    await running?.catch(() => undefined)
    shelf.close()
  }
  return {
    get size() {
      return index.size
    },
    get changed() {
      return changed
    },
    search: async (words, limit) =>
      index.search(words, limit).flatMap(r => {
        const head = shelf.head(r.id)
        return head === undefined ? [] : [{ ...r, head }]
      }),
    articles: async ids => ids.flatMap(id => shelf.article(id) ?? []),
    problems: async () => updater.problems(),
    ids: async () => shelf.ids(),
    files: async () => shelf.files(),
    refresh() {
      running ??= refresh()
      return running
    },
    close() {
      closed ??= close()
      return closed
    },
  }
}
