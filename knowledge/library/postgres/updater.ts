import { createHash } from 'node:crypto'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Problem } from '../../problem.ts'
import type { Parse } from '../../reading/index.ts'
import { sequenceOf } from '../../search/index.ts'
import type { Postgres } from '../../storage/index.ts'
import type { FileMark } from '../files/file-mark.ts'
import { duplicate } from '../files/file-problems.ts'
import { isInFolder } from '../files/is-in-folder.ts'
import { type ListedFile, listFiles, readArticleFile } from '../files/read-files.ts'
import { newnessOf, packArticle } from '../kept-article.ts'
import type { Changes, LibraryOptions } from '../library.ts'
import { portions } from '../portions.ts'
import { FileMemory, markOf } from './file-memory.ts'
import { knownFiles } from './known-files.ts'
import { type OwnPaths, ownPaths } from './own-paths.ts'
import { lockForWriting, type Tables } from './schema.ts'
import { type FileRow, PostgresShelf } from './shelf.ts'
import { SharedTerms } from './terms.ts'

/**
 * Takes up what changes in one process's files.
 *
 * Several processes may have the same files, or copies of them. Each writes only what has changed in its own files since
 * it looked last, or what is new to everybody when it starts; so where copies differ, the one that was changed last is
 * used, and two processes never undo each other's work in turns.
 */
export class PostgresUpdater {
  readonly #options: LibraryOptions
  readonly #parse: Parse
  readonly #database: Postgres
  readonly #tables: Tables
  readonly #memory = new FileMemory()
  readonly #own: OwnPaths
  #terms: SharedTerms
  /** What is wrong with the folders themselves. */
  #listing: readonly Problem[] = []
  #isFirst = true
  #isStopped = false

  constructor(options: LibraryOptions, parse: Parse, database: Postgres, tables: Tables) {
    this.#options = options
    this.#parse = parse
    this.#database = database
    this.#tables = tables
    this.#terms = new SharedTerms(tables)
    this.#own = ownPaths(options.paths)
  }

  /** Ends a look soon: the next start takes up the rest. */
  stop(): void {
    this.#isStopped = true
  }

  /** Everything must be looked at as at a start. */
  forget(): void {
    this.#memory.clear()
    this.#isFirst = true
  }

  /** Rejects when the files or the database cannot be reached. The next look takes up what this one could not. */
  async refresh(): Promise<Omit<Changes, 'articles'>> {
    try {
      return await this.#look()
    } finally {
      this.#terms = new SharedTerms(this.#tables)
    }
  }

  async #look(): Promise<Omit<Changes, 'articles'>> {
    const { files, problems } = await listFiles(this.#own.paths)
    this.#listing = problems
    const changed = await this.#changed(files)
    const found: Problem[] = []
    let read = 0
    let done = 0
    for (const portion of writtenTogether(changed)) {
      if (this.#isStopped) break
      const rows = await this.#take(portion, count => this.#tell(done + count, changed.length))
      read += rows.length
      for (const { problems } of rows) if (problems) found.push(...(JSON.parse(problems) as Problem[]))
      done += portion.length
      this.#tell(done, changed.length)
    }
    // Last: an article whose file was only renamed is there all the while.
    const gone = this.#isStopped ? [] : await this.#gone(files)
    for (const portion of portions(gone, PORTION)) await this.#remove(portion)
    if (this.#memory.size > files.length && this.#hidden().length === 0) this.#memory.keepOnly(files.map(f => f.path))
    if (!this.#isStopped) this.#isFirst = false
    if (read + gone.length > 0) await this.#tidy(read + gone.length)
    return { read, gone: gone.length, problems: found }
  }

  async problems(): Promise<readonly Problem[]> {
    const { file, article, entry } = this.#tables
    const { isOwn, values } = this.#own
    const rows = await this.#database.ask<{ problems: string }>(
      `SELECT problems FROM ${file} WHERE problems IS NOT NULL AND ${isOwn('path')} ORDER BY path`,
      values,
    )
    // A copy elsewhere of the same article is as it should be.
    const duplicates = await this.#database.ask<{ id: string; path: string; first: string }>(
      `SELECT a.id, a.file AS path, used.file AS first
        FROM ${article} a JOIN ${entry} e ON e.id = a.id AND e.article <> a.number
        JOIN ${article} used ON used.number = e.article
        JOIN ${file} f ON f.path = a.file JOIN ${file} g ON g.path = used.file
        WHERE ${isOwn('a.file')} AND (f.hash <> g.hash OR ${isOwn('used.file')}) ORDER BY a.file`,
      values,
    )
    return [...this.#listing, ...rows.flatMap(r => JSON.parse(r.problems) as Problem[]), ...duplicates.map(duplicate)]
  }

  #tell(done: number, all: number): void {
    this.#options.onProgress?.({ step: 'reading', done, all })
  }

  /** The files that are not known as they are now. */
  async #changed(files: readonly ListedFile[]): Promise<readonly ListedFile[]> {
    const news = files.filter(f => !this.#memory.isSame(f))
    const changed: ListedFile[] = []
    for (const portion of portions(news, KNOWN_PORTION)) {
      const known = await knownFiles(this.#database.ask, this.#tables, portion)
      for (const file of portion)
        if (known.get(file.path)?.marks.includes(markOf(file))) this.#memory.remember(file)
        else changed.push(file)
    }
    return changed
  }

  /** Reads files and keeps what came of those whose content is new. */
  async #take(files: readonly ListedFile[], onRead: (count: number) => void): Promise<readonly FileRow[]> {
    if (this.#terms.size > MOST_TERMS) this.#terms = new SharedTerms(this.#tables)
    const rows = await this.#database.transact(async ask => {
      await lockForWriting(ask, this.#tables)
      const known = await knownFiles(ask, this.#tables, files)
      const unknown = files.filter(f => !known.get(f.path)?.marks.includes(markOf(f)))
      const read: FileRow[] = []
      for (const some of portions(unknown, TURN)) {
        if (this.#isStopped) break
        read.push(...(await Promise.all(some.map(f => this.#read(f, known.get(f.path)?.hash)))))
        onRead(read.length)
        await nextTurn()
      }
      const isSame = (row: FileRow): boolean => row.hash === known.get(row.path)?.hash
      const news = read.filter(row => !isSame(row))
      await this.#terms.share(ask)
      const shelf = new PostgresShelf(ask, this.#tables)
      await shelf.addMarks(read.filter(isSame))
      await shelf.put(news.map(row => this.#inSharedNumbers(row)))
      return news
    })
    for (const file of files) this.#memory.remember(file)
    return rows
  }

  /** `known`: the hash of what is known; nothing is made of the same content. */
  async #read(file: ListedFile, known: string | undefined): Promise<FileRow> {
    const { path } = file
    const row = { path, mark: markOf(file), layout: undefined, problems: undefined, article: undefined }
    const read = await readArticleFile(file)
    if ('problem' in read) {
      const problems = JSON.stringify([read.problem])
      // A mark of no file: every start tries again, and so does everybody who has a copy.
      return { ...row, mark: `unread ${row.mark}`, hash: hashOf(problems), problems }
    }
    const hash = hashOf(read.beside ? `${read.text}\0${read.beside.text}` : read.text)
    if (hash === known) return { ...row, hash }
    const { article, layout, problems } = this.#parse(read.text, path, read.beside)
    const kept = article && {
      id: article.id,
      ...packArticle(article),
      newness: newnessOf(article, file.mtimeMs),
      sequence: sequenceOf(article, this.#terms.vocabulary),
    }
    return { ...row, hash, layout, problems: problems.length > 0 ? JSON.stringify(problems) : undefined, article: kept }
  }

  #inSharedNumbers(row: FileRow): FileRow {
    return row.article
      ? { ...row, article: { ...row.article, sequence: this.#terms.shared(row.article.sequence) } }
      : row
  }

  /** Paths of own files that are no more. Of others' files below the same paths a start only can know that. */
  async #gone(files: readonly FileMark[]): Promise<readonly string[]> {
    // All that are here are remembered by now.
    const isLess = this.#memory.size > files.length
    if (!this.#isFirst && !isLess) return []
    const rows = await this.#database.ask<{ path: string }>(
      `SELECT f.path FROM ${this.#tables.file} f LEFT JOIN unnest($3::text[]) AS here(path) USING (path)
        WHERE here.path IS NULL AND ${this.#own.isOwn('f.path')} ORDER BY f.path`,
      [...this.#own.values, files.map(f => f.path)],
    )
    const hidden = this.#hidden()
    return rows
      .map(r => r.path)
      .filter(path => (this.#isFirst || this.#memory.knows(path)) && !hidden.some(h => isInFolder(path, h)))
  }

  /** What cannot be looked at just now is not gone. */
  #hidden(): readonly string[] {
    return this.#listing.filter(p => p.code === 'unreadable').map(p => p.file)
  }

  async #remove(paths: readonly string[]): Promise<void> {
    await this.#database.transact(async ask => {
      await lockForWriting(ask, this.#tables)
      await new PostgresShelf(ask, this.#tables).remove(paths)
    })
    await nextTurn()
  }

  /** What PostgreSQL would do by itself, in a minute: until then searches are slow. */
  async #tidy(changes: number): Promise<void> {
    const { file, article, entry, term, spelling, found } = this.#tables
    if (changes >= MANY) this.#options.onProgress?.({ step: 'indexing', done: 0, all: 1 })
    if (changes < MANY) await this.#database.ask('SELECT gin_clean_pending_list($1::regclass)', [found])
    else await this.#database.ask(`VACUUM (ANALYZE) ${[file, article, entry, term, spelling].join(', ')}`)
  }
}

/** Files that are kept together, and their bytes; that are asked for together; and that are read before other work goes on. */
const PORTION = 500
const PORTION_SIZE = 4_000_000
const KNOWN_PORTION = 5000
const TURN = 20

/** Terms that are remembered while files are read: about 100 bytes each. */
const MOST_TERMS = 300_000

/** Changed files after which the tables are tidied up. */
const MANY = 1000

const hashOf = (text: string): string => createHash('sha256').update(text).digest('base64')

function* writtenTogether(files: readonly ListedFile[]): Iterable<readonly ListedFile[]> {
  let portion: ListedFile[] = []
  let size = 0
  for (const file of files) {
    portion.push(file)
    size += file.size
    if (portion.length < PORTION && size < PORTION_SIZE) continue
    yield portion
    portion = []
    size = 0
  }
  if (portion.length > 0) yield portion
}
