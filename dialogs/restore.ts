import type { Catalog, Fact, Ranges } from '../knowledge/index.ts'
import { freshState, type Pending, type State, type VersionOption } from './state.ts'

/**
 * What was kept of a conversation, whatever release wrote it: missing parts begin empty, what a newer release wrote begins
 * anew. Version 1 (release 0.1.0) kept sentences where version 2 keeps ids.
 */
export const restoreState = (kept: unknown, catalog: Catalog): State => {
  const version = typeof kept === 'object' && kept !== null ? (kept as { version?: unknown }).version : undefined
  if (version === 2) return consistent({ ...freshState, ...(kept as Partial<State>) })
  return version === 1 ? fromVersion1(kept as Version1, catalog) : freshState
}

/** Without an offer of something that waits no more. */
const consistent = (state: State): State =>
  state.pending?.kind === 'waiting' && state.waiting.length === 0 ? { ...state, pending: undefined } : state

interface Version1 extends Partial<Omit<State, 'version' | 'pending' | 'facts'>> {
  readonly facts?: readonly (Fact & { readonly label?: string })[]
  readonly pending?: Pending1 | undefined
}

interface Pending1 {
  readonly kind: string
  readonly facet?: string
  readonly article?: string
  readonly because?: string
  readonly choices?: readonly {
    readonly title: string
    readonly ranges?: Ranges
    readonly article?: string
    readonly drop?: string
  }[]
}

const fromVersion1 = ({ pending, facts = [], ...rest }: Version1, catalog: Catalog): State => {
  const idOf = (because: string): string => catalog.conflicts.find(c => c.because === because)?.id ?? because
  return {
    ...freshState,
    ...rest,
    version: 2,
    facts: facts.map(({ label: _, ...fact }) => fact as Fact),
    told: (rest.told ?? []).map(idOf),
    confirmed: (rest.confirmed ?? []).map(idOf),
    pending: pending && pendingFrom(pending, idOf),
  }
}

const pendingFrom = (old: Pending1, idOf: (because: string) => string): Pending | undefined => {
  const choices = old.choices ?? []
  switch (old.kind) {
    case 'version':
      return { kind: 'version', facet: old.facet ?? '', beside: [], options: choices.map(optionFrom) }
    case 'symptom':
      return { kind: 'symptom', articles: choices.flatMap(c => c.article ?? []) }
    case 'product':
      return { kind: 'product', products: choices.map(c => c.title) }
    case 'contradiction':
      return {
        kind: 'contradiction',
        conflict: idOf(old.because ?? ''),
        facets: choices.flatMap(c => c.drop ?? []),
      }
    case 'check':
      return { kind: 'check', article: old.article ?? '' }
    case 'description':
    case 'more':
      return { kind: old.kind }
    default:
      return undefined
  }
}

/** Version 1 told the rest by its title alone. */
const optionFrom = ({ title, ranges = [] }: { readonly title: string; readonly ranges?: Ranges }): VersionOption => ({
  ranges,
  isRest: title === 'Another version',
})
