import type { ReadingContext } from '../../knowledge/index.ts'
import type { State } from '../state.ts'
import { systemsOf } from './systems.ts'

/** In whose light a person's words are read: what is known, and what was asked just now. */
export const readingContext = (state: State): ReadingContext & { readonly asked: readonly string[] } => {
  const versions = state.facts.flatMap(f => (f.kind === 'version' ? [[f.facet, f.ranges] as const] : []))
  return {
    known: versions.map(([facet]) => facet),
    versions: Object.fromEntries(versions),
    asked: askedFacets(state),
    machine: state.machine,
    systems: systemsOf(state),
  }
}

/** The products whose version was just asked for. */
export const askedFacets = ({ pending }: State): readonly string[] =>
  pending?.kind === 'version'
    ? [pending.facet]
    : pending?.kind === 'which'
      ? [...new Set(pending.options.flatMap(o => o.versions.map(v => v.facet)))]
      : []
