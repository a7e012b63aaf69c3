import type { Article } from '../article.ts'
import { lately } from '../lately.ts'
import { unpackArticle } from './kept-article.ts'
import type { Library } from './library.ts'

/** What is asked of the library in every turn. */
export interface Found<Hit> {
  readonly search: (words: string, limit: number) => Promise<readonly Hit[]>
  readonly article: (id: string) => Promise<Article | undefined>
}

/**
 * How many searches, and how many articles, are kept at least: of those who talk at the moment. A search keeps the heads of
 * what it found in memory, so that hundreds of them cost as much as thousands of conversations.
 */
const MOST_SEARCHES = 40
const MOST_ARTICLES = 80
/** In characters: of the words, and of an id. Others are asked for each time. */
const LONGEST_WORDS = 2000
const LONGEST_ID = 100

/** What was looked up, or is just being looked up. */
interface Known<T> {
  found?: Promise<T> | undefined
  /** So many were asked for. */
  limit: number
}

/**
 * Keeps what was found lately until the articles change: a conversation comes back to the same words and the same few
 * articles turn by turn, and to ask a library in a thread of its own costs more than the answer. `look` searches.
 */
export const foundLately = <Hit>(
  library: Pick<Library, 'changed' | 'articles'>,
  look: (words: string, limit: number) => Promise<readonly Hit[]>,
): Found<Hit> => {
  const articleOf = together(library)
  const known = untilChanged(library, () => ({
    searches: lately(MOST_SEARCHES, LONGEST_WORDS, (): Known<readonly Hit[]> => ({ limit: 0 })),
    articles: lately(MOST_ARTICLES, LONGEST_ID, (): Known<Article | undefined> => ({ limit: 0 })),
  }))
  return {
    async search(words, limit) {
      const hits = await keptIn(known().searches(words), limit, () => look(words, limit))
      return hits.length > limit ? hits.slice(0, limit) : hits
    },
    article: id => keptIn(known().articles(id), 1, () => articleOf(id)),
  }
}

const keptIn = <T>(known: Known<T>, limit: number, look: () => Promise<T>): Promise<T> => {
  if (known.found && known.limit >= limit) return known.found
  const found = look()
  known.found = found
  known.limit = limit
  // What failed is asked for anew.
  found.catch(() => {
    if (known.found === found) known.found = undefined
  })
  return found
}

const untilChanged = <T>(library: Pick<Library, 'changed'>, make: () => T): (() => T) => {
  let changed = library.changed
  let made = make()
  return () => {
    if (library.changed !== changed) {
      changed = library.changed
      made = make()
    }
    return made
  }
}

/** Articles that are asked for in one go are one question. */
const together = ({ articles }: Pick<Library, 'articles'>): ((id: string) => Promise<Article | undefined>) => {
  let ids: string[] = []
  let asked: Promise<ReadonlyMap<string, Article>> | undefined
  const ask = async (): Promise<ReadonlyMap<string, Article>> => {
    await undefined
    const all = ids
    ids = []
    asked = undefined
    return new Map((await articles(all)).map(a => [a.id, unpackArticle(a)]))
  }
  return async id => {
    ids.push(id)
    asked ??= ask()
    return (await asked).get(id)
  }
}
