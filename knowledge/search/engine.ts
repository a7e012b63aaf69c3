import MiniSearch from 'minisearch'

interface Entry {
  readonly id: number
  readonly terms: string
}

/** Between terms: some have a space in them. */
const SEPARATOR = '\n'

const OPTIONS = {
  fields: ['terms'],
  tokenize: (text: string): string[] => text.split(SEPARATOR).filter(Boolean),
  processTerm: (term: string): string => term,
}

/** MiniSearch's defaults: BM25+ (Lv and Zhai, "Lower-bounding term frequency normalization", CIKM 2011). */
const BM25 = { k: 1.2, b: 0.7, d: 0.5 } as const

/** The one field of an entry. */
const FIELD = 0

/**
 * MiniSearch, walked without what its own search makes: an object for each word of each article, another for each article,
 * and an order, of all of which only the sums are used. That was a third of a search, and most of its garbage.
 */
export class Engine extends MiniSearch<Entry> {
  /** From MiniSearch's serialised form, whose articles are numbered by their own numbers. */
  static load(serialised: object): Engine {
    const loaded = MiniSearch.loadJS<Entry>(serialised as Parameters<typeof MiniSearch.loadJS>[0], OPTIONS)
    return Object.assign(new Engine(OPTIONS), loaded)
  }

  addTerms(article: number, terms: readonly string[]): void {
    this.add({ id: article, terms: terms.join(SEPARATOR) })
  }

  /** Adds for each article what MiniSearch's own search gives it for each of these terms that it has. */
  walk(terms: readonly string[], scores: Scores): void {
    const { k, b, d } = BM25
    const count = this._documentCount
    const average = this._avgFieldLength[FIELD] as number
    for (const term of terms) {
      const frequencies = this._index.get(term)?.get(FIELD)
      if (!frequencies) continue
      const having = this.#living(frequencies)
      const rarity = Math.log(1 + (count - having + 0.5) / (having + 0.5))
      frequencies.forEach((frequency, article) => {
        const length = this._fieldLength.get(article)?.[FIELD]
        if (length === undefined) return
        const score = rarity * (d + (frequency * (k + 1)) / (frequency + k * (1 - b + (b * length) / average)))
        scores.add(this._documentIds.get(article) as number, score)
      })
    }
  }

  /** What was discarded stays in the lists until they are cleared up. */
  #living(frequencies: ReadonlyMap<number, number>): number {
    if (this._dirtCount === 0) return frequencies.size
    let living = 0
    for (const article of frequencies.keys()) if (this._documentIds.has(article)) living++
    return living
  }
}

/** A sum an article. Used again by the next search: most articles have none, and which have one is known. */
export class Scores {
  readonly #sums: Float64Array
  readonly #times: Uint16Array
  readonly #articles: number[] = []

  /** For the articles of numbers below `size`. */
  readonly size: number

  constructor(size: number) {
    this.size = size
    this.#sums = new Float64Array(size)
    this.#times = new Uint16Array(size)
  }

  add(article: number, score: number): void {
    if (this.#times[article] === 0) this.#articles.push(article)
    this.#times[article] = (this.#times[article] as number) + 1
    this.#sums[article] = (this.#sums[article] as number) + score
  }

  /** Those that something was added for. */
  get articles(): readonly number[] {
    return this.#articles
  }

  of(article: number): number {
    return this.#sums[article] as number
  }

  /** How often something was added for it. */
  times(article: number): number {
    return this.#times[article] as number
  }

  /** The articles of the highest sums, in no order. Which of equal ones must not hang on the order in which they were added. */
  best(limit: number, order: (a: number, b: number) => number): readonly number[] {
    if (this.#articles.length <= limit) return [...this.#articles]
    const sums = new Float64Array(this.#articles.length)
    for (let i = 0; i < sums.length; i++) sums[i] = this.of(this.#articles[i] as number)
    const last = sums.sort().at(-limit) as number
    const above = this.#articles.filter(a => this.of(a) > last)
    const equal = this.#articles.filter(a => this.of(a) === last)
    return above.concat(equal.sort(order)).slice(0, limit)
  }

  clear(): void {
    for (const article of this.#articles) {
      this.#sums[article] = 0
      this.#times[article] = 0
    }
    this.#articles.length = 0
  }
}
