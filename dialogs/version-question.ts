import {
  type Condition,
  describe,
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
} from '../knowledge/index.ts'
import { informationGain, normalise } from './belief.ts'
import type { Candidate, Standing } from './candidates.ts'
import { measure } from './measure.ts'
import { QUESTION, type Question, type VersionChoice } from './question.ts'
import type { State } from './state.ts'

/** What the article says of the product, unless another of its alternatives is met already. */
const conditionOn = (c: Candidate, facet: string): Condition | undefined =>
  c.applicability.conditions.find(v => v.condition.facet === facet)?.condition

/** Which version of a product? By release first, then by service pack and update. */
export const versionQuestion = (
  product: Product,
  state: State,
  standing: Standing,
  live: readonly Candidate[],
): Question | undefined => {
  const known = knownRanges(state.facts, product.id) ?? EVERYTHING
  const releases = product.releases.filter(r => overlaps(r.ranges, known))
  const grain = releases.length > 1 ? 'release' : 'level'
  const choices =
    grain === 'release' ? releaseChoices(product, known, releases, live) : levelChoices(product, known, live)
  if (choices.length < 2) return undefined
  const generic = choices.map(c => measure(product, intersect(c.ranges, known)) / measure(product, known))
  const given = (c: Candidate): readonly number[] => {
    const affected = intersect(conditionOn(c, product.id)?.affected ?? known, known)
    const whole = measure(product, affected)
    return isEmpty(affected) || whole === 0
      ? generic
      : choices.map(x => measure(product, intersect(x.ranges, affected)) / whole)
  }
  const rows = [...live.map(given), generic]
  const belief = [...live.map(c => c.belief), standing.none]
  const answers = choices.map((_, a) =>
    rows.map(row => (1 - QUESTION.wrongVersion) * (row[a] ?? 0) + QUESTION.wrongVersion / choices.length),
  )
  return {
    kind: 'version',
    facet: product.id,
    grain,
    choices,
    beside: besideOf(product, live),
    gain: informationGain(normalise(belief), answers),
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
const releaseChoices = (
  product: Product,
  known: Ranges,
  releases: readonly ReleaseNode[],
  live: readonly Candidate[],
): readonly VersionChoice[] => {
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
    ...listed.map(r => ({ title: r.label, ranges: intersect(r.ranges, known) })),
    ...(isEmpty(rest) ? [] : [{ title: undefined, ranges: rest }]),
  ]
}

/** Within one release: its service packs and updates, cut where the candidates' conditions begin and end. */
const levelChoices = (product: Product, known: Ranges, live: readonly Candidate[]): readonly VersionChoice[] => {
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
    title: titleOfGroup(product, g, known),
    ranges: intersect(unite(...g.map(l => l.ranges)), known),
  }))
}

const levelOf = (leaf: ReleaseNode): ReleaseNode => (leaf.kind === 'level' ? leaf : (leaf.parent ?? leaf))

/** "Exchange Server 2007 SP1 before Update Rollup 4", "… Update Rollup 4 or later": short, and right when typed. */
const titleOfGroup = (product: Product, group: readonly ReleaseNode[], known: Ranges): string => {
  const [first, last] = [group[0] as ReleaseNode, group.at(-1) as ReleaseNode]
  const [from, to] = [levelOf(first), levelOf(last)]
  const release = from.parent
  const isLastLeaf = (leaf: ReleaseNode, level: ReleaseNode) =>
    level.children.length === 0 || level.children.at(-1) === leaf
  const startsLevel = from.children.length === 0 || from.children[0] === first
  const endsLevel = isLastLeaf(last, to)
  if (!overlaps(known, subtract(release?.ranges ?? [], unite(...group.map(l => l.ranges)))))
    return describe(product, unite(...group.map(l => l.ranges)))
  const endsRelease = endsLevel && release?.children.at(-1) === to
  if (startsLevel && endsLevel)
    return from === to ? from.label : endsRelease ? `${from.label} or later` : `${from.label} to ${to.name}`
  if (startsLevel && from === to) return first === last ? first.label : `${from.label} before ${nextLeaf(last, to)}`
  if (endsRelease && from !== to) return `${first.label} or anything later`
  if (endsLevel && from === to) return first === last ? first.label : `${first.label} or later`
  return describe(product, unite(...group.map(l => l.ranges)))
}

const nextLeaf = (leaf: ReleaseNode, level: ReleaseNode): string =>
  level.children[level.children.indexOf(leaf) + 1]?.name ?? ''
