import { isTelling, Speller, termOf, tokenOf } from '../words/index.ts'

/** The terms of all articles as small numbers, with the number of articles that have each. */
export class Vocabulary {
  readonly #numbers = new Map<string, number>()
  readonly #terms: string[] = []
  readonly #articles: number[] = []
  /** The plain words that the terms stand for, to repair misspelt ones. */
  readonly spelling = new Speller()
  /** Words as they were met → their terms, while many articles are read. */
  #met = new Map<string, readonly number[]>()

  static from(terms: Iterable<string>, words: Iterable<string>): Vocabulary {
    const vocabulary = new Vocabulary()
    for (const term of terms) vocabulary.number(term)
    for (const word of words) vocabulary.spelling.add(word)
    return vocabulary
  }

  get terms(): readonly string[] {
    return this.#terms
  }

  /** Undefined for a term that no article ever had. */
  find(term: string): number | undefined {
    return this.#numbers.get(term)
  }

  term(number: number): string {
    return this.#terms[number] ?? ''
  }

  number(term: string): number {
    const known = this.#numbers.get(term)
    if (known !== undefined) return known
    this.#numbers.set(term, this.#terms.length)
    this.#articles.push(0)
    return this.#terms.push(term) - 1
  }

  /** How many articles have the term. */
  articles(number: number): number {
    return this.#articles[number] ?? 0
  }

  count(number: number, change: 1 | -1): void {
    this.#articles[number] = this.articles(number) + change
  }

  /** The terms of a word: its own, and those of its parts; none for a word that says nothing. */
  termsOf(word: string): readonly number[] {
    const met = this.#met.get(word)
    if (met) return met
    const { whole, parts } = tokenOf(word)
    const telling = [whole, ...parts].filter(isTelling)
    for (const plain of telling) if (/^\p{L}+$/u.test(plain)) this.spelling.add(plain)
    const terms = [...new Set(telling.map(w => this.number(termOf(w))))]
    if (this.#met.size >= MOST_MET) this.forgetMet()
    this.#met.set(word, terms)
    return terms
  }

  /** Frees what only speeds up the reading of many articles. */
  forgetMet(): void {
    this.#met = new Map()
  }
}

/** Words that are remembered as met: about 100 bytes each. */
const MOST_MET = 300_000
