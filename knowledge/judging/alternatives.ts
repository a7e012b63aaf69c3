import { allNodes, intersect, isWithin, overlaps, type Product, type Ranges } from '../catalog/index.ts'
import type { Mention } from '../mentions/index.ts'

/** One of several systems that a text claims: "MBX1 has 2007 SP1 RU3, MBX2 has RU8". */
export interface Alternative {
  readonly machine?: string
  readonly versions: readonly { readonly facet: string; readonly ranges: Ranges }[]
}

/**
 * The systems of which a text claims versions that exclude each other: one for each machine where machines have names, else
 * one for each version of the first product that has several. None where all can be true of one system.
 */
export const alternativesIn = (mentions: readonly Mention[]): readonly Alternative[] => {
  const claimed = mentions.filter(m => m.bearing === 'has' && m.hasVersion)
  const facets = [...new Set(claimed.map(m => m.product))]
  const facet = facets.find(f => valuesOf(claimed, f).length > 1)
  if (facet === undefined) return []
  const machines = [...new Set(claimed.filter(m => m.product === facet).map(m => m.machine?.toLowerCase()))]
  if (machines.length < 2 || machines.includes(undefined))
    return valuesOf(claimed, facet).map(ranges => ({ versions: [{ facet, ranges }] }))
  return machines.map(machine => {
    const own = claimed.filter(m => m.machine === undefined || m.machine.toLowerCase() === machine)
    const versions = facets.flatMap(f =>
      valuesOf(own, f)
        .slice(0, 1)
        .map(ranges => ({ facet: f, ranges })),
    )
    return { machine: own.find(m => m.machine !== undefined)?.machine ?? '', versions }
  })
}

/** The machines that a text tells versions of, in question or not, each with its versions. */
export const systemsIn = (mentions: readonly Mention[]): readonly Alternative[] => {
  const told = mentions.filter(m => m.hasVersion && SYSTEMS.has(m.bearing))
  const machines = [...new Set(told.flatMap(m => m.machine?.toLowerCase() ?? []))]
  return machines.map(machine => {
    const own = told.filter(m => m.machine?.toLowerCase() === machine)
    const facets = [...new Set(own.map(m => m.product))]
    const versions = facets.flatMap(facet =>
      valuesOf(own, facet)
        .slice(0, 1)
        .map(ranges => ({ facet, ranges })),
    )
    return { machine: own[0]?.machine ?? machine, versions }
  })
}

const SYSTEMS: ReadonlySet<Mention['bearing']> = new Set(['has', 'works', 'elsewhere'])

/** What is claimed of one product, each as narrow as it was said; several that exclude each other. */
const valuesOf = (claimed: readonly Mention[], facet: string): readonly Ranges[] => {
  let values: readonly Ranges[] = []
  for (const m of claimed.filter(c => c.product === facet)) {
    const ranges = m.claim ?? m.ranges
    values = values.some(v => overlaps(v, ranges))
      ? values.map(v => (overlaps(v, ranges) ? intersect(v, ranges) : v))
      : [...values, ranges]
  }
  return values
}

/** The smallest service pack or release that all of these are of: what is known while it is open which of them it is. */
export const sharedBy = (values: readonly Ranges[], product: Product): Ranges | undefined =>
  allNodes(product)
    .filter(n => n.kind === 'level' || n.kind === 'release')
    .toReversed()
    .find(n => values.every(v => isWithin(v, n.ranges)))?.ranges
