import { type Article, type Catalog, type Condition, type Ranges, versionNames } from '../../knowledge/index.ts'
import { html, type Markup } from './html.ts'
import { words } from './words.ts'

/** What an article says of one product, in words. */
interface ConditionInWords {
  readonly product: string
  readonly affected: string
  readonly fixedIn: readonly string[]
  readonly works: string | undefined
}

const names = versionNames()

const inWords = ({ facet, affected, fixedIn = [], works }: Condition, catalog: Catalog): ConditionInWords => {
  const product = catalog.products.get(facet)
  const name = (ranges: Ranges): string => (product ? names.of(product, ranges) : facet)
  return {
    product: product?.name ?? facet,
    affected: name(affected),
    fixedIn: fixedIn.map(name),
    works: works && name(works),
  }
}

/** Which products and versions an article is about, as the bot judges it. */
export const appliesMarkup = (article: Article, catalog: Catalog): Markup => {
  const conditions = article.conditions.map(c => inWords(c, catalog))
  const others = article.otherProducts
  if (conditions.length + others.length === 0) return html`<p>${listed(article, true) ?? words.appliesUnknown}</p>\n`
  const several = conditions.length + others.length > 1
  const together = article.productsAre === 'conditions' ? words.allMustFit : words.oneIsEnough
  return html`${several ? html`<p class="applies__how">${together}</p>\n` : undefined}<div class="applies">
${conditions.map(conditionMarkup)}${others.map(name => html`<div class="applies__one"><h3>${name}</h3></div>\n`)}</div>
${listed(article, false)}`
}

const conditionMarkup = ({ product, affected, fixedIn, works }: ConditionInWords): Markup =>
  html`<div class="applies__one">
<h3>${product}</h3>
<dl>
<div class="applies__said bad"><dt>${words.affected}</dt><dd>${affected}</dd></div>
${fixedIn.length > 0 ? html`<div class="applies__said good"><dt>${words.fixedIn}</dt>${fixedIn.map(f => html`<dd>${f}</dd>`)}</div>\n` : undefined}${works ? html`<div class="applies__said good"><dt>${words.works}</dt><dd>${works}</dd></div>\n` : undefined}</dl>
</div>
`

/** The article's own list, where it may say more than was read of it: in our own layout its author states the rest. */
const listed = ({ appliesTo, productsAre }: Article, open: boolean): Markup | undefined =>
  appliesTo.length === 0 || (productsAre === 'conditions' && !open)
    ? undefined
    : html`<details class="listed"${open ? html` open` : undefined}><summary>${words.asListed(appliesTo.length)}</summary>
<ul>
${appliesTo.map(line => html`<li>${line}</li>\n`)}</ul>
</details>
`
