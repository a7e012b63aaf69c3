import { allNodes, type Catalog, intersect, isEmpty, isWithin, overlaps, type Ranges, unite } from '../catalog/index.ts'
import type { Mention } from '../mentions/index.ts'

/** Something the person said about their system. Plain data: it is kept in the conversation's state. */
export type Fact =
  | {
      readonly kind: 'version'
      readonly facet: string
      readonly ranges: Ranges
      /** The words that it was read from. */
      readonly said: string
      readonly source: 'typed' | 'chosen' | 'pasted'
      /** What the tool that printed it cannot show: "which update rollup is installed". */
      readonly cannotTell?: string
    }
  /** It works on that version. */
  | {
      readonly kind: 'works'
      readonly facet: string
      readonly ranges: Ranges
      readonly said: string
    }
  /** The trouble is the same with that version, whether the system has it or another one; `before`: it was before it, too. */
  | {
      readonly kind: 'also'
      readonly facet: string
      readonly ranges: Ranges
      readonly said: string
      readonly before?: true
    }
  /** One of the products that articles list, as they write it; and those that were offered and are not it. */
  | {
      readonly kind: 'listed'
      readonly facet: 'product'
      readonly name: string | undefined
      readonly not: readonly string[]
    }
  /** Asked, and the person could not say. */
  | { readonly kind: 'unsure'; readonly facet: string }

type VersionFact = Extract<Fact, { kind: 'version' }>
export type AlsoFact = Extract<Fact, { kind: 'also' }>

/** A version that was given first one way and then another. */
export interface Change {
  readonly facet: string
  readonly before: Ranges
  readonly now: Ranges
}

/** What mentions say about the person's own system. Several versions of one product in one breath mean "one of them". */
export const factsOf = (mentions: readonly Mention[], source: VersionFact['source']): readonly Fact[] => {
  const facts: Fact[] = []
  for (const m of mentions) {
    if (!m.hasVersion || isEmpty(m.ranges)) continue
    if (m.bearing === 'works') facts.push({ kind: 'works', facet: m.product, ranges: m.ranges, said: m.said })
    if (m.alike) facts.push(...alsoOf(m))
    if (m.bearing !== 'has') continue
    const at = facts.findIndex(f => f.kind === 'version' && f.facet === m.product)
    const earlier = facts[at] as VersionFact | undefined
    const fact: VersionFact = {
      kind: 'version',
      facet: m.product,
      ranges: m.claim ?? m.ranges,
      said: m.said,
      source,
      ...(m.cannotTell === undefined ? {} : { cannotTell: m.cannotTell }),
    }
    if (!earlier) facts.push(fact)
    else facts[at] = combine(earlier, fact)
  }
  return facts
}

const alsoOf = ({ product, ranges, said, alike }: Mention): readonly AlsoFact[] => {
  const fact: AlsoFact = { kind: 'also', facet: product, ranges, said }
  return alike === 'unchanged' ? [fact, { ...fact, before: true }] : [fact]
}

/** Two statements of one breath: the narrower of the two, or both when they exclude each other. */
const combine = (a: VersionFact, b: VersionFact): VersionFact => {
  const both = intersect(a.ranges, b.ranges)
  const ranges = isEmpty(both) ? unite(a.ranges, b.ranges) : both
  const { cannotTell: _, ...rest } = isWithin(a.ranges, b.ranges) ? a : b
  return {
    ...rest,
    ranges,
    said: `${a.said}, ${b.said}`,
    ...(a.cannotTell && b.cannotTell ? { cannotTell: a.cannotTell } : {}),
  }
}

/** The builds that a product can have by what was said; undefined when nothing was said. */
export const knownRanges = (facts: readonly Fact[], facet: string): Ranges | undefined =>
  versionFact(facts, facet)?.ranges

export const versionFact = (facts: readonly Fact[], facet: string): VersionFact | undefined =>
  facts.find((f): f is VersionFact => f.kind === 'version' && f.facet === facet)

export const isUnsure = (facts: readonly Fact[], facet: string): boolean =>
  facts.some(f => f.kind === 'unsure' && f.facet === facet)

/**
 * Adds what was newly said: it narrows what was known, or replaces it when the two exclude each other (a corrected
 * answer). At most one version per product is kept, so the list does not grow with the conversation.
 */
export const addFacts = (
  facts: readonly Fact[],
  added: readonly Fact[],
  catalog: Catalog,
): { readonly facts: readonly Fact[]; readonly changes: readonly Change[] } => {
  const changes: Change[] = []
  let all = [...facts]
  for (const fact of added) {
    const sameFacet = (f: Fact) => f.facet === fact.facet
    if (fact.kind === 'also') {
      const also = { ...fact, ranges: besideKnown(versionFact(all, fact.facet), fact, catalog) }
      all = [...all.filter(f => !isTakenBackBy(also, f)), also]
      continue
    }
    if (fact.kind === 'works') all = all.filter(f => !(f.kind === 'also' && isTakenBackBy(f, fact)))
    if (fact.kind !== 'version') {
      all = [...all.filter(f => !(sameFacet(f) && f.kind === fact.kind)), fact]
      continue
    }
    const before = versionFact(all, fact.facet)
    all = all.filter(f => !(sameFacet(f) && f.kind !== 'works' && f.kind !== 'also'))
    if (!before) all.push(fact)
    else if (isEmpty(intersect(before.ranges, fact.ranges))) {
      const now = correctionOf(before, fact, catalog)
      changes.push({ facet: fact.facet, before: before.ranges, now: now.ranges })
      // What is so with the one that was corrected was told of that one.
      all = all.filter(f => !sameFacet(f) || (f.kind === 'also' && !overlaps(f.ranges, before.ranges)))
      all.push(now)
    } else all.push(combine(before, fact))
  }
  return { facts: all, changes }
}

/** The same again, or that it goes well there. */
const isTakenBackBy = (also: AlsoFact, f: Fact): boolean =>
  f.facet === also.facet &&
  ((f.kind === 'also' &&
    f.before === also.before &&
    isWithin(f.ranges, also.ranges) &&
    isWithin(also.ranges, f.ranges)) ||
    (f.kind === 'works' && also.before === undefined && overlaps(f.ranges, also.ranges)))

/** "It is RU5" after "2007 SP1 RU3" means RU5 of SP1, "it is SP3" means SP3 of 2007: only what was named changes. */
const correctionOf = (before: VersionFact, fact: VersionFact, catalog: Catalog): VersionFact => ({
  ...fact,
  ranges: besideKnown(before, fact, catalog),
})

const besideKnown = (
  before: VersionFact | undefined,
  fact: { readonly facet: string; readonly ranges: Ranges },
  catalog: Catalog,
): Ranges => {
  if (!before || overlaps(before.ranges, fact.ranges)) return fact.ranges
  const product = catalog.products.get(fact.facet)
  const around = product
    ? allNodes(product).filter(n => (n.kind === 'level' || n.kind === 'release') && isWithin(before.ranges, n.ranges))
    : []
  const levelsFirst = around.toSorted((a, b) => (a.kind === b.kind ? 0 : a.kind === 'level' ? -1 : 1))
  return levelsFirst.map(n => intersect(n.ranges, fact.ranges)).find(r => !isEmpty(r)) ?? fact.ranges
}
