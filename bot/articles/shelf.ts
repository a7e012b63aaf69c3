import {
  type Article,
  type ArticleHead,
  articleId,
  type Catalog,
  type Hit,
  type Knowledge,
  type Library,
} from '../../knowledge/index.ts'

/**
 * What the bot may ask of the articles beside conversations: to show one, to list them, to find some. They are kept up
 * with their files, so an id that was there may be gone.
 */
export interface Shelf {
  /** The best `limit` articles for these words, best first. Never rejects for the words' sake. */
  readonly search: (words: string, limit: number) => Promise<readonly Hit[]>
  /** By its id in whatever case and form people write it: `KB951251`, `kb 951251`, `951251`. */
  readonly article: (id: string) => Promise<Article | undefined>
  /** What these ids, as they are written, name: in their order, those that there are. */
  readonly heads: (ids: readonly string[]) => Promise<readonly ArticleHead[]>
  /** The ids of all articles, in order. Tens of thousands: not for every request. */
  readonly ids: () => Promise<readonly string[]>
  readonly catalog: Catalog
  /** The code of a text's language ("de") where it is surely another than English. */
  readonly languageOf: (text: string) => Promise<string | undefined>
}

export const shelfOf = (knowledge: Knowledge, library: Pick<Library, 'ids'>): Shelf => ({
  search: knowledge.search,
  async article(id) {
    for (const form of formsOf(id)) {
      const found = await knowledge.article(form)
      if (found) return found
    }
    return undefined
  },
  heads: ids => knowledge.heads(ids.filter(mayBe)),
  ids: library.ids,
  catalog: knowledge.catalog,
  languageOf: knowledge.languageOf,
})

/** In characters: what is longer is no id, and need not be looked up. */
const LONGEST_ID = 200

/** PostgreSQL takes no text with a NUL. */
const mayBe = (id: string): boolean => id.length <= LONGEST_ID && !id.includes('\0')

const formsOf = (written: string): ReadonlySet<string> => {
  const id = written.trim()
  return new Set(!mayBe(id) ? [] : [articleId(id) ?? id, id, id.toUpperCase(), id.toLowerCase()])
}
