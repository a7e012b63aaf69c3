import { isMark, type Sequence, type WeighedTerms, weighTerms } from '../../search/index.ts'
import type { Ask } from '../../storage/index.ts'
import type { KeptArticle } from '../library.ts'
import { CHOICE } from './finder.ts'
import type { Tables } from './schema.ts'
import { packed, unpacked } from './sequence.ts'

/** What came of reading a file, as it is kept. */
export interface FileRow {
  readonly path: string
  /** Size and time of the copy that was read. */
  readonly mark: string
  /** Of the content. */
  readonly hash: string
  readonly layout: string | undefined
  /** JSON of a list of problems; undefined: there are none. */
  readonly problems: string | undefined
  /** Undefined: no article, or a broken edit of the one that there is. */
  readonly article: ArticleRow | undefined
}

interface ArticleRow extends KeptArticle {
  /** Of articles with one id the one of the highest is used. */
  readonly newness: string
  /** In the database's numbers. */
  readonly sequence: Sequence
}

/** An article of more different terms is found by these only: tsvector holds a megabyte. */
const MOST_LEXEMES = 60_000

/** At most so many copies of a file are known by their time; the content of others is compared. */
const MOST_MARKS = 16

/** Changes files, articles and what they are found by. The writers' lock must be held. */
export class PostgresShelf {
  readonly #ask: Ask
  readonly #tables: Tables

  constructor(ask: Ask, tables: Tables) {
    this.#ask = ask
    this.#tables = tables
  }

  /** Keeps what came of files. A broken edit leaves the article that was read from the file before. */
  async put(files: readonly FileRow[]): Promise<void> {
    if (files.length === 0) return
    await this.#putFiles(files)
    const articles = files.flatMap(f => (f.article ? [{ file: f.path, ...f.article }] : []))
    if (articles.length === 0) return
    const before = await this.#idsIn(articles.map(a => a.file))
    const values = articles.flatMap(a => [a.file, a.id, a.newness, a.head, a.parts, packed(a.sequence)])
    const row = (_: unknown, i: number): string =>
      `($${6 * i + 1}::text, $${6 * i + 2}::text, $${6 * i + 3}::text, $${6 * i + 4}::text, $${6 * i + 5}::text, $${6 * i + 6}::bytea)`
    await this.#ask(
      `INSERT INTO ${this.#tables.article} AS old (file, id, newness, head, parts, words) VALUES ${articles.map(row).join(', ')}
        ON CONFLICT (file) DO UPDATE SET id = excluded.id, newness = excluded.newness, head = excluded.head, parts = excluded.parts, words = excluded.words`,
      values,
    )
    await this.#enter([...before, ...articles.map(a => a.id)], new Map(articles.map(a => [a.file, a.sequence])))
  }

  /** Other copies of what is known. */
  async addMarks(files: readonly { readonly path: string; readonly mark: string }[]): Promise<void> {
    if (files.length === 0) return
    await this.#ask(
      `UPDATE ${this.#tables.file} f SET marks = (new.mark || f.marks)[1:${MOST_MARKS}]
        FROM unnest($1::text[], $2::text[]) AS new(path, mark) WHERE f.path = new.path`,
      [files.map(f => f.path), files.map(f => f.mark)],
    )
  }

  async remove(paths: readonly string[]): Promise<void> {
    const { file, article } = this.#tables
    await this.#ask(`DELETE FROM ${file} WHERE path = ANY($1)`, [paths])
    const gone = await this.#ask<{ id: string }>(`DELETE FROM ${article} WHERE file = ANY($1) RETURNING id`, [paths])
    await this.#enter(
      gone.map(g => g.id),
      new Map(),
    )
  }

  async #putFiles(files: readonly FileRow[]): Promise<void> {
    await this.#ask(
      `INSERT INTO ${this.#tables.file} (path, marks, hash, layout, problems)
        SELECT path, ARRAY[mark], hash, layout, problems
        FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[]) AS new(path, mark, hash, layout, problems)
        ON CONFLICT (path) DO UPDATE
        SET marks = excluded.marks, hash = excluded.hash, layout = excluded.layout, problems = excluded.problems`,
      [
        files.map(f => f.path),
        files.map(f => f.mark),
        files.map(f => f.hash),
        files.map(f => f.layout ?? null),
        files.map(f => f.problems ?? null),
      ],
    )
  }

  async #idsIn(files: readonly string[]): Promise<readonly string[]> {
    const rows = await this.#ask<{ id: string }>(`SELECT id FROM ${this.#tables.article} WHERE file = ANY($1)`, [files])
    return rows.map(r => r.id)
  }

  /** Makes the entries of these ids anew: of the files that have an id the newest is used, else the one
   * whose path comes first. */
  async #enter(ids: readonly string[], sequences: ReadonlyMap<string, Sequence>): Promise<void> {
    if (ids.length === 0) return
    const { article, entry, room, key } = this.#tables
    const old = await this.#ask<{ lexemes: readonly string[] }>(
      `DELETE FROM ${entry} WHERE id = ANY($1) RETURNING tsvector_to_array(lexemes) AS lexemes`,
      [ids],
    )
    const used = await this.#ask<Used>(
      `SELECT DISTINCT ON (id) id, number, file FROM ${article} WHERE id = ANY($1) ORDER BY id, newness DESC, file`,
      [ids],
    )
    const lexemes = await this.#lexemesOf(used, sequences)
    if (used.length > 0)
      await this.#ask(
        `INSERT INTO ${entry} (article, id, lexemes)
          SELECT article, id, array_to_tsvector(string_to_array(lexemes, ' '))
          FROM unnest($1::int[], $2::text[], $3::text[]) AS new(article, id, lexemes)`,
        [used.map(u => u.number), used.map(u => u.id), lexemes.map(l => l.join(' '))],
      )
    await this.#count(
      lexemes,
      old.map(o => o.lexemes),
    )
    await this.#ask(
      `UPDATE ${room} SET articles = articles + $2, changes = pg_current_xact_id(), used = now() WHERE key = $1`,
      [key, used.length - old.length],
    )
  }

  async #lexemesOf(used: readonly Used[], sequences: ReadonlyMap<string, Sequence>): Promise<readonly string[][]> {
    const missing = used.filter(u => !sequences.has(u.file)).map(u => u.file)
    const rows =
      missing.length === 0
        ? []
        : await this.#ask<{ file: string; words: Buffer }>(
            `SELECT file, words FROM ${this.#tables.article} WHERE file = ANY($1)`,
            [missing],
          )
    const others = new Map(rows.map(r => [r.file, unpacked(r.words)]))
    const found = used.map(u => (sequences.get(u.file) ?? others.get(u.file)) as Sequence)
    return found.map(sequence => lexemesIn(weighTerms(sequence, highestIn(sequence) + 1)))
  }

  /** Keeps up how many entries have each term. */
  async #count(added: readonly (readonly string[])[], removed: readonly (readonly string[])[]): Promise<void> {
    const changes = new Map<string, number>()
    const change = (lexemes: readonly (readonly string[])[], by: number): void => {
      for (const list of lexemes)
        for (const lexeme of list) if (!lexeme.startsWith('c')) changes.set(lexeme, (changes.get(lexeme) ?? 0) + by)
    }
    change(added, 1)
    change(removed, -1)
    const changed = [...changes].filter(([, by]) => by !== 0)
    if (changed.length === 0) return
    await this.#ask(
      `UPDATE ${this.#tables.term} t SET articles = t.articles + new.by
        FROM unnest($1::int[], $2::int[]) AS new(number, by) WHERE t.number = new.number`,
      [changed.map(([number]) => Number(number)), changed.map(([, by]) => by)],
    )
  }
}

interface Used {
  readonly id: string
  readonly number: number
  readonly file: string
}

const highestIn = (sequence: Sequence): number =>
  sequence.reduce((high, code) => (isMark(code) ? high : Math.max(high, code)), 0)

const lexemesIn = ({ terms, weights }: WeighedTerms): string[] =>
  terms
    .slice(0, MOST_LEXEMES)
    .flatMap((term, i) => ((weights[i] as number) >= CHOICE.central ? [`${term}`, `c${term}`] : [`${term}`]))
