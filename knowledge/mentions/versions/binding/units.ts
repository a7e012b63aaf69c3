import { intersect, isEmpty } from '../../../catalog/index.ts'
import type { Atom } from '../atoms.ts'
import { isBeside, isJoined, isUpdateFor } from './attached.ts'

/**
 * What is put on a release. An update means that of the service pack that stands beside it, and of no other: in "the one has Exchange 2007 SP2, the
 * other SP1 RU3" there is no RU3 of SP2.
 */
export const piecesOf = (all: readonly Atom[], text: string, isListGap: (gap: string) => boolean): Atom[] => {
  const pieces = all.filter(a => PIECES.has(a.kind))
  return pieces.map((update, at) => {
    if (update.kind !== 'update') return update
    const level = [pieces[at - 1], pieces[at + 1]].find(
      l =>
        l?.kind === 'level' &&
        ((l.end <= update.start && isBeside(l, update, text)) ||
          isJoined(l, update, text, isListGap) ||
          isUpdateFor(update, l, text)),
    )
    const means = new Map(
      [...update.means].flatMap(([product, ranges]) => {
        const own = intersect(ranges, level?.means.get(product) ?? [])
        return isEmpty(own) ? [] : [[product, own] as const]
      }),
    )
    return means.size === 0 ? update : { ...update, means }
  })
}

const PIECES: ReadonlySet<Atom['kind']> = new Set(['level', 'update', 'build'])
