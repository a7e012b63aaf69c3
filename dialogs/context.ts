import type { Change, Fact, Knowledge, Ranges, VersionNames } from '../knowledge/index.ts'
import type { MentionPending, State, WhichPending } from './state.ts'
import type { Texts } from './texts/texts.ts'

/** What every step of a turn may use: the words, the names of versions, the knowledge, and what is known by now. */
export interface Context {
  readonly texts: Texts
  readonly names: VersionNames
  readonly knowledge: Knowledge
  readonly state: State
  /** Who helps where a person is wanted: text or link; undefined when nobody is set up. */
  readonly contact: string | undefined
}

export const withState = (context: Context, state: State): Context => ({ ...context, state })

/** A state that knows more, and what is worth saying about it. */
export interface Learned {
  readonly state: State
  readonly changes: readonly Change[]
  /** Versions that were known, and of which it was said that they are not right. */
  readonly retracted?: readonly Extract<Fact, { kind: 'version' }>[]
  /** Versions that were told, beside the changes: the facts as they are now. */
  readonly noted?: readonly Extract<Fact, { kind: 'version' }>[]
  /** A version that differs from what is known, and of which the text does not say whose it is. */
  readonly doubt?: MentionPending | undefined
  /** Several systems that the text claims; the state's facts hold what they have in common, these what one of them has. */
  readonly which?: { readonly pending: WhichPending; readonly eitherOf: readonly Fact[] } | undefined
  /** False when nothing in the message could be used. */
  readonly understood: boolean
  /** True when it describes something of which no article speaks. */
  readonly leadsNowhere?: boolean
}

/** The products that versions are known of, as they are called. */
export const productNames = ({ knowledge }: Pick<Context, 'knowledge'>): string =>
  [...knowledge.catalog.products.values()].map(p => p.name).join(', ')

/** What a set of builds of a product is called; the product's id when the catalog has lost it since. */
export const nameOfVersions = (facet: string, ranges: Ranges, { names, knowledge }: Context): string => {
  const product = knowledge.catalog.products.get(facet)
  return product ? names.of(product, ranges) : facet
}

/** What the versions that are known are called, in the order in which they were told. */
export const knownVersions = (context: Context): readonly string[] =>
  context.state.facts.flatMap(f => (f.kind === 'version' ? [nameOfVersions(f.facet, f.ranges, context)] : []))
