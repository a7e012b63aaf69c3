import { leaves } from './catalog.ts'
import type { Product, ReleaseNode } from './product.ts'
import { type Build, EVERYTHING, isWithin, overlaps, type Ranges, showBuild, subtract, unite } from './ranges.ts'

/**
 * A set of builds in terms of the catalog, before any language: what a person would call it. Named in one place
 * (`naming/`).
 */
export type VersionSet =
  /** Every release that the catalog knows. */
  | { readonly kind: 'any' }
  /** Finer than the catalog: a build, and the smallest node around it. */
  | { readonly kind: 'build'; readonly build: Build; readonly within: ReleaseNode | undefined }
  /** Oldest first. */
  | { readonly kind: 'spans'; readonly spans: readonly Span[] }

export type Span =
  | { readonly kind: 'one'; readonly node: ReleaseNode }
  /** Of one level what comes before an update of it: "SP1 before Update Rollup 4". */
  | { readonly kind: 'before'; readonly level: ReleaseNode; readonly next: ReleaseNode }
  /** Both included: "SP1 to SP3". */
  | { readonly kind: 'through'; readonly first: ReleaseNode; readonly last: ReleaseNode }
  /** From there on: to the end of its level or release, or beyond its own level to the end of the release. */
  | { readonly kind: 'onwards'; readonly first: ReleaseNode; readonly beyondLevel: boolean }

/** A set with the fewest nodes. */
export const spansOf = (product: Product, ranges: Ranges): VersionSet => {
  const whole = coverWith(product.releases, ranges)
  if (whole.length === product.releases.length && whole.every(n => n.kind === 'release')) return { kind: 'any' }
  if (whole.length > 0) return { kind: 'spans', spans: joinRuns(whole) }
  return { kind: 'build', build: ranges[0]?.from ?? [], within: leaves(product).find(l => isWithin(ranges, l.ranges)) }
}

/** The largest nodes that lie within the set, oldest first. */
const coverWith = (
  nodes: readonly ReleaseNode[],
  ranges: Ranges,
  cover: ReleaseNode[] = [],
): readonly ReleaseNode[] => {
  for (const node of nodes)
    if (isWithin(node.ranges, ranges)) cover.push(node)
    else if (overlaps(node.ranges, ranges)) coverWith(node.children, ranges, cover)
  return cover
}

/** Neighbours below one parent are one span. */
const joinRuns = (nodes: readonly ReleaseNode[]): readonly Span[] => {
  const runs: ReleaseNode[][] = []
  for (const node of nodes) {
    const run = runs.at(-1)
    const before = run?.at(-1)
    if (run && before?.parent && before.parent === node.parent && endOf(before) === showBuild(node.build))
      run.push(node)
    else runs.push([node])
  }
  return runs.map((run): Span => {
    const [first, last] = [run[0] as ReleaseNode, run.at(-1) as ReleaseNode]
    if (first === last) return { kind: 'one', node: first }
    const next = first.parent?.children[first.parent.children.indexOf(last) + 1]
    return first.kind === 'base' && first.parent && next
      ? { kind: 'before', level: first.parent, next }
      : { kind: 'through', first, last }
  })
}

const endOf = (node: ReleaseNode): string | undefined => node.ranges[0]?.to && showBuild(node.ranges[0].to)

/**
 * A choice among the service packs and updates of a release, as short as it can be and right when typed: "SP1 before
 * Update Rollup 4", "Update Rollup 4 or later". `known`: what the person's version is known to be within.
 */
export const choiceSpans = (product: Product, choice: Ranges, known: Ranges = EVERYTHING): VersionSet => {
  const group = leaves(product).filter(l => overlaps(l.ranges, choice))
  const [first, last] = [group[0], group.at(-1)]
  if (!first || !last) return spansOf(product, choice)
  const all = unite(...group.map(l => l.ranges))
  const [from, to] = [levelOf(first), levelOf(last)]
  const release = from.parent
  const span = overlaps(known, subtract(release?.ranges ?? [], all)) ? shortSpan(first, last, from, to) : undefined
  return span ? { kind: 'spans', spans: [span] } : spansOf(product, all)
}

const levelOf = (leaf: ReleaseNode): ReleaseNode => (leaf.kind === 'level' ? leaf : (leaf.parent ?? leaf))

const shortSpan = (first: ReleaseNode, last: ReleaseNode, from: ReleaseNode, to: ReleaseNode): Span | undefined => {
  const startsLevel = from.children.length === 0 || from.children[0] === first
  const endsLevel = to.children.length === 0 || to.children.at(-1) === last
  const endsRelease = endsLevel && from.parent?.children.at(-1) === to
  const next = to.children[to.children.indexOf(last) + 1]
  if (startsLevel && endsLevel && from === to) return { kind: 'one', node: from }
  if (startsLevel && endsLevel)
    return endsRelease
      ? { kind: 'onwards', first: from, beyondLevel: false }
      : { kind: 'through', first: from, last: to }
  if (first === last) return { kind: 'one', node: first }
  if (startsLevel && from === to && next) return { kind: 'before', level: from, next }
  if (endsRelease && from !== to) return { kind: 'onwards', first, beyondLevel: true }
  return endsLevel && from === to ? { kind: 'onwards', first, beyondLevel: false } : undefined
}
