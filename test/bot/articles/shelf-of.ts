import type { Shelf } from '../../../bot/articles/shelf.ts'
import type { Article, Hit } from '../../../knowledge/index.ts'
import { emptyShelf } from '../empty-shelf.ts'

/** An article of which only its number and its title are known, but for what is given. */
export const article = (id: string, given: Partial<Article> = {}): Article => ({
  id,
  title: `The title of ${id}`,
  source: undefined,
  reviewed: undefined,
  revision: undefined,
  file: `${id}.md`,
  appliesTo: [],
  products: [],
  otherProducts: [],
  productsAre: 'alternatives',
  layout: 'markdown',
  keywords: [],
  related: [],
  symptom: '',
  askedAs: [],
  circumstances: [],
  codes: [],
  titleWords: 1,
  conditions: [],
  troubles: [],
  well: [],
  guidance: {
    summary: '',
    steps: [],
    before: [],
    workaround: [],
    more: [],
    ways: [],
    code: [],
    marks: { steps: '', workaround: '' },
    onlyTells: false,
  },
  sections: [],
  links: [],
  ...given,
})

const hit = (found: Article): Hit => ({
  article: found,
  id: found.id,
  score: 1,
  coverage: 1,
  matches: [],
  together: 1,
  quoted: 0,
  central: 1,
  named: false,
  contrary: false,
  titled: 1,
})

/** What was asked of a shelf, and how often. */
export type Asked = Record<'article' | 'heads' | 'ids' | 'search', number>

/** A shelf of these articles. Finds those whose title has the words, in the order in which they are given. */
export const shelfWith = (articles: readonly Article[], asked?: Asked): Shelf => {
  const byId = new Map(articles.map(a => [a.id, a]))
  const note = (what: keyof Asked) => {
    if (asked) asked[what]++
  }
  return {
    ...emptyShelf,
    article: async id => {
      note('article')
      return byId.get(id) ?? byId.get(`KB${id}`)
    },
    heads: async ids => {
      note('heads')
      return ids.flatMap(id => byId.get(id) ?? [])
    },
    ids: async () => {
      note('ids')
      return [...byId.keys()]
    },
    search: async (words, limit) => {
      note('search')
      return articles
        .filter(({ title }) => title.includes(words))
        .slice(0, limit)
        .map(found => hit(found))
    },
  }
}
