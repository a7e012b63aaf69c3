import { type ArticleHead, type Fact, type ListedProduct, onceFor } from '../../knowledge/index.ts'

/**
 * Products as articles list them, name and version: what is left to compare where the catalog knows nothing. Pure
 * functions.
 */

/** The name under which asking for the product is remembered. */
export const PRODUCT = 'product'

const labelOfListed = ({ name, version }: ListedProduct): string =>
  version === undefined ? name : `${name} ${version}`

/** The products of an article, a version each; none where each is a condition, which is judged as such. */
export const listedLabels = onceFor((article: ArticleHead): readonly string[] =>
  article.productsAre === 'conditions' ? [] : [...new Set(article.products.map(labelOfListed))],
)

/** "Microsoft Exchange Server 5.5" and "Exchange Server version 5.5" are the same product. */
export const sameProduct = (a: string, b: string): boolean => key(a) === key(b)

const key = (label: string): string => {
  const known = keys.get(label)
  if (known !== undefined) return known
  const found = label
    .toLowerCase()
    .replace(/\b(?:microsoft|versions?|the|for)\b/g, ' ')
    .replace(/[^\p{L}\p{N}.+#]+/gu, ' ')
    .trim()
  if (keys.size >= MOST_KEYS) keys.clear()
  keys.set(label, found)
  return found
}

/** Of labels that were compared lately: each is compared many times a turn. */
const keys = new Map<string, string>()
const MOST_KEYS = 5000

type ListedFact = Extract<Fact, { kind: 'listed' }>

export const listedFact = (facts: readonly Fact[]): ListedFact | undefined =>
  facts.find((f): f is ListedFact => f.kind === 'listed')

/**
 * How much more probable the person's product is if this article is the right one than if nothing is known: an article
 * for one product says more than one for twenty. `miss` when it lists others only: people err, and names vary.
 */
export const listedWeight = (article: ArticleHead, facts: readonly Fact[], miss: number): number => {
  const fact = listedFact(facts)
  const labels = listedLabels(article)
  if (!fact || labels.length === 0) return 1
  const { name } = fact
  if (name !== undefined) return labels.some(l => sameProduct(l, name)) ? 1 : miss
  const open = labels.filter(l => !fact.not.some(n => sameProduct(l, n)))
  return Math.max(miss, open.length / labels.length)
}
