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
    const sums = this.#sums
    return this.#near(limit)
      .sort((a, b) => (sums[b] as number) - (sums[a] as number) || order(a, b))
      .slice(0, limit)
  }

  /** Those that may be among the best, so that few have to be put in order. */
  #near(limit: number): number[] {
    let best = 0
    for (let i = 0; i < this.#count; i++) best = Math.max(best, this.#sumAt(i))
    const step = (i: number): number => (best > 0 ? Math.floor((this.#sumAt(i) / best) * STEPS) : 0)
    const having = new Uint32Array(STEPS + 1)
    for (let i = 0; i < this.#count; i++) {
      const at = step(i)
      having[at] = (having[at] as number) + 1
    }
    let least = STEPS
    for (let found = having[least] as number; found < limit && least > 0; found += having[least] as number) least--
    const near: number[] = []
    for (let i = 0; i < this.#count; i++) if (step(i) >= least) near.push(this.#articles[i] as number)
    return near
  }

  /** The sum of the article that was met as the `i`th. */
  #sumAt(i: number): number {
    return this.#sums[this.#articles[i] as number] as number
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
