import type { ArticleHead, Catalog } from '../../knowledge/index.ts'
import { type Asked, articlePath, listPath } from './addresses.ts'
import { type Page, searchForm } from './document.ts'
import { html, type Markup } from './html.ts'
import type { Listing } from './listing.ts'
import type { Shelf } from './shelf.ts'
import { words } from './words.ts'

/** Articles on a page. */
const PAGE = 50
/** Of a search: what comes after is hardly what was meant. */
const MOST_FOUND = 200

/** A page of a list. */
interface Found {
  readonly heads: readonly ArticleHead[]
  /** Of the whole list. */
  readonly count: number
  readonly page: number
  /** There may be more than the best, which are listed. */
  readonly more: boolean
}

/** The list of all articles, or of those that were asked for. */
export const listPage = async (asked: Asked, shelf: Shelf, listing: Listing): Promise<Page> => {
  const found = await find(asked, shelf, listing)
  const says = sentence(asked, found, shelf.catalog)
  return {
    title: asked.words ? `${asked.words} · ${words.listTitle}` : words.listTitle,
    here: 'list',
    main: html`<div class="list">
<h1>${words.listTitle}</h1>
<p class="lead">${words.listLead}</p>
${searchForm('search', asked.words ?? '', productChoice(asked, shelf.catalog, listing))}<p class="list__count" id="count" role="status">${says}</p>
<div id="found">
${found.heads.length === 0 ? html`<p><a href="/articles">${words.everything}</a></p>\n` : entries(found.heads, shelf.catalog)}${pager(asked, found)}</div>
</div>
`,
  }
}

const find = async (asked: Asked, shelf: Shelf, listing: Listing): Promise<Found> => {
  if (asked.words !== undefined) {
    const heads = (await search(asked.words, shelf)).filter(
      head => asked.product === undefined || head.conditions.some(c => c.facet === asked.product),
    )
    const { page, from } = pageOf(asked, heads.length)
    return { heads: heads.slice(from, from + PAGE), count: heads.length, page, more: heads.length >= MOST_FOUND }
  }
  const ids = asked.product === undefined ? await listing.ids() : ((await listing.byProduct()).get(asked.product) ?? [])
  const { page, from } = pageOf(asked, ids.length)
  return { heads: await shelf.heads(ids.slice(from, from + PAGE)), count: ids.length, page, more: false }
}

/** The article that is named comes first, and the words are looked for all the same. */
const search = async (asked: string, shelf: Shelf): Promise<readonly ArticleHead[]> => {
  const [named, hits] = await Promise.all([shelf.article(asked), shelf.search(asked, MOST_FOUND)])
  const heads = hits.map(h => h.article)
  return named === undefined ? heads : [named, ...heads.filter(h => h.id !== named.id)]
}

const pageOf = ({ page = 1 }: Asked, count: number): { readonly page: number; readonly from: number } => {
  const shown = Math.min(page, lastOf(count))
  return { page: shown, from: (shown - 1) * PAGE }
}

const lastOf = (count: number): number => Math.max(1, Math.ceil(count / PAGE))

const sentence = ({ words: said, product: id }: Asked, { count, more }: Found, catalog: Catalog): string => {
  const product = id === undefined ? undefined : catalog.products.get(id)?.name
  if (id !== undefined && product === undefined) return words.noSuchProduct(id)
  if (count === 0 && said !== undefined)
    return product === undefined ? words.noneFound(said) : words.noneFoundAbout(said, product)
  if (count === 0 && product !== undefined) return words.noneAbout(product)
  const what = said === undefined ? words.all(count) : more ? words.best(count, said) : words.found(count, said)
  return product === undefined ? what : words.about(what, product)
}

/** Products that no article is about are left out as soon as that is known. */
const productChoice = ({ product }: Asked, { products }: Catalog, listing: Listing): Markup => {
  const known = listing.productsIfKnown()
  const offered = [...products.values()].filter(({ id }) => known === undefined || known.has(id) || id === product)
  return html`<select name="product" aria-label="${words.product}">
<option value="">${words.allProducts}</option>
${offered.map(
  ({ id, name }) =>
    html`<option value="${id}"${id === product ? html` selected` : undefined}>${words.productOption(name, known?.get(id)?.length)}</option>\n`,
)}</select>
`
}

const entries = (heads: readonly ArticleHead[], catalog: Catalog): Markup =>
  html`<ul class="entries">
${heads.map(
  head => html`<li class="entries__one">
<h2><a class="entries__link" href="${articlePath(head.id)}">${head.title}</a></h2>
${head.symptom === '' || head.symptom === head.title ? undefined : html`<p>${head.symptom}</p>\n`}<p class="entries__facts"><span class="id">${head.id}</span>${productsOf(head, catalog).map(name => html` <span class="chip">${name}</span>`)}</p>
</li>
`,
)}</ul>
`

const productsOf = ({ conditions, otherProducts }: ArticleHead, { products }: Catalog): readonly string[] => {
  const names = [...new Set([...conditions.map(c => products.get(c.facet)?.name ?? c.facet), ...otherProducts])]
  return names.length > MOST_CHIPS ? [...names.slice(0, MOST_CHIPS), '…'] : names
}

const MOST_CHIPS = 4

const pager = (asked: Asked, { count, page }: Found): Markup | undefined => {
  const last = lastOf(count)
  if (last === 1) return undefined
  const to = (number: number, name: string, rel: string): Markup =>
    html`<a class="pager__link" href="${listPath({ ...asked, page: number })}" rel="${rel}">${name}</a>\n`
  return html`<nav class="pager" aria-label="${words.pager}">
${page > 1 ? to(page - 1, words.earlier, 'prev') : undefined}<span>${words.pageOf(page, last)}</span>
${page < last ? to(page + 1, words.later, 'next') : undefined}</nav>
`
}
