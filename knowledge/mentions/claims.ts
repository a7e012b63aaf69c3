import { isWithin } from '../catalog/index.ts'
import type { Machine } from './machines/machine.ts'
import type { NamedMachines } from './machines/machines.ts'
import type { Mention } from './mentions.ts'
import { type SegmentedText, wordAt } from './sentences/segments.ts'
import type { Atom } from './versions/atoms.ts'
import type { Group } from './versions/grouping.ts'
import { claimOf, type VersionList } from './versions/lists.ts'

/** Where a list of versions stands in its text. */
export const spanOf = ({ atoms }: VersionList): { readonly start: number; readonly end: number } => ({
  start: atoms[0]?.start ?? 0,
  end: atoms.at(-1)?.end ?? 0,
})

/** The members of a list, of one product and of which the same is said, with what the list says as a whole. */
export const withClaims = (
  mentions: readonly (readonly [Group, Mention])[],
  lists: readonly VersionList[],
): readonly Mention[] => {
  if (lists.length === 0) return mentions.map(([, mention]) => mention)
  const listOfStart = new Map(lists.toReversed().flatMap(l => l.atoms.map(a => [a.start, l] as const)))
  const places = new Map(lists.map((l, place) => [l, place] as const))
  const listOf = (g: Group): VersionList | undefined =>
    g.atoms
      .flatMap(a => listOfStart.get(a.start) ?? [])
      .toSorted((a, b) => (places.get(a) ?? 0) - (places.get(b) ?? 0))[0]
  const listOfGroup = new Map(mentions.map(([g]) => [g, listOf(g)] as const))
  return mentions.map(([group, mention]) => {
    const list = listOfGroup.get(group)
    if (!list) return mention
    const all = mentions.filter(([g, m]) => listOfGroup.get(g) === list && m.product === mention.product)
    // "RU2, maybe RU3": it is one of them.
    const isGuessed = list.is === 'any' && isHad(mention) && all.some(([, m]) => m.bearing === 'has')
    const bearing = isGuessed ? 'has' : mention.bearing
    const members = all.filter(([, m]) => m.bearing === bearing || (isGuessed && isHad(m)))
    const claim = claimOf(
      list.is,
      members.map(([, m]) => m.ranges),
    )
    return claim && members.length > 1 ? { ...mention, bearing, claim } : mention
  })
}

const isHad = ({ bearing }: Mention): boolean => bearing === 'has' || bearing === 'unclear'

/** Whose it is, by the piece that says most: the "RU8" of "server A has Exchange 2007 RU3, server B RU8". */
export const withOwner = (group: Group, mention: Mention, ownersOf: (atom: Atom) => readonly Machine[]): Mention => {
  const last = group.atoms.at(-1)
  const [owner, ...others] = last ? ownersOf(last) : []
  if (!owner) return mention
  return others.length === 0
    ? { ...mention, machine: owner.name, isOfPlace: owner.isPlace }
    : { ...mention, shared: [owner, ...others].map(o => o.name) }
}

export const ownersOfAtom = (
  atom: Atom,
  { all, ownersOf }: NamedMachines,
  segmented: SegmentedText,
): readonly Machine[] =>
  all.length === 0 ? [] : ownersOf(wordAt(atom.start, segmented), wordAt(atom.end - 1, segmented) + 1)

/**
 * One mention of "Exchange 2007 SP1. Rollup 3.", of which the same is said; two where something else is said of what stands in
 * the other sentence: "Exchange 2007 SP1. We had rollup 5 for a week."
 */
export const withBases = (mentions: readonly (readonly [Group, Mention])[]): readonly (readonly [Group, Mention])[] => {
  const told = new Map(mentions)
  for (const [group] of mentions) {
    const { base } = group
    const [own, before] = [told.get(group), base && told.get(base)]
    if (!base || !own || !before || !isSameSaid(own, before) || !isWithin(own.ranges, before.ranges)) continue
    const isOnly = mentions.every(([g, m]) => g === group || g.base !== base || !isSameSaid(m, before))
    if (!isOnly) continue
    told.delete(base)
    const start = Math.min(own.start, before.start)
    told.set(group, { ...own, start, bearing: before.bearing, ...(before.isBeside ? {} : { isBeside: false }) })
  }
  const kept = mentions.flatMap(([g]): (readonly [Group, Mention])[] => {
    const mention = told.get(g)
    return mention ? [[g, mention]] : []
  })
  return kept.filter(([, m]) => !kept.some(([, o]) => o !== m && isSaidWithin(m, o)))
}

/** "SP1, not yet on SP2": the second says nothing that the first does not. */
const isSaidWithin = (m: Mention, other: Mention): boolean =>
  other.start < m.start + m.said.length &&
  m.start <= other.start &&
  m.product === other.product &&
  m.bearing === 'has' &&
  isSameSaid(m, other) &&
  m.said !== other.said &&
  m.said.startsWith(other.said) &&
  isWithin(other.ranges, m.ranges)

/** Of what stands in a sentence of its own, what does not say otherwise. */
const isSameSaid = (own: Mention, before: Mention): boolean =>
  own.machine === before.machine &&
  (own.bearing === before.bearing || (own.bearing === 'unclear' && own.isGuessed !== true))
