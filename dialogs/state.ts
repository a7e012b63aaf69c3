import type { Alternative, Fact, Ranges, Trouble } from '../knowledge/index.ts'

/**
 * Everything remembered of a conversation: what was said, and the question that waits. Plain data with a version, and ids
 * instead of sentences; which articles are in question is worked out anew each turn, so new knowledge or another wording
 * changes nothing that is stored. What older releases have kept is read by restore.ts.
 */
export interface State {
  readonly version: 2
  /** What the person wrote about the problem, oldest first; bounded by `MAX_SAID`. */
  readonly said: readonly string[]
  readonly facts: readonly Fact[]
  /** What goes wrong by what was written, oldest first; at most `MOST_TROUBLES`. */
  readonly troubles: readonly Trouble[]
  /** The name of the machine that the versions are of, where machines have names. */
  readonly machine: string | undefined
  /** The symptom that the person chose as closest, by article. */
  readonly chosen: string | undefined
  /** Articles whose symptoms were offered and not chosen. */
  readonly denied: readonly string[]
  /** Articles that were tried and did not help. */
  readonly tried: readonly string[]
  /** Asked for by its number: the conversation is about this article alone. */
  readonly focus: string | undefined
  /** The article recommended last. */
  readonly recommended: string | undefined
  /** What the person was told once, by id: articles that do not apply, and unsupported combinations. */
  readonly told: readonly string[]
  /** Ids of impossible combinations that the person has confirmed all the same. */
  readonly confirmed: readonly string[]
  /** What was asked about, in order: a facet, or the kind of question. */
  readonly asked: readonly string[]
  readonly pending: Pending | undefined
}

/** The question that waits for an answer: what it asks and what can be chosen. Its words are made when it is said. */
export type Pending =
  | VersionPending
  | SymptomPending
  | ProductPending
  | ContradictionPending
  | MentionPending
  | WhichPending
  | CheckPending
  | OpenPending

export interface VersionPending {
  readonly kind: 'version'
  readonly facet: string
  /** Other products that the articles in question are about. */
  readonly beside: readonly string[]
  readonly options: readonly VersionOption[]
}

export interface VersionOption {
  readonly ranges: Ranges
  /** True for "another version": what none of the others has. */
  readonly isRest: boolean
}

/** Which of these articles' symptoms is seen? */
export interface SymptomPending {
  readonly kind: 'symptom'
  readonly articles: readonly string[]
}

/** Which of the products that the articles list? As the articles write them. */
export interface ProductPending {
  readonly kind: 'product'
  readonly products: readonly string[]
}

/** Which of the facts that cannot be together is not right? */
export interface ContradictionPending {
  readonly kind: 'contradiction'
  readonly conflict: string
  readonly facets: readonly string[]
}

/** "You mention Windows Server 2003. Does the mailbox server run it?": what was said leaves open whose it is. */
export interface MentionPending {
  readonly kind: 'mention'
  readonly facet: string
  readonly ranges: Ranges
}

/** "You mention 2007 SP1 RU3 and RU8. Which one has the trouble?" */
export interface WhichPending {
  readonly kind: 'which'
  readonly options: readonly Alternative[]
}

/** "KB951251: shall I check whether it applies?" */
export interface CheckPending {
  readonly kind: 'check'
  readonly article: string
}

/** In the person's own words: what goes wrong, what else is seen, what is left after an article helped partly. */
export interface OpenPending {
  readonly kind: 'description' | 'more' | 'rest'
}

/** Characters of description that are kept; the newest stay. */
export const MAX_SAID = 2000

export const freshState: State = {
  version: 2,
  said: [],
  facts: [],
  troubles: [],
  machine: undefined,
  chosen: undefined,
  denied: [],
  tried: [],
  focus: undefined,
  recommended: undefined,
  told: [],
  confirmed: [],
  asked: [],
  pending: undefined,
}

/** Troubles of more sentences are not kept; the newest stay. */
const MOST_TROUBLES = 24

/** Adds a description, and what it says of troubles; the oldest go when it becomes too long. */
export const withSaid = (state: State, text: string, troubles: readonly Trouble[] = []): State => {
  const said = [...state.said, text.slice(0, MAX_SAID)]
  while (said.length > 1 && said.reduce((n, s) => n + s.length, 0) > MAX_SAID) said.shift()
  return { ...state, said, troubles: [...state.troubles, ...troubles].slice(-MOST_TROUBLES) }
}

/** The article that was recommended has been tried: it is out of the question from now on. */
export const withTried = (state: State): State => ({
  ...state,
  tried: state.recommended === undefined ? state.tried : [...state.tried, state.recommended],
  recommended: undefined,
  focus: undefined,
  pending: undefined,
})

/** A new problem on the same system: what was said about the old one goes, the versions stay. */
export const withNewTopic = (state: State): State => ({
  ...freshState,
  facts: state.facts.filter(f => f.kind === 'version'),
  confirmed: state.confirmed,
  machine: state.machine,
})

/** Under what a question is remembered as asked: the product of a version, else its kind. */
export const askedAs = (pending: Pending): string => (pending.kind === 'version' ? pending.facet : pending.kind)
