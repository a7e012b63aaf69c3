/** What the list shows; undefined: everything, the first page. */
export interface Asked {
  readonly words?: string | undefined
  /** A product's id in the catalog. */
  readonly product?: string | undefined
  /** From 1. */
  readonly page?: number | undefined
}

/** Where an article is shown, on this host. */
export const articlePath = (id: string): string => `/articles/${encodeURIComponent(wellFormed(id))}`

/** The same for others: `base` is where people reach the bot, such as `https://help.example.com`. */
export const articleUrl = (base: string, id: string): string =>
  new URL(articlePath(id).slice(1), base.endsWith('/') ? base : `${base}/`).href

export const listPath = ({ words, product, page }: Asked): string => {
  const query = new URLSearchParams()
  if (words) query.set('q', words)
  if (product) query.set('product', product)
  if (page !== undefined && page > 1) query.set('page', String(page))
  return query.size === 0 ? '/articles' : `/articles?${query}`
}

/** Web chat with a question about the article in its send box, not yet sent. */
export const askPath = (chat: string, id: string): string => `${chat}#ask=${encodeURIComponent(wellFormed(id))}`

/** Half of a surrogate pair is in no address. */
const wellFormed = (text: string): string => text.replace(/\p{Surrogate}/gu, '\uFFFD')
