import { createHash } from 'node:crypto'
import { type Sequence, Vocabulary } from '../../search/index.ts'
import type { Ask } from '../../storage/index.ts'
import { isRepairable, lettersOf, mostEdits, termOf } from '../../words/index.ts'
import type { Tables } from './schema.ts'
import { renumbered } from './sequence.ts'

/** How a term is kept: PostgreSQL's indexes take at most some 2,700 bytes, and a word may be longer. */
export const keptTerm = (term: string): string =>
  term.length <= LONGEST ? term : `${term.slice(0, 20)}… ${createHash('sha256').update(term).digest('hex')}`

/** In characters. */
const LONGEST = 200

/** Where a word is looked for when something like it was meant; see words/spelling.ts. */
export interface SpellingKey {
  readonly first: number
  readonly length: number
  /** Which letters the word has, as bits. */
  readonly letters: number
  /** How many edits away the word may be that was meant. */
  readonly most: number
}

/** Undefined for a word that is never repaired. */
export const spellingKeyOf = (word: string): SpellingKey | undefined => {
  if (!isRepairable(word) || word.length > LONGEST) return undefined
  return { first: word.charCodeAt(0), length: word.length, letters: lettersOf(word), most: mostEdits(word) }
}

/** The terms of the files that one process reads in one go, and the numbers that they have in the database. */
export class SharedTerms {
  readonly #tables: Tables
  /** Numbers of its own; a sequence that was made with it is renumbered before it is kept. */
  readonly vocabulary = new Vocabulary()
  /** By the vocabulary's numbers. */
  readonly #numbers: number[] = []
  #sharedWords = 0

  constructor(tables: Tables) {
    this.#tables = tables
  }

  get size(): number {
    return this.#numbers.length
  }

  shared(sequence: Sequence): Sequence {
    return renumbered(sequence, this.#numbers)
  }

  /** Gives numbers to what the vocabulary has learned since the last time. The writers' lock must be held. */
  async share(ask: Ask): Promise<void> {
    await this.#shareTerms(ask)
    await this.#shareWords(ask)
  }

  async #shareTerms(ask: Ask): Promise<void> {
    const { term } = this.#tables
    const kept = this.vocabulary.terms.slice(this.#numbers.length).map(keptTerm)
    if (kept.length === 0) return
    await ask(
      `INSERT INTO ${term} (term) SELECT new.term FROM unnest($1::text[]) WITH ORDINALITY AS new(term, place)
        WHERE NOT EXISTS (SELECT FROM ${term} old WHERE old.term = new.term)
        GROUP BY new.term ORDER BY min(new.place)`,
      [kept],
    )
    const rows = await ask<{ term: string; number: number }>(`SELECT term, number FROM ${term} WHERE term = ANY($1)`, [
      kept,
    ])
    const numbers = new Map(rows.map(r => [r.term, r.number]))
    for (const name of kept) this.#numbers.push(numbers.get(name) as number)
  }

  async #shareWords(ask: Ask): Promise<void> {
    const { spelling } = this.#tables
    const words = this.vocabulary.spelling.words.slice(this.#sharedWords)
    this.#sharedWords += words.length
    const known = words.flatMap(word => {
      const key = spellingKeyOf(word)
      const term = this.vocabulary.find(termOf(word))
      return key && term !== undefined ? [{ word, ...key, term: this.#numbers[term] as number }] : []
    })
    if (known.length === 0) return
    await ask(
      `INSERT INTO ${spelling} (word, first, length, letters, term)
        SELECT * FROM unnest($1::text[], $2::int[], $3::int[], $4::int[], $5::int[]) ON CONFLICT DO NOTHING`,
      [
        known.map(k => k.word),
        known.map(k => k.first),
        known.map(k => k.length),
        known.map(k => k.letters),
        known.map(k => k.term),
      ],
    )
  }
}
