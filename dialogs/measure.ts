import { leaves, overlaps, type Product, type Ranges } from '../knowledge/index.ts'

/**
 * How much of a product's versions a set of builds covers, 0 to 1: every release counts the same, within it every
 * service pack, within that every update. It stands for "how probable is it that somebody has one of these" as long as
 * nothing better is known; a product that had thirty updates is not thirty times as common.
 */
export const measure = (product: Product, ranges: Ranges): number => {
  let sum = 0
  for (const { ranges: leaf, weight } of weighedLeaves(product)) if (overlaps(leaf, ranges)) sum += weight
  return sum
}

const cache = new WeakMap<Product, readonly { readonly ranges: Ranges; readonly weight: number }[]>()

const weighedLeaves = (product: Product) => {
  const known = cache.get(product)
  if (known) return known
  const share = 1 / product.releases.length
  const weighed = leaves(product).map(leaf => {
    const level = leaf.kind === 'level' ? leaf : leaf.parent
    const levels = level?.parent?.children.length ?? 1
    const updates = leaf.kind === 'level' ? 1 : (leaf.parent?.children.length ?? 1)
    return { ranges: leaf.ranges, weight: share / levels / updates }
  })
  cache.set(product, weighed)
  return weighed
}
