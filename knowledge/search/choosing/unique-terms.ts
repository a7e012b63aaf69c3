/** Terms that one article had when the index was made, and the articles that have each now: a number a term, mostly. */
export class UniqueTerms {
  /** By term: the number of its first article + 1; 0 for a term that is none of these. */
  readonly #first: Uint32Array
  /** Of terms that other articles came to have, or that theirs lost. */
  readonly #changed = new Map<number, readonly number[]>()

  constructor(terms: number) {
    this.#first = new Uint32Array(terms)
  }

  has(term: number): boolean {
    return (this.#first[term] ?? 0) > 0 || this.#changed.has(term)
  }

  articles(term: number): readonly number[] {
    const first = this.#first[term] ?? 0
    return this.#changed.get(term) ?? (first > 0 ? [first - 1] : [])
  }

  add(term: number, article: number): void {
    if (this.has(term)) this.#changed.set(term, [...this.articles(term), article])
    else this.#first[term] = article + 1
  }

  remove(term: number, article: number): void {
    if (this.has(term))
      this.#changed.set(
        term,
        this.articles(term).filter(a => a !== article),
      )
  }
}
