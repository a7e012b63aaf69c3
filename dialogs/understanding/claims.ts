import {
  type Alternative,
  alternativesIn,
  type Catalog,
  type Fact,
  factsOf,
  isClaimed,
  isWithin,
  type Mention,
  ONCE,
  overlaps,
  type Ranges,
  type Reading,
  sharedBy,
  type Trouble,
  unite,
  versionFact,
} from '../../knowledge/index.ts'
import type { State } from '../state.ts'

/** True when somebody says that something goes wrong, or well, now: not only asked, planned, over or denied. */
export const claimsTrouble = ({ troubles }: Pick<Reading, 'troubles'>): boolean =>
  troubles.some(t => t.standing === 'claimed')

type VersionFact = Extract<Fact, { kind: 'version' }>

/** What a text claims of the system in question. */
interface Claims {
  /** What is certain: of several systems only what they have in common. */
  readonly facts: readonly Fact[]
  /** Several systems of which one has the trouble; at most one when it is clear which. */
  readonly options: readonly Alternative[]
  /** Of products on which they differ: what one of them has. */
  readonly eitherOf: readonly VersionFact[]
}

/** `known`: what was known before; systems that it rules out are not meant. */
export const claimsOf = (
  mentions: readonly Mention[],
  source: VersionFact['source'],
  known: readonly Fact[],
  catalog: Catalog,
): Claims => {
  const all = alternativesIn(mentions)
  const facts = factsOf(mentions, source)
  if (all.length === 0) return { facts, options: [], eitherOf: [] }
  const fitting = all.filter(a => a.versions.every(v => fits(v.facet, v.ranges, known)))
  const options = fitting.length > 0 ? fitting : all
  const valuesOf = (facet: string): readonly Ranges[] =>
    options.flatMap(o => o.versions.filter(v => v.facet === facet).map(v => v.ranges))
  const narrowed = (ranges: (f: VersionFact) => Ranges | undefined): readonly VersionFact[] =>
    facts.flatMap(f => {
      const now = f.kind === 'version' ? ranges(f) : undefined
      return f.kind === 'version' && now ? [{ ...f, ranges: now }] : []
    })
  const shared = narrowed(f => {
    const values = valuesOf(f.facet)
    const product = catalog.products.get(f.facet)
    return values.length === 0 ? f.ranges : isOne(values) ? values[0] : product && sharedBy(values, product)
  })
  return {
    facts: [...facts.filter(f => f.kind !== 'version'), ...shared],
    options: options.slice(0, MOST_OPTIONS),
    eitherOf: narrowed(f => (isOne(valuesOf(f.facet)) ? undefined : unite(...valuesOf(f.facet)))).filter(
      f => f.ranges.length > 0,
    ),
  }
}

/** More cannot be chosen from. */
const MOST_OPTIONS = 12

const isOne = (values: readonly Ranges[]): boolean => new Set(values.map(v => JSON.stringify(v))).size === 1

const fits = (facet: string, ranges: Ranges, known: readonly Fact[]): boolean => {
  const before = versionFact(known, facet)
  return before === undefined || overlaps(before.ranges, ranges)
}

/**
 * "2008 or 2008 R2, not sure which": products of which a choice is all that can be told, because it was asked for or the
 * text says so. To ask again would give the same answer.
 */
export const leftOpen = (
  mentions: readonly Mention[],
  { asked, saysUnsure }: { readonly asked: readonly string[]; readonly saysUnsure: () => boolean },
): readonly Fact[] => {
  const claimed = mentions.filter(m => m.bearing === 'has' && m.hasVersion)
  return [...new Set(claimed.map(m => m.product))]
    .filter(facet => claimed.every(m => m.product !== facet || isOneOfSeveral(m)))
    .filter(facet => asked.includes(facet) || saysUnsure())
    .map(facet => ({ kind: 'unsure', facet }))
}

const isOneOfSeveral = ({ claim, ranges }: Mention): boolean =>
  claim !== undefined && isWithin(ranges, claim) && !isWithin(claim, ranges)

/** "No, only that one time": so it was with all that was told before. */
export const tellsOnce = (troubles: readonly Trouble[]): boolean => troubles.some(t => t.kind === ONCE)

export const withoutOnce = (troubles: readonly Trouble[]): readonly Trouble[] => troubles.filter(t => t.kind !== ONCE)

/** What was told happened once: nobody has it any more. */
export const withPast = (state: State): State => ({
  ...state,
  troubles: state.troubles.map(t => (isClaimed(t) ? { ...t, standing: 'over' } : t)),
})
