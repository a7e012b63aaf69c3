/** A sum an article. Used again by the next search: most articles have none, and which have one is known. */
export class Scores {
  readonly #sums: Float64Array
  readonly #has: Uint8Array
  readonly #articles: Uint32Array
  #count = 0

  /** For the articles of numbers below `size`. */
  readonly size: number

  constructor(size: number) {
    this.size = size
    this.#sums = new Float64Array(size)
    this.#has = new Uint8Array(size)
    this.#articles = new Uint32Array(size)
  }

  add(article: number, score: number): void {
    if (this.#has[article] === 0) {
      this.#has[article] = 1
      this.#articles[this.#count++] = article
    }
    this.#sums[article] = (this.#sums[article] as number) + score
  }

  of(article: number): number {
    return this.#sums[article] as number
  }

  /** The articles of the highest sums, best first. `order`: which of equal ones comes first, whatever was added first. */
  best(limit: number, order: (a: number, b: number) => number): readonly number[] {
    const articles = this.#articles.subarray(0, this.#count)
    const near = articles.length > limit ? articles.filter(this.#isNear(articles, limit)) : articles
    return [...near].sort((a, b) => this.of(b) - this.of(a) || order(a, b)).slice(0, limit)
  }

  /** Tells those that may be among the best from most others, so that few have to be put in order. */
  #isNear(articles: Uint32Array, limit: number): (article: number) => boolean {
    let best = 0
    for (const article of articles) best = Math.max(best, this.of(article))
    const step = (article: number): number => (best > 0 ? Math.floor((this.of(article) / best) * STEPS) : 0)
    const having = new Uint32Array(STEPS + 1)
    for (const article of articles) {
      const at = step(article)
      having[at] = (having[at] as number) + 1
    }
    let least = STEPS
    for (let found = having[least] as number; found < limit && least > 0; found += having[least] as number) least--
    return article => step(article) >= least
  }

  clear(): void {
    for (let i = 0; i < this.#count; i++) {
      const article = this.#articles[i] as number
      this.#sums[article] = 0
      this.#has[article] = 0
    }
    this.#count = 0
  }
}

/** The steps between nothing and the best sum. */
const STEPS = 1024
