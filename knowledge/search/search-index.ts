import type { Article } from '../article.ts'
import { termOf } from '../words/index.ts'
import { Finder } from './choosing/finder.ts'
import { evidenceIn, Places } from './evidence.ts'
import { asQuestion } from './question.ts'
import { type Ranked, ranked, type WeighedWord, weighAsked } from './ranked.ts'
import { type Sequence, sequenceOf, type WeighedTerms, weighTerms } from './sequence.ts'
import { Vocabulary } from './vocabulary.ts'

/** Articles whose words are looked at one by one for a question. */
export const CANDIDATES = 200

/** Questions whose answers are remembered, and how many articles are remembered at least. */
const MOST_RECENT = 16
const USUAL = 30
/** Changes that an index made long ago bears without becoming slow. */
const FEW_CHANGES = 1000

interface Looked {
  readonly asked: readonly WeighedWord[]
  readonly places: Places
  /** The numbers of the articles that are worth a look. */
  readonly articles: readonly number[]
}

/** An index in this process's memory. Never throws, whatever the words are. */
export class SearchIndex {
  readonly #vocabulary: Vocabulary
  #finder: Finder
  readonly #sequences: (Sequence | undefined)[] = []
  readonly #ids: string[] = []
  /** Articles that were added or removed since the finder was made. */
  #changes = 0
  readonly #numbers = new Map<string, number>()
  /** What was found lately: one turn asks for the same words more than once. */
  readonly #recent = new Map<string, { readonly found: readonly Ranked[]; readonly limit: number }>()

  constructor(vocabulary: Vocabulary, articles: Iterable<readonly [id: string, sequence: Sequence]>) {
    this.#vocabulary = vocabulary
    for (const [id, sequence] of articles) this.#number(id, sequence)
    for (const [, { terms }] of this.#weighed()) for (const term of terms) vocabulary.count(term, 1)
    this.#finder = this.#newFinder()
  }

  static of(articles: Iterable<Article>): SearchIndex {
    const vocabulary = new Vocabulary()
    const sequences = [...articles].map(article => [article.id, sequenceOf(article, vocabulary)] as const)
    vocabulary.forgetMet()
    return new SearchIndex(vocabulary, sequences)
  }

  get size(): number {
    return this.#numbers.size
  }

  /** Adds an article, in place of one with the same id. Its words are those of this index's vocabulary. */
  put(id: string, sequence: Sequence): void {
    this.remove(id)
    const weighed = this.#weigh(sequence)
    this.#recent.clear()
    this.#changes++
    for (const term of weighed.terms) this.#vocabulary.count(term, 1)
    this.#finder.add(this.#number(id, sequence), weighed)
  }

  remove(id: string): void {
    const number = this.#numbers.get(id)
    const sequence = number === undefined ? undefined : this.#sequences[number]
    if (number === undefined || !sequence) return
    const weighed = this.#weigh(sequence)
    this.#recent.clear()
    this.#changes++
    for (const term of weighed.terms) this.#vocabulary.count(term, -1)
    this.#finder.remove(number, weighed)
    this.#sequences[number] = undefined
    this.#numbers.delete(id)
  }

  /** After many changes: words that were rare may be common now. Finds the same, and as soon as an index made anew. */
  settle(few = Math.max(FEW_CHANGES, this.size / 2)): void {
    if (this.#changes <= few) return
    this.#changes = 0
    this.#recent.clear()
    this.#finder = this.#newFinder()
  }

  #newFinder(): Finder {
    return new Finder(this.#vocabulary, this.#weighed(), (a, b) => this.#byId(a, b))
  }

  #weigh(sequence: Sequence): WeighedTerms {
    return weighTerms(sequence, this.#vocabulary.terms.length)
  }

  *#weighed(): Iterable<readonly [number, WeighedTerms]> {
    for (const [number, sequence] of this.#sequences.entries()) if (sequence) yield [number, this.#weigh(sequence)]
  }

  #number(id: string, sequence: Sequence): number {
    const number = this.#sequences.push(sequence) - 1
    this.#ids[number] = id
    this.#numbers.set(id, number)
    return number
  }

  /** The best `limit` articles for these words, best first. */
  search(text: string, limit = 20): readonly Ranked[] {
    const kept = this.#recent.get(text)
    if (kept && kept.limit >= limit) return kept.found.slice(0, limit)
    const most = Math.max(limit, USUAL)
    const { articles, places, asked } = this.#look(text)
    const evidenceOf = (n: number) => evidenceIn(this.#ids[n] as string, this.#sequences[n] as Sequence, places)
    const found = ranked(articles, evidenceOf, asked, most)
    this.#recent.set(text, { found, limit: most })
    if (this.#recent.size > MOST_RECENT) this.#recent.delete(this.#recent.keys().next().value as string)
    return found.slice(0, limit)
  }

  #look(text: string): Looked {
    const articles = (term: string): number => this.#vocabulary.articles(this.#vocabulary.find(term) ?? -1)
    const repair = (word: string): string | undefined =>
      this.#vocabulary.spelling.repair(word, known => articles(termOf(known)))
    const asked = weighAsked(asQuestion(text, { articles, repair }), articles, this.size)
    const places = new Map(
      asked.flatMap(({ term }, i) => {
        const number = this.#vocabulary.find(term)
        return number === undefined ? [] : [[number, i] as const]
      }),
    )
    const rare = [...places].map(([term, i]) => ({ term, rarity: asked[i]?.rarity ?? 0 }))
    return { asked, places: new Places(places), articles: this.#finder.find(rare, CANDIDATES) }
  }

  #byId(a: number, b: number): number {
    return (this.#ids[a] as string) < (this.#ids[b] as string) ? -1 : 1
  }
}
