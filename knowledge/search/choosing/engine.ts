import MiniSearch from 'minisearch'
import type { Lengths } from './lengths.ts'
import type { Scores } from './scores.ts'

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

  /** Adds for each article that has the term what MiniSearch's own search would, with the lengths of whole articles. */
  walk(term: string, rarity: number, lengths: Lengths, scores: Scores): void {
    const { middling } = lengths
    this._index
      .get(term)
      ?.get(FIELD)
      ?.forEach((weight, kept) => {
        // What was discarded stays in the lists until they are cleared up.
        const article = this._documentIds.get(kept) as number | undefined
        if (article !== undefined) scores.add(article, rarity * lengths.worth(article, weight, middling))
      })
  }
}
