import type { WeighedTerms } from '../sequence.ts'
import type { Vocabulary } from '../vocabulary.ts'
import { Engine } from './engine.ts'
import { Lengths } from './lengths.ts'
import { Postings } from './postings.ts'
import { Scores } from './scores.ts'
import { UniqueTerms } from './unique-terms.ts'

/** A term of the vocabulary with its idf. */
export interface RareTerm {
  readonly term: number
  readonly rarity: number
}

/** A word of more articles than this is common: its articles stand in arrays, which are walked twenty times as fast. */
const COMMON = 300

/**
 * Chooses the articles that a ranking is worth while for: those for which the words of a question, all of them, add up to
 * most. What people call a thing is often another word than the article's, and rarer: the common words that both have may
 * be all that leads to it.
 *
 * The engine is MiniSearch. For a word it walks a map of the articles that have it, and it needs about 800 bytes for every
 * word however rare: so it is given what it is good at.
 *
 * - A word of one article needs no walk: `#unique` keeps its article.
 * - A word of many articles is walked in `#common`, five bytes each.
 * - MiniSearch has the words between, nearly all of those that more than one article has.
 */
export class Finder {
  readonly #vocabulary: Vocabulary
  readonly #engine: Engine
  readonly #unique: UniqueTerms
  readonly #common: Postings
  readonly #lengths = new Lengths()
  readonly #articles = new Set<number>()
  /** The highest number of an article so far. */
  #last = -1
  /** Of one search. */
  #scores = new Scores(0)

  /** Which of two articles comes first when nothing else decides. */
  readonly #order: (a: number, b: number) => number

  /** An index of these articles: each one's terms with their weights, by its number; in the order of the numbers. */
  constructor(
    vocabulary: Vocabulary,
    articles: Iterable<readonly [number, WeighedTerms]>,
    order: (a: number, b: number) => number,
  ) {
    this.#vocabulary = vocabulary
    this.#order = order
    this.#unique = new UniqueTerms(vocabulary.terms.length)
    this.#common = new Postings(vocabulary, having => having > COMMON)
    const between = new Postings(vocabulary, having => having > 1 && having <= COMMON)
    const lengths: Record<number, readonly number[]> = {}
    const numbers: Record<number, number> = {}
    for (const [article, weighed] of articles) {
      this.#meet(article, weighed)
      numbers[article] = article
      lengths[article] = [weighed.terms.length]
      for (const [term, weight] of pairs(weighed))
        if (this.#common.has(term)) this.#common.add(term, article, weight)
        else if (between.has(term)) between.add(term, article, weight)
        else this.#unique.add(term, article)
    }
    this.#engine = Engine.load({
      documentCount: this.#articles.size,
      nextId: this.#last + 1,
      documentIds: numbers,
      fieldIds: { terms: 0 },
      fieldLength: lengths,
      averageFieldLength: [this.#lengths.middling],
      storedFields: {},
      dirtCount: 0,
      index: between.entries(),
      serializationVersion: 2,
    })
  }

  /** One more article. Terms stay where they were placed when the index was made; new ones go to the engine. */
  add(article: number, weighed: WeighedTerms): void {
    this.#meet(article, weighed)
    const added: string[] = []
    for (const [term, weight] of pairs(weighed))
      if (this.#common.has(term)) this.#common.add(term, article, weight)
      else if (this.#unique.has(term)) this.#unique.add(term, article)
      else for (let i = 0; i < weight; i++) added.push(this.#vocabulary.term(term))
    this.#engine.addTerms(article, added)
  }

  remove(article: number, { terms }: WeighedTerms): void {
    if (!this.#articles.delete(article)) return
    this.#lengths.remove(article)
    this.#engine.discard(article)
    for (const term of terms)
      if (this.#common.has(term)) this.#common.remove(term, article)
      else this.#unique.remove(term, article)
  }

  #meet(article: number, { terms }: WeighedTerms): void {
    this.#articles.add(article)
    this.#lengths.set(article, terms.length)
    this.#last = Math.max(this.#last, article)
  }

  /** The numbers of the `limit` articles for which these terms add up to most, best first. */
  find(terms: readonly RareTerm[], limit: number): readonly number[] {
    const scores = this.#cleared()
    const { middling } = this.#lengths
    for (const { term, rarity } of terms)
      if (this.#common.has(term)) this.#common.walk(term, rarity, this.#lengths, scores)
      else if (this.#unique.has(term))
        for (const article of this.#unique.articles(term))
          scores.add(article, rarity * this.#lengths.worth(article, 1, middling))
      else this.#engine.walk(this.#vocabulary.term(term), rarity, this.#lengths, scores)
    return scores.best(limit, this.#order)
  }

  /** Empty, with room for all articles. */
  #cleared(): Scores {
    if (this.#scores.size <= this.#last) this.#scores = new Scores(2 * (this.#last + 1))
    this.#scores.clear()
    return this.#scores
  }
}

function* pairs({ terms, weights }: WeighedTerms): Iterable<readonly [term: number, weight: number]> {
  for (const [i, term] of terms.entries()) yield [term, weights[i] as number]
}
