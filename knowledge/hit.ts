import type { Article } from './article.ts'
import { codesIn } from './search/codes.ts'
import { textsOf } from './search/fields.ts'
import type { Ranked } from './search/hit.ts'

/** An article that speaks of what was asked, and why it was found. */
export interface Hit extends Ranked {
  readonly article: Article
  /** True when both name error codes or events, and none in common: then it is another problem. */
  readonly contrary: boolean
}

export const hitOf = (ranked: Ranked, article: Article, asked: ReadonlySet<string>): Hit => ({
  ...ranked,
  article,
  contrary: asked.size > 0 && isContrary(asked, codesOf(article)),
})

const isContrary = (asked: ReadonlySet<string>, named: ReadonlySet<string>): boolean =>
  named.size > 0 && ![...asked].some(c => named.has(c))

/** Those that an article is about: named in its title or its symptoms. */
const codesOf = (article: Article): ReadonlySet<string> => {
  const { title, symptoms } = textsOf(article)
  return codesIn([...title, ...symptoms].join('\n'))
}
