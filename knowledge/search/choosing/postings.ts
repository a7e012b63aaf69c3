import type { Vocabulary } from '../vocabulary.ts'
import type { Lengths } from './lengths.ts'
import type { Scores } from './scores.ts'

/** For each of some terms its articles with their weights, side by side in two arrays: five bytes each. */
export class Postings {
  readonly #vocabulary: Vocabulary
  /** By term, where its articles begin; the last is where all end. */
  readonly #starts: Uint32Array
  /** By term, where they end. */
  readonly #ends: Uint32Array
  readonly #articles: Uint32Array
  /** 0 for an article that was removed. */
  readonly #weights: Uint8Array
  /** Articles that came later, with their weights, by term. */
  readonly #added = new Map<number, Map<number, number>>()

  /** With room for the terms that the vocabulary has now and that so many articles have. */
  constructor(vocabulary: Vocabulary, isKept: (articles: number) => boolean) {
    this.#vocabulary = vocabulary
    this.#starts = new Uint32Array(vocabulary.terms.length + 1)
    for (let term = 0; term < vocabulary.terms.length; term++) {
      const articles = vocabulary.articles(term)
      this.#starts[term + 1] = (this.#starts[term] as number) + (isKept(articles) ? articles : 0)
    }
    this.#ends = this.#starts.slice()
    this.#articles = new Uint32Array(this.#starts.at(-1) ?? 0)
    this.#weights = new Uint8Array(this.#articles.length)
  }

  has(term: number): boolean {
    return (this.#starts[term + 1] ?? 0) > (this.#starts[term] ?? 0)
  }

  /** Articles come in the order of their numbers. */
  add(term: number, article: number, weight: number): void {
    const kept = Math.min(weight, HEAVIEST)
    const at = this.#ends[term] as number
    if (at < (this.#starts[term + 1] as number)) {
      this.#ends[term] = at + 1
      this.#articles[at] = article
      this.#weights[at] = kept
      return
    }
    const added = this.#added.get(term)
    if (added) added.set(article, kept)
    else this.#added.set(term, new Map([[article, kept]]))
  }

  remove(term: number, article: number): void {
    if (this.#added.get(term)?.delete(article)) return
    let [from, to] = [this.#starts[term] as number, this.#ends[term] as number]
    while (from < to) {
      const middle = (from + to) >> 1
      if ((this.#articles[middle] as number) < article) from = middle + 1
      else to = middle
    }
    if (this.#articles[from] === article && from < (this.#ends[term] as number)) this.#weights[from] = 0
  }

  walk(term: number, rarity: number, lengths: Lengths, scores: Scores): void {
    const { middling } = lengths
    for (let at = this.#starts[term] as number, end = this.#ends[term] as number; at < end; at++) {
      const article = this.#articles[at] as number
      const weight = this.#weights[at] as number
      if (weight > 0) scores.add(article, rarity * lengths.worth(article, weight, middling))
    }
    for (const [article, weight] of this.#added.get(term) ?? [])
      scores.add(article, rarity * lengths.worth(article, weight, middling))
  }

  /** MiniSearch's own serialised form, made term by term, so that it never stands in memory as a whole. */
  *entries() {
    for (const [term, name] of this.#vocabulary.terms.entries()) {
      const [from, to] = [this.#starts[term] as number, this.#ends[term] as number]
      if (from === to) continue
      const entry: Record<number, number> = {}
      for (let i = from; i < to; i++) entry[this.#articles[i] as number] = this.#weights[i] as number
      yield [name, { 0: entry }] as const
    }
  }
}

/** A word that occurs more often counts as if it occurred so often: it makes no difference. */
const HEAVIEST = 0xff
