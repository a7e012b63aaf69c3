import {
  asQuestion,
  evidenceIn,
  Places,
  type Ranked,
  ranked,
  termsIn,
  unknownWords,
  weighAsked,
} from '../../search/index.ts'
import type { Postgres } from '../../storage/index.ts'
import { Speller, termOf } from '../../words/index.ts'
import { KeptHead } from '../kept-article.ts'
import type { FoundArticle } from '../library.ts'
import { type FoundRow, PostgresFinder } from './finder.ts'
import type { Tables } from './schema.ts'
import { unpacked } from './sequence.ts'
import { keptTerm, spellingKeyOf } from './terms.ts'

/** What was found for some words, after which change of the articles, and how much was asked for. */
interface Recent {
  readonly changes: string
  readonly limit: number
  readonly found: readonly FoundArticle[]
}

/** What the database says of the articles and of some terms. */
interface State {
  /** Names the last change of the articles. */
  readonly changes: string
  /** Those that it knows. */
  readonly terms: readonly KnownTerm[]
}

/** A term that the database knows. */
interface KnownTerm {
  readonly term: string
  readonly number: number
  /** How many articles have it. */
  readonly articles: number
}

/** Words that are looked for at most as misspellings in one search: a pasted log has thousands that nobody knows. */
const MOST_REPAIRED = 150

/** So many are found at least, so that who asks again for more needs no new search. */
const USUAL = 30
const MOST_RECENT = 16

/** Searches in the database: it counts terms and chooses candidates, and what ranks them is the same as everywhere. */
export class PostgresSearch {
  readonly #database: Postgres
  readonly #tables: Tables
  readonly #finder: PostgresFinder
  /** What was found lately, as long as no article has changed: one turn asks for the same words more than once. */
  readonly #recent = new Map<string, Recent>()
  #size = 0

  constructor(database: Postgres, tables: Tables) {
    this.#database = database
    this.#tables = tables
    this.#finder = new PostgresFinder(database.ask, tables)
  }

  /** How many articles there were when it was asked last. */
  get size(): number {
    return this.#size
  }

  /** Asks how many articles there are; false when there are no tables of this edition any more. */
  async count(): Promise<boolean> {
    return (await this.#state([])) !== undefined
  }

  async search(words: string, limit: number): Promise<readonly FoundArticle[]> {
    const state = await this.#state(termsIn(words).map(keptTerm))
    if (!state) return []
    const recent = this.#recent.get(words)
    if (recent && recent.changes === state.changes && recent.limit >= limit) return recent.found.slice(0, limit)
    const most = Math.max(limit, USUAL)
    const found = await this.#find(words, most, state.terms)
    this.#recent.delete(words)
    this.#recent.set(words, { changes: state.changes, limit: most, found })
    if (this.#recent.size > MOST_RECENT) this.#recent.delete(this.#recent.keys().next().value as string)
    return found.slice(0, limit)
  }

  async #state(terms: readonly string[]): Promise<State | undefined> {
    const { room, term, key } = this.#tables
    const rows = await this.#database.ask<{ size: number; changes: string } & Partial<KnownTerm>>(
      `SELECT r.articles AS size, r.changes::text, t.term, t.number, t.articles
        FROM ${room} r LEFT JOIN ${term} t ON t.term = ANY($2::text[]) WHERE r.key = $1`,
      [key, terms],
    )
    this.#size = rows[0]?.size ?? 0
    return (
      rows[0] && { changes: rows[0].changes, terms: rows.filter((r): r is typeof r & KnownTerm => r.number != null) }
    )
  }

  async #find(words: string, limit: number, terms: readonly KnownTerm[]): Promise<readonly FoundArticle[]> {
    const known = new Map(terms.map(t => [t.term, t]))
    const articles = (term: string): number => known.get(keptTerm(term))?.articles ?? 0
    const near = await this.#near(unknownWords(words, term => articles(term) > 0))
    for (const { known: meant } of near) if (!known.has(meant.term)) known.set(meant.term, meant)
    const speller = new Speller(near.map(n => n.word))
    const repair = (word: string): string | undefined => speller.repair(word, meant => articles(termOf(meant)))
    const asked = weighAsked(asQuestion(words, { articles, repair }), articles, this.#size)
    const places = new Map<number, number>()
    for (const [place, { term }] of asked.entries()) {
      const number = known.get(keptTerm(term))?.number
      if (number !== undefined) places.set(number, place)
    }
    const rare = asked.flatMap(({ term, rarity }) => {
      const found = known.get(keptTerm(term))
      return found && found.articles > 0 ? [{ number: found.number, articles: found.articles, rarity }] : []
    })
    const candidates = await this.#finder.find(rare)
    const looked = new Places(places)
    const evidenceOf = (c: FoundRow) => evidenceIn(c.id, unpacked(c.words), looked)
    return await this.#withHeads(ranked(candidates, evidenceOf, asked, limit))
  }

  /** An article that was removed since it was chosen is left out. One whose file was renamed has another row by now. */
  async #withHeads(best: readonly Ranked[]): Promise<readonly FoundArticle[]> {
    const { entry, article } = this.#tables
    const rows = await this.#database.ask<{ id: string; head: string }>(
      `SELECT e.id, a.head FROM ${entry} e JOIN ${article} a ON a.number = e.article WHERE e.id = ANY($1)`,
      [best.map(r => r.id)],
    )
    const heads = new Map(rows.map(r => [r.id, r.head]))
    return best.flatMap(r => {
      const head = heads.get(r.id)
      return head === undefined ? [] : [{ ...r, head: new KeptHead(head) }]
    })
  }

  /** Words that some of these may have been meant to be. */
  async #near(unknown: readonly string[]): Promise<readonly { readonly word: string; readonly known: KnownTerm }[]> {
    const keys = unknown.flatMap(word => spellingKeyOf(word) ?? []).slice(0, MOST_REPAIRED)
    if (keys.length === 0) return []
    const { spelling, term } = this.#tables
    const rows = await this.#database.ask<{ word: string } & KnownTerm>(
      `SELECT DISTINCT s.word, t.term, t.number, t.articles
        FROM unnest($1::int[], $2::int[], $3::int[], $4::int[]) AS asked(first, length, letters, most)
        JOIN ${spelling} s ON s.first = asked.first AND s.length BETWEEN asked.length - asked.most AND asked.length + asked.most
          AND bit_count((s.letters # asked.letters)::bit(32)) <= 2 * asked.most
        JOIN ${term} t ON t.number = s.term AND t.articles > 0`,
      [keys.map(k => k.first), keys.map(k => k.length), keys.map(k => k.letters), keys.map(k => k.most)],
    )
    return rows.map(({ word, ...known }) => ({ word, known }))
  }
}
