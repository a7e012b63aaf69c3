import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Problem } from '../../problem.ts'
import type { Parse } from '../../reading/index.ts'
import { type SearchIndex, sequenceOf, type Vocabulary } from '../../search/index.ts'
import type { FileMark } from '../files/file-mark.ts'
import { duplicate } from '../files/file-problems.ts'
import { isInFolder } from '../files/is-in-folder.ts'
import { type ListedFile, listFiles, readArticleFile } from '../files/read-files.ts'
import { newnessOf, packArticle } from '../kept-article.ts'
import type { Changes, LibraryOptions } from '../library.ts'
import { portions } from '../portions.ts'
import type { ReadFile, Shelf } from './shelf.ts'

/** Takes up what has changed in the files, a few at a time: whatever else this thread has to do goes on between. */
export class Updater {
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
    // What cannot be looked at just now is not gone.
    const hidden = problems.filter(p => p.code === 'unreadable').map(p => p.file)
    const gone = [...marks.keys()].filter(path => !here.has(path) && !hidden.some(h => isInFolder(path, h)))
    const found: Problem[] = []
    let done = 0
    for (const portion of portions(changed, PORTION)) {
      if (this.#isStopped) break
      const read = await Promise.all(portion.map(f => this.#read(f)))
      await this.#take(index, () => this.#put(read))
      found.push(...read.flatMap(r => r.problems))
      done += portion.length
      this.#options.onProgress?.({ step: 'reading', done, all: changed.length })
    }
    // Last: an article whose file was only renamed is there all the while.
    for (const paths of portions(gone, PORTION))
      if (!this.#isStopped) await this.#take(index, () => this.#remove(paths))
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
      newness: newnessOf(article, mtimeMs),
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

const isSame = (a: FileMark, b: FileMark | undefined): boolean => a.size === b?.size && a.mtimeMs === b.mtimeMs
