import { Engine, Scores } from './engine.ts'
import type { WeighedTerms } from './sequence.ts'
import type { Vocabulary } from './vocabulary.ts'

/** What people may tune, in memory and in PostgreSQL. */
export const CHOICE = {
  /** A word of more articles than this is common: it prefers among those that rarer words choose. */
  common: 2000,
  /** A common word counts only where it has this weight: in the title or the symptoms, or more than once elsewhere. */
  central: 2,
  /** So many of the rarest words choose at least, and more as long as together so few articles have them. */
  drivers: 3,
  walk: 2500,
} as const

/** Of words that are not common those that choose: the rarest, rarest first. `articles`: how many have the word. */
export const driversAmong = <Term extends Pick<RareTerm, 'rarity'>>(
  terms: readonly Term[],
  articles: (term: Term) => number,
): readonly Term[] => {
  let walked = 0
  return terms
    .toSorted((a, b) => b.rarity - a.rarity)
    .filter((term, i) => {
      walked += articles(term)
      return i < CHOICE.drivers || walked <= CHOICE.walk
    })
}

/**
 * Chooses the articles that a ranking is worth while for.
 *
 * The engine is MiniSearch. Per word it walks every article that has the word, and it needs about 800 bytes for every word
 * however rare: so it is given what it is good at.
 *
 * - A word of one article needs no walk: `#unique` keeps its article.
 * - A word of many articles (`common`) cannot choose by itself: `#common` keeps a bit an article, which is enough to
 *   prefer, among the articles that rarer words chose, those that have it too.
 * - MiniSearch has the words between, and of a question it is asked for the rarest ones only (`driversAmong`).
 */
export class Finder {
  readonly #vocabulary: Vocabulary
  readonly #engine: Engine
  readonly #unique: UniqueTerms
  readonly #common = new Map<number, Uint8Array>()
  readonly #articles = new Set<number>()
  /** The highest number of an article so far. */
  #last = -1

  /** Of one search: what the engine's words say, and all of them. */
  #walked = new Scores(0)
  #scores = new Scores(0)

  /** Which of two articles comes first when nothing else decides. */
  readonly #order: (a: number, b: number) => number

  /** An index of these articles: each one's terms with their weights, by its number. */
  constructor(
    vocabulary: Vocabulary,
    articles: Iterable<readonly [number, WeighedTerms]>,
    order: (a: number, b: number) => number,
  ) {
    this.#vocabulary = vocabulary
    this.#order = order
    const postings = new Postings(vocabulary)
    this.#unique = new UniqueTerms(vocabulary.terms.length)
    const lengths: Record<number, readonly number[]> = {}
    const numbers: Record<number, number> = {}
    let terms = 0
    for (const [article, weighed] of articles) {
      this.#articles.add(article)
      terms += weighed.terms.length
      this.#last = Math.max(this.#last, article)
      numbers[article] = article
      lengths[article] = [weighed.terms.length]
      for (const [term, weight] of pairs(weighed))
        if (vocabulary.articles(term) > CHOICE.common) this.#setCommon(term, article, weight >= CHOICE.central)
        else if (vocabulary.articles(term) === 1) this.#unique.add(term, article)
        else postings.add(term, article, weight)
    }
    const count = this.#articles.size
    this.#engine = Engine.load({
      documentCount: count,
      nextId: this.#last + 1,
      documentIds: numbers,
      fieldIds: { terms: 0 },
      fieldLength: lengths,
      averageFieldLength: [count > 0 ? terms / count : 0],
      storedFields: {},
      dirtCount: 0,
      index: postings.entries(),
      serializationVersion: 2,
    })
  }

  /** One more article. Terms stay where they were placed when the index was made; new ones go to the engine. */
  add(article: number, weighed: WeighedTerms): void {
    this.#articles.add(article)
    this.#last = Math.max(this.#last, article)
    const added: string[] = []
    for (const [term, weight] of pairs(weighed))
      if (this.#common.has(term)) this.#setCommon(term, article, weight >= CHOICE.central)
      else if (this.#unique.has(term)) this.#unique.add(term, article)
      else for (let i = 0; i < weight; i++) added.push(this.#vocabulary.term(term))
    this.#engine.addTerms(article, added)
  }

  remove(article: number, { terms }: WeighedTerms): void {
    if (!this.#articles.delete(article)) return
    this.#engine.discard(article)
    for (const term of terms) {
      if (this.#common.has(term)) this.#setCommon(term, article, false)
      this.#unique.remove(term, article)
    }
  }

  #setCommon(term: number, article: number, has: boolean): void {
    let bits = this.#common.get(term)
    if (!bits || bits.length <= article >> 3) {
      const longer = new Uint8Array(Math.max(64, (article >> 3) * 2 + 1))
      if (bits) longer.set(bits)
      bits = longer
      this.#common.set(term, bits)
    }
    const at = article >> 3
    const mask = 1 << (article & 7)
    bits[at] = has ? (bits[at] as number) | mask : (bits[at] as number) & ~mask
  }

  /** The numbers of the `limit` articles that have the rarest of these terms, and most of them; in no order. */
  find(terms: readonly RareTerm[], limit: number): readonly number[] {
    const [scores, walked] = this.#cleared()
    const uniques = terms.filter(t => this.#unique.has(t.term))
    for (const { term, rarity } of uniques)
      for (const article of this.#unique.articles(term)) scores.add(article, rarity)
    const common = terms.filter(t => this.#common.has(t.term))
    const drivers = driversAmong(
      terms.filter(t => !this.#common.has(t.term) && !this.#unique.has(t.term)),
      t => this.#vocabulary.articles(t.term),
    )
    this.#engine.walk(
      drivers.map(t => this.#vocabulary.term(t.term)),
      walked,
    )
    for (const article of walked.articles) scores.add(article, walked.of(article) * walked.times(article))
    // Too few telling words to choose by: then whatever has most of the common ones is worth a look, too.
    const all = uniques.length + drivers.length < CHOICE.drivers ? this.#bestOfCommon(common, limit) : []
    for (const article of all) scores.add(article, 0)
    for (const article of scores.articles) scores.add(article, this.#commonScore(article, common))
    return scores.best(limit, this.#order)
  }

  /** Both empty, with room for all articles. */
  #cleared(): readonly [Scores, Scores] {
    if (this.#scores.size <= this.#last) {
      const size = 2 * (this.#last + 1)
      this.#scores = new Scores(size)
      this.#walked = new Scores(size)
    }
    this.#scores.clear()
    this.#walked.clear()
    return [this.#scores, this.#walked]
  }

  #commonScore(article: number, common: readonly RareTerm[]): number {
    let score = 0
    for (const { term, rarity } of common) {
      const bits = this.#common.get(term)
      if (bits && ((bits[article >> 3] ?? 0) >> (article & 7)) & 1) score += rarity
    }
    return score
  }

  /** The articles that have most of these terms: those near the best, at most `limit`. */
  #bestOfCommon(common: readonly RareTerm[], limit: number): readonly number[] {
    const scores = new Float32Array(this.#last + 1)
    for (const { term, rarity } of common) {
      const bits = this.#common.get(term) ?? new Uint8Array(0)
      for (let byte = 0; byte < bits.length; byte++)
        for (let left = bits[byte] as number, article = byte << 3; left !== 0; left >>= 1, article++)
          if (left & 1) scores[article] = (scores[article] as number) + rarity
    }
    const best = scores.reduce((a, b) => Math.max(a, b), 0)
    const near = new Scores(scores.length)
    for (let article = 0; article < scores.length; article++) {
      const score = scores[article] as number
      if (score > 0 && score >= best * NEAR_BEST) near.add(article, score)
    }
    return near.best(limit, this.#order)
  }
}

function* pairs({ terms, weights }: WeighedTerms): Iterable<readonly [term: number, weight: number]> {
  for (const [i, term] of terms.entries()) yield [term, weights[i] as number]
}

/** A term of the vocabulary with its idf. */
export interface RareTerm {
  readonly term: number
  readonly rarity: number
}

/** Of common words, an article must have this share of what the best one has. */
const NEAR_BEST = 0.7

/** Terms that one article had when the index was made, and the articles that have each now: a number a term, mostly. */
class UniqueTerms {
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

/** For each term of the engine its articles with their weights, side by side in two arrays. */
class Postings {
  readonly #vocabulary: Vocabulary
  readonly #next: Uint32Array
  readonly #starts: Uint32Array
  readonly #articles: Uint32Array
  readonly #weights: Uint16Array

  constructor(vocabulary: Vocabulary) {
    this.#vocabulary = vocabulary
    this.#starts = new Uint32Array(vocabulary.terms.length + 1)
    for (let term = 0; term < vocabulary.terms.length; term++) {
      const articles = vocabulary.articles(term)
      this.#starts[term + 1] =
        (this.#starts[term] as number) + (articles > 1 && articles <= CHOICE.common ? articles : 0)
    }
    this.#next = this.#starts.slice()
    this.#articles = new Uint32Array(this.#starts.at(-1) ?? 0)
    this.#weights = new Uint16Array(this.#articles.length)
  }

  add(term: number, article: number, weight: number): void {
    const at = this.#next[term] as number
    this.#next[term] = at + 1
    this.#articles[at] = article
    this.#weights[at] = Math.min(weight, 0xffff)
  }

  /** MiniSearch's own serialised form, made term by term, so that it never stands in memory as a whole. */
  *entries() {
    for (const [term, name] of this.#vocabulary.terms.entries()) {
      const [from, to] = [this.#starts[term] as number, this.#next[term] as number]
      if (from === to) continue
      const entry: Record<number, number> = {}
      for (let i = from; i < to; i++) entry[this.#articles[i] as number] = this.#weights[i] as number
      yield [name, { 0: entry }] as const
    }
  }
}
