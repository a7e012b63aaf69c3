import { compareBuilds, overlaps, unite } from '../../catalog/index.ts'
import type { Mention } from '../mentions.ts'
import type { ReadingContext } from '../reading-context.ts'

/**
 * Of the versions on which the trouble is the same, those are of the system in question that nothing else is told of: each
 * of them, and it makes no difference which. Where the system's own is told or known, they are another one's; what changed
 * nothing is there now.
 */
export const settleAlike = (mentions: readonly Mention[], context: ReadingContext): readonly Mention[] => {
  if (!mentions.some(isAlike)) return mentions
  const left = mentions.map((m): Mention => {
    const isLeft = isClaim(m) && mentions.some(o => o.alike === 'unchanged' && isNewer(o, m))
    return isLeft ? { ...m, bearing: 'past' } : m
  })
  const settled = left.map((m): Mention => {
    if (!isAlike(m)) return m
    if (isAnothers(m, left, context)) return { ...m, bearing: 'elsewhere' }
    return m.bearing === 'past' && m.alike === 'there' ? m : { ...m, bearing: 'has' }
  })
  return settled.map(m => {
    const all = settled.filter(o => isAlike(o) && isClaim(o) && o.product === m.product)
    if (!all.includes(m) || !all.some(o => excludes(o, m))) return m
    return { ...m, claim: unite(...all.filter(o => o === m || all.some(x => excludes(x, o))).map(o => o.ranges)) }
  })
}

const isAlike = ({ alike }: Mention): boolean => alike !== undefined

const isClaim = ({ bearing, hasVersion }: Mention): boolean => hasVersion && bearing === 'has'

const excludes = (a: Mention, b: Mention): boolean => a.product === b.product && !overlaps(a.ranges, b.ranges)

const isNewer = (a: Mention, b: Mention): boolean =>
  excludes(a, b) && compareBuilds(a.ranges[0]?.from ?? [], b.ranges[0]?.from ?? []) > 0

/** Another version is what there is: by this text, or as it was told before. */
const isAnothers = (m: Mention, all: readonly Mention[], { versions, corrects, asked }: ReadingContext): boolean => {
  if (all.some(o => !isAlike(o) && isClaim(o) && excludes(o, m))) return true
  const known = corrects || asked?.includes(m.product) ? undefined : versions?.[m.product]
  return known !== undefined && !overlaps(known, m.ranges) && m.alike !== 'unchanged'
}
