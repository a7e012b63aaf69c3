/** As MiniSearch weighs by default: BM25+ (Lv and Zhai, "Lower-bounding term frequency normalization", CIKM 2011). */
const BM25 = { k: 1.2, b: 0.7, d: 0.5 } as const

/** How many different terms each article has, and what that makes of a term's weight. */
export class Lengths {
  #lengths = new Uint16Array(64)
  #total = 0
  #articles = 0

  set(article: number, length: number): void {
    if (article >= this.#lengths.length) {
      const longer = new Uint16Array(2 * (article + 1))
      longer.set(this.#lengths)
      this.#lengths = longer
    }
    this.remove(article)
    const kept = Math.min(length, 0xffff)
    this.#lengths[article] = kept
    this.#total += kept
    if (kept > 0) this.#articles++
  }

  remove(article: number): void {
    const length = this.#lengths[article] ?? 0
    if (length === 0) return
    this.#lengths[article] = 0
    this.#total -= length
    this.#articles--
  }

  get middling(): number {
    return this.#articles > 0 ? this.#total / this.#articles : 1
  }

  /** What a term of this weight counts in an article, for each unit of its rarity. */
  worth(article: number, weight: number, middling: number): number {
    const { k, b, d } = BM25
    const length = this.#lengths[article] as number
    return d + (weight * (k + 1)) / (weight + k * (1 - b + (b * length) / middling))
  }
}
