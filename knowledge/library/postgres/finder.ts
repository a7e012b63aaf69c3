import { CANDIDATES } from '../../search/index.ts'
import type { Ask } from '../../storage/index.ts'
import type { Tables } from './schema.ts'

/** What people may tune. */
export const CHOICE = {
  /** A word of more articles than this is common: it prefers among those that rarer words choose. */
  common: 2000,
  /** A common word counts only where it has this weight: in the title or the symptoms, or more than once elsewhere. */
  central: 2,
  /** So many of the rarest words choose at least, and more as long as together so few articles have them. */
  drivers: 3,
  walk: 2500,
} as const

/** A term that was asked for. */
export interface AskedTerm {
  readonly number: number
  /** How many articles have it: at least one. */
  readonly articles: number
  /** Its idf. */
  readonly rarity: number
}

/** An article that a ranking is worth while for. */
export interface FoundRow {
  readonly id: string
  /** Its sequence, packed. */
  readonly words: Uint8Array
}

/** So many of the common words prefer: the least common ones. The others change nothing. */
const PREFERRING = 6

/**
 * Chooses articles with PostgreSQL's own index: each of the rarest words brings its articles, and those are kept that have
 * most of what was asked for, a word by its rarity. Where rare words are wanting, first those articles that all common
 * words are central to; if they are few, those of two of the three rarest.
 */
export class PostgresFinder {
  readonly #ask: Ask
  readonly #tables: Tables

  constructor(ask: Ask, tables: Tables) {
    this.#ask = ask
    this.#tables = tables
  }

  async find(terms: readonly AskedTerm[]): Promise<readonly FoundRow[]> {
    const rarestFirst = terms.toSorted((a, b) => b.rarity - a.rarity)
    const isCommon = (t: AskedTerm): boolean => t.articles > CHOICE.common
    const drivers = driversAmong(rarestFirst.filter(t => !isCommon(t)))
    const common = rarestFirst.filter(isCommon).slice(0, PREFERRING)
    const found = drivers.length + common.length > 0 ? await this.#best(drivers, common) : []
    return found.length === 0 && terms.length > 0 ? this.#mentioning(terms) : found
  }

  async #best(drivers: readonly AskedTerm[], common: readonly AskedTerm[]): Promise<readonly FoundRow[]> {
    const { entry, article } = this.#tables
    const values: unknown[] = [drivers.map(d => `${d.number}`), drivers.map(d => d.rarity), CANDIDATES]
    const value = (v: unknown): string => `$${values.push(v)}`
    const preference = common
      .map(c => ` + (e.lexemes @@ ${value(central(c))}::tsquery)::int * ${value(c.rarity)}::float8`)
      .join('')
    const found = (
      on: string,
    ): string => `SELECT e.article, e.id, 0::float8 AS rarity, 0::float8${preference} AS preference
      FROM ${entry} e WHERE ${on}`
    const [all, some] = drivers.length < CHOICE.drivers ? clausesOf(common) : []
    const parts = [
      `SELECT e.article, e.id, d.rarity, 0::float8${preference} AS preference
        FROM unnest($1::text[], $2::float8[]) AS d(lexeme, rarity) JOIN ${entry} e ON e.lexemes @@ d.lexeme::tsquery`,
      ...(all ? [found(`e.lexemes @@ ${value(all)}::tsquery`)] : []),
    ]
    const few =
      some && drivers.length === 0
        ? ` UNION ALL ${found(`(SELECT count(*) FROM first) < $3 AND e.lexemes @@ ${value(some)}::tsquery`)}`
        : ''
    return await this.#ask<FoundRow>(
      `WITH first AS MATERIALIZED (${parts.join(' UNION ALL ')}),
      best AS (
        SELECT article, id, sum(rarity) + max(preference) AS score FROM (SELECT * FROM first${few}) every
        GROUP BY article, id ORDER BY score DESC, id LIMIT $3)
      SELECT best.id, a.words FROM best JOIN ${article} a ON a.number = best.article`,
      values,
    )
  }

  /** Common words that no article is about are mentioned all the same: the first articles that do. */
  async #mentioning(terms: readonly AskedTerm[]): Promise<readonly FoundRow[]> {
    const { entry, article } = this.#tables
    return await this.#ask<FoundRow>(
      `SELECT best.id, a.words
        FROM (SELECT article, id FROM ${entry} WHERE lexemes @@ $1::tsquery ORDER BY id LIMIT $2) best
        JOIN ${article} a ON a.number = best.article`,
      [terms.map(t => t.number).join('|'), CANDIDATES],
    )
  }
}

/** Of words that are not common those that choose: the rarest. */
const driversAmong = (rarestFirst: readonly AskedTerm[]): readonly AskedTerm[] => {
  let walked = 0
  return rarestFirst.filter((term, i) => {
    walked += term.articles
    return i < CHOICE.drivers || walked <= CHOICE.walk
  })
}

const central = ({ number }: AskedTerm): string => `c${number}`

/** All of these words; and two of the three rarest, or any of fewer. */
const clausesOf = (common: readonly AskedTerm[]): readonly string[] => {
  const [a, b, c] = common.map(central)
  const all = common.map(central).join('&')
  if (!a) return []
  if (!b) return [all]
  return [all, c ? `(${a}&${b})|(${a}&${c})|(${b}&${c})` : `${a}|${b}`]
}
