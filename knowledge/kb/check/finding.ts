import type { Article } from '../../article.ts'
import type { Problem } from '../../problem.ts'
import { linesOf } from '../../reading/index.ts'

/** A problem that shows only when all articles are looked at. Its place is where `said` stands first in the file. */
export interface Finding extends Problem {
  readonly said?: string
}

/** Sees every article once, then tells what it found, what concerns most articles first. */
export interface Check {
  readonly see: (article: Article) => void
  readonly findings: () => readonly Finding[]
}

/** The finding with its place in the text of its file; as it was when what it is about is not written there like that. */
export const placed = ({ said, ...problem }: Finding, source: string | undefined): Problem => {
  if (said === undefined || source === undefined) return problem
  const wanted = said.toLowerCase()
  for (const { text, number } of linesOf(source)) {
    const at = wordAt(text.toLowerCase(), wanted)
    if (at >= 0) return { ...problem, line: number, column: at + 1 }
  }
  return problem
}

/** Where it stands on its own: 951251 is not in 9512510. */
const wordAt = (text: string, wanted: string): number => {
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + 1))
    if (!isDigit(text[at - 1]) && !isDigit(text[at + wanted.length])) return at
  return -1
}

const isDigit = (character: string | undefined): boolean => character !== undefined && /\d/.test(character)

/** What several articles have in common: told once, of the first of them. */
export interface Gathered {
  readonly name: string
  readonly file: string
  readonly line: number
  readonly said: string
  /** As the first of them means it. */
  readonly productsAre: Article['productsAre']
  readonly articles: readonly string[]
  readonly count: number
}

/** Gathers by key; of the articles it keeps how many there are, and the first few. */
export class Gathering {
  readonly #found = new Map<
    string,
    { first: Omit<Gathered, 'articles' | 'count'>; articles: string[]; count: number }
  >()

  /** `said`: as it stands in the article, when that is not the name. */
  add(key: string, name: string, article: Article, line = 1, said = name): void {
    const known = this.#found.get(key)
    if (!known)
      this.#found.set(key, {
        first: { name: name.slice(0, LONGEST_NAME), file: article.file, line, said, productsAre: article.productsAre },
        articles: [article.id],
        count: 1,
      })
    // Articles come one after the other: the same one again is the last.
    else if (known.articles.at(-1) !== article.id) {
      known.count++
      if (known.articles.length < MOST_NAMED) known.articles.push(article.id)
    }
  }

  /** Most articles first. */
  all(): readonly Gathered[] {
    return [...this.#found.values()]
      .map(({ first, articles, count }) => ({ ...first, articles, count }))
      .sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1))
  }
}

const MOST_NAMED = 5
/** In characters: what is longer is no name, and nobody reads it. */
const LONGEST_NAME = 120

/** "KB1, KB2 and 3 more". */
export const namesOf = ({ articles, count }: Pick<Gathered, 'articles' | 'count'>): string => {
  const more = count - articles.length
  if (more > 0) return `${articles.join(', ')} and ${more} more`
  return articles.length < 2 ? articles.join('') : `${articles.slice(0, -1).join(', ')} and ${articles.at(-1)}`
}
