import { mkdirSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import Database from 'libsql'
import type { Problem } from '../../problem.ts'
import type { Sequence, Vocabulary } from '../../search/index.ts'
import type { KeptArticle } from '../library.ts'
import { lockFolder } from './folder-lock.ts'

/** A file as it was when it was read. */
export interface FileMark {
  readonly path: string
  /** In bytes. */
  readonly size: number
  /** Milliseconds since 1970, with fractions. */
  readonly mtimeMs: number
}

/** What came of reading a file. */
export interface ReadFile extends FileMark {
  readonly layout: string | undefined
  readonly problems: readonly Problem[]
  /** Undefined: no article, or a broken edit of the one that there is. */
  readonly article: (KeptArticle & { readonly sequence: Sequence }) | undefined
}

/**
 * Articles, the marks of their files and the index's word sequences in one SQLite file, so that a start reads only what
 * has changed. It can be deleted at any time: it is made anew from the files.
 *
 * An article is found by its file. When two files have the same id, the one whose path comes first is used.
 */
export class Shelf {
  readonly #database: Database.Database
  #savedTerms = 0
  #savedWords = 0

  readonly #release: (() => void) | undefined

  private constructor(database: Database.Database, release?: () => void) {
    this.#database = database
    this.#release = release
    this.#putFile = database.prepare(
      'INSERT INTO file VALUES (?, ?, ?, ?, ?) ON CONFLICT (path) DO UPDATE SET size = excluded.size, mtime = excluded.mtime, layout = excluded.layout, problems = excluded.problems',
    )
    this.#putArticle = database.prepare(
      'INSERT INTO article VALUES (?, ?, ?, ?, ?) ON CONFLICT (file) DO UPDATE SET id = excluded.id, head = excluded.head, parts = excluded.parts, words = excluded.words',
    )
    this.#head = database.prepare('SELECT head FROM article WHERE id = ? ORDER BY file LIMIT 1')
    this.#first = database.prepare('SELECT id, head, parts FROM article WHERE id = ? ORDER BY file LIMIT 1')
  }

  readonly #putFile: Database.Statement
  readonly #putArticle: Database.Statement
  readonly #first: Database.Statement
  readonly #head: Database.Statement

  /**
   * `key` names everything that the saved form depends on: when it differs, all is read anew. A folder that another
   * library has open is left to it, and nothing is saved: the two would number their words differently.
   */
  static open(folder: string | undefined, key: string): Shelf {
    if (folder === undefined) return new Shelf(fresh(':memory:', key))
    const file = fileIn(folder)
    let release: (() => void) | undefined
    try {
      mkdirSync(folder, { recursive: true })
      release = lockFolder(folder)
      return release ? new Shelf(openFile(file, key), release) : new Shelf(fresh(':memory:', key))
    } catch (error) {
      release?.()
      if (isDamaged(error)) throw error
      throw new Error(
        `The index of the articles cannot be kept in ${file}: ${(error as Error).message}. ` +
          'Set DATA_DIR to a folder that this program may write to, or remove that file: it is made anew.',
        { cause: error },
      )
    }
  }

  /** False: in memory only. */
  get isSaved(): boolean {
    return this.#release !== undefined
  }

  /** Removes a file that is damaged. */
  static discard(folder: string): void {
    for (const end of ['', '-wal', '-shm']) rmSync(`${fileIn(folder)}${end}`, { force: true })
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
    const rows = this.#database.prepare('SELECT id, words FROM article ORDER BY id, file').iterate() as Iterable<{
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
    const { id, head, parts, sequence } = article
    const words = Buffer.from(sequence.buffer, sequence.byteOffset, sequence.byteLength)
    this.#putArticle.run(path, id, head, parts, words)
  }

  remove(path: string): void {
    this.#database.prepare('DELETE FROM file WHERE path = ?').run(path)
    this.#database.prepare('DELETE FROM article WHERE file = ?').run(path)
  }

  /** The id of the article that a file has. */
  idIn(path: string): string | undefined {
    return (this.#database.prepare('SELECT id FROM article WHERE file = ?').get(path) as { id: string } | undefined)?.id
  }

  /** The article that is used under this id, and its sequence. */
  article(id: string): KeptArticle | undefined {
    const row = this.#first.get(id) as KeptArticle | undefined
    // Only these: the driver adds notes of its own.
    return row && { id: row.id, head: row.head, parts: row.parts }
  }

  /** The head of that article. */
  head(id: string): string | undefined {
    return (this.#head.get(id) as { head: string } | undefined)?.head
  }

  sequence(id: string): Sequence | undefined {
    const row = this.#database.prepare('SELECT words FROM article WHERE id = ? ORDER BY file LIMIT 1').get(id) as
      | { words: Buffer }
      | undefined
    return row && new Uint32Array(new Uint8Array(row.words).buffer)
  }

  /** Files whose article is not used because an earlier file has the same id. */
  duplicates(): readonly { readonly id: string; readonly path: string; readonly first: string }[] {
    return this.#database
      .prepare(
        'SELECT a.id AS id, a.file AS path, (SELECT min(b.file) FROM article b WHERE b.id = a.id) AS first FROM article a WHERE EXISTS (SELECT 1 FROM article c WHERE c.id = a.id AND c.file < a.file) ORDER BY a.file',
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
    this.#database.exec('BEGIN IMMEDIATE')
    try {
      change()
      this.#database.exec('COMMIT')
    } catch (error) {
      // What was not kept is saved with the next change: the sequences are nothing without their words.
      ;[this.#savedTerms, this.#savedWords] = saved
      if (this.#database.inTransaction) this.#database.exec('ROLLBACK')
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

const TABLES = `
  CREATE TABLE file (path TEXT PRIMARY KEY, size INTEGER, mtime REAL, layout TEXT, problems TEXT);
  CREATE TABLE article (file TEXT PRIMARY KEY, id TEXT, head TEXT, parts TEXT, words BLOB);
  CREATE INDEX article_id ON article (id, file);
  CREATE TABLE words (kind TEXT, list TEXT);
  CREATE TABLE made (key TEXT);`

const fileIn = (folder: string): string => join(folder, 'knowledge.sqlite')

const openFile = (file: string, key: string): Database.Database => {
  const database = connect(file)
  if (keyOf(database) === key) return database
  // Made by another release or from another catalog: it is made anew.
  database.close()
  Shelf.discard(dirname(file))
  return fresh(file, key)
}

const fresh = (file: string, key: string): Database.Database => {
  const database = connect(file)
  database.exec(`BEGIN; ${TABLES}`)
  database.prepare('INSERT INTO made VALUES (?)').run(key)
  database.exec('COMMIT')
  return database
}

const connect = (file: string): Database.Database => {
  const database = new Database(file)
  try {
    database.pragma('journal_mode = WAL')
    // What a power cut loses is read from the files again.
    database.pragma('synchronous = NORMAL')
    return database
  } catch (error) {
    database.close()
    throw error
  }
}

const keyOf = (database: Database.Database): string | undefined => {
  try {
    return (database.prepare('SELECT key FROM made').get() as { key: string } | undefined)?.key
  } catch (error) {
    if (isDamaged(error)) throw error
    return undefined
  }
}

const codeOf = (error: unknown): unknown => (error as { readonly code?: unknown }).code

/** True when SQLite found that the file is not one of its own, or is broken. */
export const isDamaged = (error: unknown): boolean => /^SQLITE_(?:CORRUPT|NOTADB)/.test(String(codeOf(error)))
