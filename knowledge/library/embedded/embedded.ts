import { join, sep } from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Problem } from '../../problem.ts'
import type { Parse } from '../../reading/index.ts'
import { SearchIndex, sequenceOf, Vocabulary } from '../../search/index.ts'
import { isDamaged } from '../../storage/index.ts'
import { editionOfRoom } from '../edition.ts'
import { type ListedFile, listFiles, readArticleFile } from '../files/read-files.ts'
import { packArticle } from '../kept-article.ts'
import type { Changes, Library, LibraryOptions } from '../library.ts'
import { removeIndexFile } from './index-file.ts'
import { type FileMark, type ReadFile, Shelf } from './shelf.ts'

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
  const reader = new Reader(options, parse, shelf, vocabulary)
  await reader.refresh(undefined)
  options.onProgress?.({ step: 'indexing', done: 0, all: 1 })
  await nextTurn()
  const index = new SearchIndex(vocabulary, shelf.sequences())
  options.onProgress?.({ step: 'indexing', done: 1, all: 1 })
  let running: Promise<Changes> | undefined
  let closed: Promise<void> | undefined
  const close = async (): Promise<void> => {
    reader.stop()
    await running?.catch(() => undefined)
    shelf.close()
  }
  return {
    get size() {
      return index.size
    },
    search: async (words, limit) =>
      index.search(words, limit).flatMap(r => {
        const head = shelf.head(r.id)
        return head === undefined ? [] : [{ ...r, head }]
      }),
    articles: async ids => ids.flatMap(id => shelf.article(id) ?? []),
    problems: async () => reader.problems(),
    ids: async () => shelf.ids(),
    files: async () => shelf.files(),
    refresh() {
      running ??= reader.refresh(index).finally(() => {
        running = undefined
      })
      return running
    },
    close() {
      closed ??= close()
      return closed
    },
  }
}

/** Takes up what has changed in the files, a few at a time: whatever else this thread has to do goes on between. */
class Reader {
  readonly #options: LibraryOptions
  readonly #parse: Parse
  readonly #shelf: Shelf
  readonly #vocabulary: Vocabulary
  /** What is wrong with the folders themselves. */
  #listing: readonly Problem[] = []
  #isStopped = false

  constructor(options: LibraryOptions, parse: Parse, shelf: Shelf, vocabulary: Vocabulary) {
    this.#options = options
    this.#parse = parse
    this.#shelf = shelf
    this.#vocabulary = vocabulary
  }

  /** Ends a look soon: the next start takes up the rest. */
  stop(): void {
    this.#isStopped = true
  }

  problems(): readonly Problem[] {
    return [...this.#listing, ...this.#shelf.problems(), ...this.#shelf.duplicates().map(duplicate)]
  }

  /** `index`: undefined while there is none yet. */
  async refresh(index: SearchIndex | undefined): Promise<Changes> {
    const { files, problems } = await listFiles(this.#options.paths)
    this.#listing = problems
    const marks = this.#shelf.marks()
    const changed = files.filter(f => !isSame(f, marks.get(f.path)))
    const here = new Set(files.map(f => f.path))
    const hidden = problems.filter(p => p.code === 'unreadable').map(p => p.file)
    const gone = [...marks.keys()].filter(path => !here.has(path) && !hidden.some(h => isWithin(path, h)))
    const found: Problem[] = []
    let done = 0
    for (const portion of portions(changed)) {
      if (this.#isStopped) break
      const read = await Promise.all(portion.map(f => this.#read(f)))
      await this.#take(index, () => this.#put(read))
      found.push(...read.flatMap(r => r.problems))
      done += portion.length
      this.#options.onProgress?.({ step: 'reading', done, all: changed.length })
    }
    // Last: an article whose file was only renamed is there all the while.
    for (const paths of portions(gone)) if (!this.#isStopped) await this.#take(index, () => this.#remove(paths))
    this.#vocabulary.forgetMet()
    index?.settle()
    return { read: done, gone: gone.length, problems: found, articles: index?.size ?? 0 }
  }

  async #read(file: ListedFile): Promise<ReadFile> {
    const { path, size, mtimeMs } = file
    const mark: FileMark = { path, size, mtimeMs }
    const read = await readArticleFile(file)
    if ('problem' in read) return { ...mark, layout: undefined, problems: [read.problem], article: undefined }
    const { article, layout, problems } = this.#parse(read.text, path, read.beside)
    const kept = article && {
      id: article.id,
      ...packArticle(article),
      sequence: sequenceOf(article, this.#vocabulary),
    }
    return { ...mark, layout, problems, article: kept }
  }

  /** Changes the shelf, then the index for every id that this concerned; and lets other work go on. */
  async #take(index: SearchIndex | undefined, change: () => ReadonlySet<string>): Promise<void> {
    let ids: ReadonlySet<string> = new Set()
    this.#shelf.transact(() => {
      ids = change()
      this.#shelf.saveWords(this.#vocabulary)
    })
    await nextTurn()
    if (!index) return
    for (const id of ids) {
      const sequence = this.#shelf.sequence(id)
      if (sequence) index.put(id, sequence)
      else index.remove(id)
    }
    await nextTurn()
  }

  #put(read: readonly ReadFile[]): ReadonlySet<string> {
    const ids = new Set<string>()
    for (const file of read) {
      const before = file.article && this.#shelf.idIn(file.path)
      this.#shelf.put(file)
      for (const id of [before, file.article?.id]) if (id !== undefined) ids.add(id)
    }
    return ids
  }

  #remove(paths: readonly string[]): ReadonlySet<string> {
    const ids = new Set<string>()
    for (const path of paths) {
      const id = this.#shelf.idIn(path)
      if (id !== undefined) ids.add(id)
      this.#shelf.remove(path)
    }
    return ids
  }
}

/** Files that are read before other work goes on: about 20 ms. */
const PORTION = 20

function* portions<T>(list: readonly T[]): Iterable<readonly T[]> {
  for (let at = 0; at < list.length; at += PORTION) yield list.slice(at, at + PORTION)
}

/** What cannot be looked at just now is not gone. */
const isWithin = (path: string, place: string): boolean => path === place || path.startsWith(join(place, sep))

const isSame = (a: FileMark, b: FileMark | undefined): boolean => a.size === b?.size && a.mtimeMs === b.mtimeMs

/** An article that is not used because another file has its id. */
export const duplicate = ({ id, path, first }: { id: string; path: string; first: string }): Problem => ({
  code: 'duplicate-id',
  severity: 'error',
  file: path,
  line: 1,
  column: 1,
  message: `${id} is also the id of ${first}.`,
  advice: 'Give each article its own id; the file that comes first by its path is used.',
})
