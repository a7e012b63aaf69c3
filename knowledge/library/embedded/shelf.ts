import { lately } from '../../lately.ts'
import type { Problem } from '../../problem.ts'
import type { Sequence, Vocabulary } from '../../search/index.ts'
import { type Sqlite, type SqliteStatement, transact } from '../../storage/index.ts'
import type { FileMark } from '../files/file-mark.ts'
import { KeptHead } from '../kept-article.ts'
import type { KeptArticle } from '../library.ts'
import { openIndexFile } from './index-file.ts'

/** What came of reading a file. */
export interface ReadFile extends FileMark {
  readonly layout: string | undefined
  readonly problems: readonly Problem[]
  /** Undefined: no article, or a broken edit of the one that there is. */
  readonly article: (KeptArticle & { readonly newness: string; readonly sequence: Sequence }) | undefined
}

/** Of a kilobyte each, and of ten. */
const MOST_HEADS = 4000
const MOST_ARTICLES = 64
/** In characters: of an id. */
const LONGEST_ID = 1000

/** Of several articles with one id the first in this order is used. */
const USED = 'newness DESC, file'

/**
 * Articles, the marks of their files and the index's word sequences in one SQLite file, so that a start reads only what
 * has changed. It can be deleted at any time: it is made anew from the files.
 *
 * An article is found by its file. When two files have the same id, the newer is used (`newnessOf`), else the one
 * whose path comes first.
 */
export class Shelf {
  readonly #database: Sqlite
  #savedTerms = 0
  #savedWords = 0

  readonly #release: (() => void) | undefined

  private constructor(database: Sqlite, release?: () => void) {
    this.#database = database
    this.#release = release
    this.#putFile = database.prepare(
      'INSERT INTO file VALUES (?, ?, ?, ?, ?) ON CONFLICT (path) DO UPDATE SET size = excluded.size, mtime = excluded.mtime, layout = excluded.layout, problems = excluded.problems',
    )
    this.#putArticle = database.prepare(
      'INSERT INTO article VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (file) DO UPDATE SET id = excluded.id, newness = excluded.newness, head = excluded.head, parts = excluded.parts, words = excluded.words',
    )
    this.#head = database.prepare(`SELECT head FROM article WHERE id = ? ORDER BY ${USED} LIMIT 1`)
    this.#first = database.prepare(`SELECT id, head, parts FROM article WHERE id = ? ORDER BY ${USED} LIMIT 1`)
  }

  readonly #putFile: SqliteStatement
  readonly #putArticle: SqliteStatement
  readonly #first: SqliteStatement
  readonly #head: SqliteStatement
  /** What was asked for since the last change: a statement costs more than all else that is done with an article. */
  #heads = this.#lookHeads()
  #articles = this.#lookArticles()

  /**
   * `key` names everything that the saved form depends on: when it differs, all is read anew. A folder that another
   * library has open is left to it, and nothing is saved: the two would number their words differently.
   */
  static open(folder: string | undefined, key: string): Shelf {
    const { database, release } = openIndexFile(folder, key)
    return new Shelf(database, release)
  }

  /** False: in memory only. */
  get isSaved(): boolean {
    return this.#release !== undefined
  }

  marks(): ReadonlyMap<string, FileMark> {
    const rows = this.#database.prepare('SELECT path, size, mtime AS mtimeMs FROM file').all() as FileMark[]
    return new Map(rows.map(r => [r.path, r]))
  }

  /** What a vocabulary is restored from. */
  words(): { readonly terms: readonly string[]; readonly spellings: readonly string[] } {
    const rows = this.#database.prepare('SELECT kind, list FROM words ORDER BY rowid').all() as {
      kind: string
      list: string
    }[]
    const listOf = (kind: string): readonly string[] =>
      rows.filter(r => r.kind === kind).flatMap(r => r.list.split('\t'))
    const found = { terms: listOf('terms'), spellings: listOf('spellings') }
    this.#savedTerms = found.terms.length
    this.#savedWords = found.spellings.length
    return found
  }

  /** Saves what the vocabulary has learned since the last time. */
  saveWords(vocabulary: Vocabulary): void {
    const insert = this.#database.prepare('INSERT INTO words (kind, list) VALUES (?, ?)')
    const terms = vocabulary.terms.slice(this.#savedTerms)
    const spellings = vocabulary.spelling.words.slice(this.#savedWords)
    if (terms.length > 0) insert.run('terms', terms.join('\t'))
    if (spellings.length > 0) insert.run('spellings', spellings.join('\t'))
    this.#savedTerms += terms.length
    this.#savedWords += spellings.length
  }

  /** The sequences of all articles that are used, by id. */
  *sequences(): Iterable<readonly [string, Sequence]> {
    const rows = this.#database.prepare(`SELECT id, words FROM article ORDER BY id, ${USED}`).iterate() as Iterable<{
      id: string
      words: Buffer
    }>
    let last: string | undefined
    for (const { id, words } of rows) {
      if (id !== last) yield [id, new Uint32Array(new Uint8Array(words).buffer)]
      last = id
    }
  }

  /** Keeps what came of a file. A broken edit leaves the article that was read from it before. */
  put({ path, size, mtimeMs, layout, problems, article }: ReadFile): void {
    this.#putFile.run(path, size, mtimeMs, layout ?? null, problems.length > 0 ? JSON.stringify(problems) : null)
    if (!article) return
    this.#forget()
    const { id, newness, head, parts, sequence } = article
    const words = Buffer.from(sequence.buffer, sequence.byteOffset, sequence.byteLength)
    this.#putArticle.run(path, id, newness, head, parts, words)
  }

  remove(path: string): void {
    this.#forget()
    this.#database.prepare('DELETE FROM file WHERE path = ?').run(path)
    this.#database.prepare('DELETE FROM article WHERE file = ?').run(path)
  }

  #forget(): void {
    this.#heads = this.#lookHeads()
    this.#articles = this.#lookArticles()
  }

  #lookHeads(): (id: string) => KeptHead | undefined {
    return lately(MOST_HEADS, LONGEST_ID, id => {
      const row = this.#head.get(id) as { head: string } | undefined
      return row && new KeptHead(row.head)
    })
  }

  #lookArticles(): (id: string) => KeptArticle | undefined {
    return lately(MOST_ARTICLES, LONGEST_ID, id => {
      const row = this.#first.get(id) as KeptArticle | undefined
      // Only these: the driver adds notes of its own.
      return row && { id: row.id, head: row.head, parts: row.parts }
    })
  }

  /** The id of the article that a file has. */
  idIn(path: string): string | undefined {
    return (this.#database.prepare('SELECT id FROM article WHERE file = ?').get(path) as { id: string } | undefined)?.id
  }

  /** The article that is used under this id, and its sequence. */
  article(id: string): KeptArticle | undefined {
    return this.#articles(id)
  }

  /** The head of that article. */
  head(id: string): KeptHead | undefined {
    return this.#heads(id)
  }

  sequence(id: string): Sequence | undefined {
    const row = this.#database.prepare(`SELECT words FROM article WHERE id = ? ORDER BY ${USED} LIMIT 1`).get(id) as
      | { words: Buffer }
      | undefined
    return row && new Uint32Array(new Uint8Array(row.words).buffer)
  }

  /** Files whose article is not used because a newer one has the same id. */
  duplicates(): readonly { readonly id: string; readonly path: string; readonly first: string }[] {
    return this.#database
      .prepare(
        `SELECT id, file AS path, first FROM
          (SELECT id, file, first_value(file) OVER (PARTITION BY id ORDER BY ${USED}) AS first FROM article)
          WHERE file <> first ORDER BY file`,
      )
      .all() as { id: string; path: string; first: string }[]
  }

  problems(): readonly Problem[] {
    const rows = this.#database.prepare('SELECT problems FROM file WHERE problems IS NOT NULL ORDER BY path').all() as {
      problems: string
    }[]
    return rows.flatMap(r => JSON.parse(r.problems) as Problem[])
  }

  /** Of all articles that are used, in order. */
  ids(): readonly string[] {
    const rows = this.#database.prepare('SELECT DISTINCT id FROM article ORDER BY id').all() as { id: string }[]
    return rows.map(r => r.id)
  }

  files(): number {
    return (this.#database.prepare('SELECT count(*) AS files FROM file').get() as { files: number }).files
  }

  /** Several changes at once: all of them are kept or none. */
  transact(change: () => void): void {
    const saved = [this.#savedTerms, this.#savedWords] as const
    try {
      transact(this.#database, change)
    } catch (error) {
      // What was not kept is saved with the next change: the sequences are nothing without their words.
      ;[this.#savedTerms, this.#savedWords] = saved
      throw error
    }
  }

  close(): void {
    // Statements that wait for the garbage collector keep SQLite from doing this by itself.
    this.#database.exec('PRAGMA wal_checkpoint(PASSIVE)')
    this.#database.close()
    this.#release?.()
  }
}
