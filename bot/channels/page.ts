import type { Choice, Citation, Part, Reply } from '../../dialogs/index.ts'
import { safeUrl } from './links.ts'

/** An article or address that a page leads to. */
export interface Link {
  readonly name: string
  readonly url: string | undefined
}

/**
 * What a card and its text twin both say. Either is drawn from this alone, so that neither can say more than the other.
 */
export interface Page {
  readonly heading: string
  readonly certainty: string | undefined
  readonly summary: string
  readonly parts: readonly Part[]
  /** The article that is recommended, and only then: it is cited. */
  readonly source: Link | undefined
  /** Articles that are possible too, best first; cited after the source. */
  readonly others: readonly (Link & { readonly abstract: string })[]
  /** What to look at besides. */
  readonly links: readonly Link[]
  readonly choices: readonly Choice[]
}

type Recommendation = Extract<Reply, { readonly kind: 'recommendation' }>
type Explanation = Extract<Reply, { readonly kind: 'explanation' }>

export const pageOf = (reply: Recommendation | Explanation): Page => {
  const { summary, parts, choices } = reply
  const links = reply.links.map(link => ({ name: link.title, url: safeUrl(link.url) }))
  const page = { summary, parts, links, choices }
  return reply.kind === 'recommendation'
    ? {
        ...page,
        heading: nameOf(reply.citation),
        certainty: reply.certainty,
        source: linkOf(reply.citation),
        others: reply.others.map(other => ({ ...linkOf(other), abstract: other.abstract })),
      }
    : { ...page, heading: reply.title, certainty: undefined, source: undefined, others: [] }
}

/** How an article is named wherever it is cited; the contract wants the id first. */
export const nameOf = (citation: Citation): string => `${citation.articleId}: ${citation.title}`

const linkOf = (citation: Citation): Link => ({ name: nameOf(citation), url: safeUrl(citation.url) })
