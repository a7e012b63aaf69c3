import { z } from 'zod'
import { articleUrl } from '../articles/addresses.ts'
import type { Shelf } from '../articles/shelf.ts'
import { safeUrl } from '../channels/links.ts'
import { articlePreview } from './article-preview.ts'

const link = z.object({ url: z.string().max(2048) })

/** A link to an article, ours or its original, becomes a card; of any other link nothing is shown. */
export const unfurl = async (value: unknown, shelf: Shelf, publicUrl: string | undefined): Promise<object> => {
  const url = safeUrl(link.safeParse(value).data?.url)
  const article = url === undefined ? undefined : await articleAt(url, shelf, publicUrl)
  if (!article) return {}
  const attachments = [articlePreview(article, publicUrl)]
  return { composeExtension: { type: 'result', attachmentLayout: 'list', attachments } }
}

const articleAt = async (url: string, shelf: Shelf, publicUrl: string | undefined) => {
  const own = publicUrl !== undefined && url.startsWith(articleUrl(publicUrl, ''))
  for (const id of idsIn(url)) {
    const article = await shelf.article(id)
    if (article && (own || sameAddress(article.source, url))) return article
  }
  return undefined
}

/** The parts of its path that may name an article. */
const idsIn = (url: string): readonly string[] =>
  new URL(url).pathname
    .split('/')
    .toReversed()
    .slice(0, MOST_PARTS)
    .map(decoded)
    .filter(part => part !== '')

const MOST_PARTS = 6

const decoded = (part: string): string => {
  try {
    return decodeURIComponent(part)
  } catch {
    return ''
  }
}

/** Sites say the same page with and without `www`, a slash at the end, http for https. */
const sameAddress = (source: string | undefined, url: string): boolean =>
  source !== undefined && URL.canParse(source) && bare(source) === bare(url)

const bare = (address: string): string => {
  const { hostname, pathname } = new URL(address)
  return `${hostname.replace(/^www\./, '')}${pathname.replace(/\/+$/, '')}`.toLowerCase()
}
