import { type Catalog, isEmpty, isWithin, knownRanges, type Ranges } from '../../knowledge/index.ts'
import type { ContradictionPending, State } from '../state.ts'

type Conflict = Catalog['conflicts'][number]

/** Combinations that run, but that nobody supports: worth saying once. */
export const unsupportedIn = (state: State, catalog: Catalog): readonly Conflict[] =>
  catalog.conflicts.filter(c => c.kind === 'unsupported' && holdsFor(c.when, state))

/** Facts that cannot both be true, by the catalog, and that the person has not confirmed. */
export const contradictionIn = (state: State, catalog: Catalog): ContradictionPending | undefined => {
  const conflict = catalog.conflicts.find(
    c => c.kind === 'impossible' && holdsFor(c.when, state) && !state.confirmed.includes(c.id),
  )
  return conflict && contradictionOf(conflict)
}

/** Asks which of them is wrong. */
export const contradictionOf = ({ id, when }: Conflict): ContradictionPending => ({
  kind: 'contradiction',
  conflict: id,
  facets: Object.keys(when),
})

const holdsFor = (when: Readonly<Record<string, Ranges>>, state: State): boolean =>
  Object.entries(when).every(([facet, ranges]) => {
    const known = knownRanges(state.facts, facet)
    return known !== undefined && !isEmpty(known) && isWithin(known, ranges)
  })
