import type { Article, Hit, Knowledge } from '../../knowledge/index.ts'

/**
 * The knowledge as one turn sees it: what was looked up once is not looked up again, and is the same to the turn's end,
 * whatever changes in the files meanwhile.
 */
export const withinTurn = (knowledge: Knowledge): Knowledge => {
  const searches = new Map<string, { readonly limit: number; readonly hits: Promise<readonly Hit[]> }>()
  const articles = new Map<string, Promise<Article | undefined>>()
  const languages = new Map<string, Promise<string | undefined>>()
  // Written out: to spread what has a getter costs more than a search in what was found lately.
  const { size, catalog, heads, near, read, readInParts, readForeign, problemsOf, reportOf, circumstancesIn } =
    knowledge
  return {
    size,
    catalog,
    heads,
    near,
    read,
    readInParts,
    readForeign,
    problemsOf,
    reportOf,
    circumstancesIn,
    search: async (words, limit = USUAL) => {
      const before = searches.get(words)
      const search = before && before.limit >= limit ? before : { limit, hits: knowledge.search(words, limit) }
      searches.set(words, search)
      return search.limit === limit ? search.hits : (await search.hits).slice(0, limit)
    },
    article: id => kept(articles, id, knowledge.article),
    languageOf: text => kept(languages, text, knowledge.languageOf),
  }
}

/** Hits, where nobody says how many. */
const USUAL = 20

const kept = <T>(known: Map<string, T>, key: string, look: (key: string) => T): T => {
  const before = known.get(key)
  if (before !== undefined) return before
  const found = look(key)
  known.set(key, found)
  return found
}
