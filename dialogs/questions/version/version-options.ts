import {
  type Condition,
  EVERYTHING,
  intersect,
  isEmpty,
  knownRanges,
  leaves,
  overlaps,
  type Product,
  type Ranges,
  type ReleaseNode,
  subtract,
  unite,
} from '../../../knowledge/index.ts'
import type { VersionOption, VersionPending } from '../../state.ts'
import { informationGain, normalise } from '../../weighing/belief.ts'
import type { Candidate } from '../../weighing/candidates.ts'
import { measure, measureShared } from '../../weighing/measure.ts'
import { beliefsOf, QUESTION, type Question, type Weighing } from '../question.ts'

/** What the article says of the product, unless another of its alternatives is met already. */
const conditionOn = (c: Candidate, facet: string): Condition | undefined =>
  c.applicability.conditions.find(v => v.condition.facet === facet)?.condition

/** Which version of a product? By release first, then by service pack and update. */
export const versionQuestion = (product: Product, weighing: Weighing): Question<VersionPending> | undefined => {
  const { state, live } = weighing
  const known = knownRanges(state.facts, product.id) ?? EVERYTHING
  const releases = product.releases.filter(r => overlaps(r.ranges, known))
  const grain = releases.length > 1 ? 'release' : 'level'
  const options =
    grain === 'release' ? releaseOptions(product, known, releases, live) : levelOptions(product, known, live)
  if (options.length < 2) return undefined
  const generic = options.map(c => measureShared(product, c.ranges, known) / measure(product, known))
  const given = (c: Candidate): readonly number[] => {
    const affected = intersect(conditionOn(c, product.id)?.affected ?? known, known)
    const whole = measure(product, affected)
    return isEmpty(affected) || whole === 0
      ? generic
      : options.map(x => measureShared(product, x.ranges, affected) / whole)
  }
  const rows = [...live.map(given), generic]
  const answers = options.map((_, a) =>
    rows.map(row => (1 - QUESTION.wrongVersion) * (row[a] ?? 0) + QUESTION.wrongVersion / options.length),
  )
  return {
    pending: { kind: 'version', facet: product.id, beside: besideOf(product, live), options },
    gain: informationGain(normalise(beliefsOf(weighing)), answers),
    cost: QUESTION.cost[grain],
  }
}

/** The products that most of the articles that depend on this one are about, too. */
const besideOf = (product: Product, live: readonly Candidate[]): readonly string[] => {
  const asking = live.filter(c => c.article.conditions.some(x => x.facet === product.id))
  const beliefIn = (some: readonly Candidate[]): number => some.reduce((sum, c) => sum + c.belief, 0)
  const facets = new Set(asking.flatMap(c => c.article.conditions.map(x => x.facet)))
  return [...facets].filter(
    facet =>
      facet !== product.id &&
      beliefIn(asking.filter(c => c.article.conditions.some(x => x.facet === facet))) > beliefIn(asking) / 2,
  )
}

/** The releases that tell the candidates apart, with their neighbours, so that nobody takes a near one for theirs. */
const releaseOptions = (
  product: Product,
  known: Ranges,
  releases: readonly ReleaseNode[],
  live: readonly Candidate[],
): readonly VersionOption[] => {
  const mass = new Map<ReleaseNode, number>()
  for (const c of live) {
    const condition = conditionOn(c, product.id)
    if (!condition || c.belief < QUESTION.leastBelief) continue
    const named = releases.filter(r => overlaps(r.ranges, condition.affected))
    if (named.length === releases.length) continue
    for (const r of releases) {
      const at = releases.indexOf(r)
      const isNeighbour = [releases[at - 1], releases[at + 1]].some(n => n && named.includes(n))
      const share = named.includes(r)
        ? 1 / named.length
        : (condition.works && overlaps(r.ranges, condition.works)) ||
            (condition.fixed && overlaps(r.ranges, condition.fixed))
          ? 0.5
          : isNeighbour
            ? 0.05 / named.length
            : 0
      if (share > 0) mass.set(r, (mass.get(r) ?? 0) + share * c.belief)
    }
  }
  const chosen = new Set(
    [...mass]
      .sort((a, b) => b[1] - a[1])
      .slice(0, QUESTION.mostChoices)
      .map(([r]) => r),
  )
  const listed = releases.filter(r => chosen.has(r))
  if (listed.length === 0) return []
  const rest = subtract(known, unite(...listed.map(r => r.ranges)))
  return [
    ...listed.map(r => ({ ranges: intersect(r.ranges, known), isRest: false })),
    ...(isEmpty(rest) ? [] : [{ ranges: rest, isRest: true }]),
  ]
}

/** Within one release: its service packs and updates, cut where the candidates' conditions begin and end. */
const levelOptions = (product: Product, known: Ranges, live: readonly Candidate[]): readonly VersionOption[] => {
  const conditions = live.flatMap(c => conditionOn(c, product.id) ?? [])
  const signature = (leaf: ReleaseNode) =>
    conditions
      .map(c => (overlaps(leaf.ranges, c.affected) ? 'a' : c.fixed && overlaps(leaf.ranges, c.fixed) ? 'f' : '-'))
      .join('')
  const groups: ReleaseNode[][] = []
  let last: string | undefined
  for (const leaf of leaves(product).filter(l => overlaps(l.ranges, known))) {
    const now = signature(leaf)
    if (now === last) groups.at(-1)?.push(leaf)
    else groups.push([leaf])
    last = now
  }
  if (groups.length < 2) return []
  return groups.map(g => ({
    ranges: intersect(unite(...g.map(l => l.ranges)), known),
    isRest: false,
  }))
}
