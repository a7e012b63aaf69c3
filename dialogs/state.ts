import type { Fact, Ranges } from '../knowledge/index.ts'
import type { Reply } from './reply.ts'

/**
 * Everything remembered of a conversation: what was said, and the question that waits. Plain data with a version; which
 * articles are in question is worked out anew each turn, so new knowledge changes nothing that is stored.
 */
export interface State {
  readonly version: 1
  /** What the person wrote about the problem, oldest first; bounded by `MAX_SAID`. */
  readonly said: readonly string[]
  readonly facts: readonly Fact[]
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
  /** What the person was told once: articles that do not apply, by id, and unsupported combinations, by reason. */
  readonly told: readonly string[]
  /** Reasons of contradictions that the person has confirmed all the same. */
  readonly confirmed: readonly string[]
  /** What was asked about, in order: a facet, `symptom` or `description`. */
  readonly asked: readonly string[]
  readonly pending: Pending | undefined
}

/** The question that waits for an answer: as it was said, to say it again, and what each choice means. */
export type Pending = { readonly question: Extract<Reply, { kind: 'question' }> } & (
  | {
      readonly kind: 'version'
      readonly facet: string
      readonly choices: readonly { readonly title: string; readonly ranges: Ranges }[]
    }
  | { readonly kind: 'symptom'; readonly choices: readonly { readonly title: string; readonly article: string }[] }
  | { readonly kind: 'product'; readonly choices: readonly { readonly title: string }[] }
  | {
      readonly kind: 'contradiction'
      readonly because: string
      readonly choices: readonly { readonly title: string; readonly drop: string | undefined }[]
    }
  | { readonly kind: 'description' | 'more' }
  /** "KB951251: shall I check whether it applies?" */
  | { readonly kind: 'check'; readonly article: string }
)

/** Characters of description that are kept; the newest stay. */
export const MAX_SAID = 2000

export const freshState: State = {
  version: 1,
  said: [],
  facts: [],
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

/** What was kept of a conversation, whatever release wrote it: missing parts begin empty, an unknown version anew. */
export const restoreState = (kept: unknown): State =>
  typeof kept === 'object' && kept !== null && (kept as State).version === 1
    ? { ...freshState, ...(kept as Partial<State>) }
    : freshState

/** Adds a description; the oldest go when it becomes too long. */
export const withSaid = (state: State, text: string): State => {
  const said = [...state.said, text.slice(0, MAX_SAID)]
  while (said.length > 1 && said.reduce((n, s) => n + s.length, 0) > MAX_SAID) said.shift()
  return { ...state, said }
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
})
