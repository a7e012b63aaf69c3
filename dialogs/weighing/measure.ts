import { intersect, isWithin, leaves, onceFor, overlaps, type Product, type Ranges } from '../../knowledge/index.ts'

/**
 * How much of a product's versions a set of builds covers, 0 to 1: every release counts the same, within it every
 * service pack, within that every update. It stands for "how probable is it that somebody has one of these" as long as
 * nothing better is known; a product that had thirty updates is not thirty times as common.
 */
export const measure = (product: Product, ranges: Ranges): number => {
  const own = measured.get(product) ?? new WeakMap<Ranges, number>()
  measured.set(product, own)
  const known = own.get(ranges) ?? measureAnew(product, ranges)
  own.set(ranges, known)
  return known
}

/** A set of builds never changes, and what an article affects is measured for each answer that a question may have. */
const measured = new WeakMap<Product, WeakMap<Ranges, number>>()

/** The same of what two sets have in common. That set is nobody's: what is remembered of it would only be thrown away. */
export const measureShared = (product: Product, a: Ranges, b: Ranges): number => measureAnew(product, intersect(a, b))

const measureAnew = (product: Product, ranges: Ranges): number => {
  let sum = 0
  for (const release of weighedReleases(product)) {
    if (!overlaps(release.ranges, ranges)) continue
    if (isWithin(release.ranges, ranges)) sum += release.weight
    else for (const leaf of release.leaves) if (overlaps(leaf.ranges, ranges)) sum += leaf.weight
  }
  return sum
}

interface Weighed {
  readonly ranges: Ranges
  readonly weight: number
}

interface WeighedRelease extends Weighed {
  readonly leaves: readonly Weighed[]
}

const weighedReleases = onceFor((product: Product): readonly WeighedRelease[] => {
  const share = 1 / product.releases.length
  const all = leaves(product).map(leaf => {
    const level = leaf.kind === 'level' ? leaf : leaf.parent
    const levels = level?.parent?.children.length ?? 1
    const updates = leaf.kind === 'level' ? 1 : (leaf.parent?.children.length ?? 1)
    return { ranges: leaf.ranges, weight: share / levels / updates }
  })
  return product.releases.map(({ ranges }) => {
    const own = all.filter(leaf => overlaps(leaf.ranges, ranges))
    return { ranges, weight: own.reduce((sum, leaf) => sum + leaf.weight, 0), leaves: own }
  })
})
