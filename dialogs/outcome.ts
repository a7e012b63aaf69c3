import type { Reply } from './reply.ts'
import type { Pending, State } from './state.ts'

/** What a turn was, as data: for tests, logs and statistics, whatever the language of the words. */
export type Outcome = {
  /** The question that waits for an answer after the turn, if any. */
  readonly waitsFor: AskedQuestion | undefined
} & What

/** Which question; a version's has its product. */
interface AskedQuestion {
  readonly kind: Pending['kind']
  readonly facet?: string
}

type What =
  | { readonly kind: 'greeted' }
  /** Asked what tells the articles apart. `dismissed`: told on the way that these do not apply. */
  | { readonly kind: 'asked'; readonly dismissed: readonly string[] }
  | {
      readonly kind: 'recommended'
      readonly article: string
      readonly others: readonly string[]
      readonly certain: boolean
    }
  /** The advice that was given stands. */
  | { readonly kind: 'upheld'; readonly article: string }
  /** An article that was recommended does not apply after all. */
  | { readonly kind: 'took-back'; readonly article: string }
  /** "It may be this one, if …". */
  | { readonly kind: 'conditional'; readonly article: string }
  /** "These might be it": best first. `dismissed`: of those it was told that they do not apply. */
  | { readonly kind: 'suggested'; readonly articles: readonly string[]; readonly dismissed: readonly string[] }
  /** Nothing is recommended: there is no candidate, all were tried, or the near ones do not apply or are fixed. */
  | {
      readonly kind: 'abstained'
      readonly why: 'no-candidate' | 'tried-all' | 'excluded' | 'fixed'
      readonly articles: readonly string[]
    }
  /** Other candidates were named. */
  | { readonly kind: 'listed'; readonly articles: readonly string[] }
  /** Something else than a diagnosis was asked for. */
  | { readonly kind: 'answered'; readonly request: string; readonly articles?: readonly string[] }
  /** Whom to turn to was said, with the case to hand over. */
  | { readonly kind: 'handed-over' }
  | { readonly kind: 'solved'; readonly article: string | undefined }
  | { readonly kind: 'restarted' }
  /** All that was kept of the conversation is removed. */
  | { readonly kind: 'forgotten' }
  | { readonly kind: 'not-understood' }

/** What the bot shall do besides replying. */
export type Effect =
  /** Remember that an article was recommended. */
  | { readonly kind: 'recommended'; readonly article: string; readonly certain: boolean }
  /** Remember how a recommended article turned out. */
  | { readonly kind: 'tried'; readonly article: string; readonly helped: 'yes' | 'partly' | 'no' }
  /** Tell this conversation when an article changes; or of none any more. */
  | { readonly kind: 'watch'; readonly article: string }
  | { readonly kind: 'unwatch' }
  /** Remove all that is kept of this conversation, but the reply that says so. */
  | { readonly kind: 'forget' }

/** What a turn leads to. */
export interface Response {
  readonly state: State
  readonly replies: readonly Reply[]
  readonly outcome: Outcome
  readonly effects: readonly Effect[]
}

/** A turn that ends in this state, with these replies. */
export const turn = (state: State, replies: readonly Reply[], what: What): Response => ({
  state,
  replies,
  outcome: { ...what, waitsFor: state.pending && askedQuestion(state.pending) },
  effects: [],
})

const askedQuestion = (pending: Pending): AskedQuestion =>
  pending.kind === 'version' ? { kind: 'version', facet: pending.facet } : { kind: pending.kind }

/** The one article that a turn told of; undefined where it was none, or several. */
export const articleOf = (outcome: Outcome): string | undefined =>
  'article' in outcome
    ? outcome.article
    : 'articles' in outcome && outcome.articles?.length === 1
      ? outcome.articles[0]
      : undefined

/** What is worth remembering of a turn beyond its conversation: what was recommended, and how it turned out. */
export const effectsOf = (before: State, { state, outcome }: Response): readonly Effect[] => {
  const tried = state.tried.filter(article => !before.tried.includes(article))
  const helped = outcome.waitsFor?.kind === 'rest' ? 'partly' : 'no'
  const effects: Effect[] = tried.map(article => ({ kind: 'tried', article, helped }))
  if (outcome.kind === 'recommended')
    effects.push({ kind: 'recommended', article: outcome.article, certain: outcome.certain })
  if (outcome.kind === 'solved' && outcome.article !== undefined)
    effects.push({ kind: 'tried', article: outcome.article, helped: 'yes' })
  if (outcome.kind === 'answered' && outcome.request === 'unwatch') effects.push({ kind: 'unwatch' })
  if (outcome.kind === 'answered' && outcome.request === 'watch')
    effects.push(...(outcome.articles ?? []).map(article => ({ kind: 'watch', article }) as const))
  return effects
}
