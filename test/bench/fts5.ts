import Database from 'libsql'
import { FIELDS, type Field } from '../../knowledge/reading/fields.ts'
import { isTelling, wordsIn } from '../../knowledge/words/words.ts'

/** A document as both engines get it. */
export interface Document {
  readonly id: string
  readonly fields: Readonly<Record<Field, string>>
}

/** One way to ask SQLite: what each field is worth; 0 leaves it out of the search. */
export type Weights = readonly number[]

/** SQLite's own full-text search, with Porter stemming, over the same fields and with the same stop words. */
export class Fts5 {
  readonly #database = new Database(':memory:')

  build(documents: Iterable<Document>): void {
    this.#database.exec(
      `CREATE VIRTUAL TABLE document USING fts5(id UNINDEXED, ${FIELDS.join(', ')}, tokenize = 'porter unicode61')`,
    )
    const insert = this.#database.prepare(`INSERT INTO document VALUES (?${', ?'.repeat(FIELDS.length)})`)
    this.#database.exec('BEGIN')
    for (const { id, fields } of documents) insert.run(id, ...FIELDS.map(f => fields[f]))
    this.#database.exec('COMMIT')
  }

  /** What is asked for these words with these weights: prepared, so that only the search itself is timed. */
  searcher(weights: Weights): (words: string) => readonly string[] {
    const statement = this.#database.prepare(
      `SELECT id FROM document WHERE document MATCH ? ORDER BY bm25(document, 0, ${weights.join(', ')}) LIMIT 10`,
    )
    const columns = FIELDS.filter((_, i) => weights[i] !== 0).join(' ')
    return words => {
      const query = queryOf(words)
      return query === '' ? [] : (statement.all(`{${columns}} : (${query})`) as { id: string }[]).map(r => r.id)
    }
  }

  close(): void {
    this.#database.close()
  }
}

/** Any of the telling words, quoted as FTS5 wants it. */
const queryOf = (text: string): string =>
  [...new Set(wordsIn(text).flatMap(w => w.word.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []))]
    .filter(isTelling)
    .map(word => `"${word}"`)
    .join(' OR ')

/** Ways to weigh the fields (title, symptoms, cause, resolution, applies-to, rest); the benchmark takes the best. */
export const WEIGHTS: readonly Weights[] = [
  [1, 1, 1, 1, 1, 1],
  [3, 2.5, 1, 0.5, 0.6, 0.4],
  [4, 3, 1, 1, 1, 0.5],
  [2, 4, 1, 0.2, 2, 0.1],
  [3, 2, 0, 0, 1, 0],
  [2, 2, 0, 0, 1, 0],
  [2, 4, 0, 0, 2, 0],
  [2, 3, 1, 0, 2, 0],
  [1, 3, 0, 0, 1, 0],
]
