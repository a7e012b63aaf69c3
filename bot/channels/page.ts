import type { Choice, Citation, Part, Reply } from '../../dialogs/index.ts'
import { articleUrl } from '../articles/addresses.ts'
import { sayInChannel } from '../texts/texts.ts'
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
  /** Why, in one line; empty where nothing is recommended. */
  readonly because: string
  readonly summary: string
  readonly parts: readonly Part[]
  /** The article that is recommended, and only then: it is cited. */
  readonly source: Link | undefined
  /** The id of the article that it is about, where it is one. */
  readonly article: string | undefined
  /** What "Open …" leads to: the article as we show it, else its original. */
  readonly open: Link | undefined
  /** Articles that are possible too, best first; cited after the source. */
  readonly others: readonly (Link & { readonly abstract: string })[]
  /** What to look at besides. */
  readonly links: readonly Link[]
  readonly choices: readonly Choice[]
}

type Recommendation = Extract<Reply, { readonly kind: 'recommendation' }>
type Explanation = Extract<Reply, { readonly kind: 'explanation' }>

/** `publicUrl`: where people reach the bot, and so our own pages of articles. */
export const pageOf = (reply: Recommendation | Explanation, publicUrl: string | undefined): Page => {
  const { parts, choices } = reply
  const about = reply.kind === 'recommendation' ? reply.citation : reply.about
  const own = about && publicUrl !== undefined ? articleUrl(publicUrl, about.articleId) : undefined
  const source = about && linkOf(about)
  const open = own && about ? { name: nameOf(about), url: own } : source
  const links = reply.links.map(link => ({ name: link.title, url: safeUrl(link.url) }))
  // Each address once: what "Open" leads to is no link besides, and the original is one where "Open" leads to us.
  const original = own && source?.url ? [{ name: source.url, url: source.url }] : []
  const page = { parts, choices, article: about?.articleId, open, links: once([...original, ...links], open) }
  return reply.kind === 'recommendation'
    ? {
        ...page,
        heading: nameOf(reply.citation),
        certainty: reply.certainty,
        because: reply.because,
        summary: '',
        source,
        others: reply.others.map(other => ({ ...linkOf(other), abstract: other.abstract })),
      }
    : {
        ...page,
        heading: reply.title,
        certainty: undefined,
        because: '',
        summary: reply.summary,
        source: undefined,
        others: [],
      }
}

/** The page with so many characters in its parts at most: what is cut off ends with a line that says so. */
export const withinLimit = (page: Page, most: number): Page => {
  let left = most
  const parts = page.parts.flatMap(part => {
    const lines: string[] = []
    for (const line of part.lines) {
      if (line.length > left) {
        // A long line shows its beginning where it is the first.
        if (lines.length === 0 && left > LEAST_SHOWN) lines.push(`${line.slice(0, left).trimEnd()}…`)
        left = 0
        break
      }
      lines.push(line)
      left -= line.length + WRAPPING
    }
    const isCut = lines.length < part.lines.length || lines.at(-1) !== part.lines.at(-1)
    if (lines.length === 0 && left === 0 && part.folded) return []
    return [{ ...part, lines: isCut ? [...lines, sayInChannel('rest-in-article')] : lines }]
  })
  return { ...page, parts }
}

const LEAST_SHOWN = 80
/** What draws a line counts like so many characters. */
const WRAPPING = 150

const once = (links: readonly Link[], open: Link | undefined): readonly Link[] =>
  links.filter(
    ({ url }, index) =>
      url === undefined || (url !== open?.url && links.findIndex(other => other.url === url) === index),
  )

/** How an article is named wherever it is cited; the contract wants the id first. */
export const nameOf = ({ articleId, title }: Pick<Citation, 'articleId' | 'title'>): string => `${articleId}: ${title}`

const linkOf = (citation: Omit<Citation, 'abstract'>): Link => ({ name: nameOf(citation), url: safeUrl(citation.url) })
