import type { ArticleHead } from '../article.ts'
import type { Ranked } from './ranked.ts'

/** An article that speaks of what was asked, and why it was found. */
export interface Hit extends Ranked {
  readonly article: ArticleHead
  /** True when both name error codes or events, and none in common: then it is another problem. */
  readonly contrary: boolean
  /** The share of its title's words, versions left out, that the description has, 0 to 1. */
  readonly titled: number
}

/** Each of its fields by name: dozens are made in a turn, and to copy all but one costs ten times that. */
export const hitOf = (
  { id, score, coverage, matches, together, quoted, central, named }: Ranked,
  article: ArticleHead,
  asked: ReadonlySet<string>,
): Hit => ({
  id,
  score,
  coverage,
  matches,
  together,
  quoted,
  central,
  named,
  article,
  contrary: asked.size > 0 && isContrary(asked, article.codes),
  titled: Math.min(1, matches.filter(m => m.fields.includes('title')).length / Math.max(1, article.titleWords)),
})

const isContrary = (asked: ReadonlySet<string>, named: readonly string[]): boolean =>
  named.length > 0 && !named.some(c => asked.has(c))
