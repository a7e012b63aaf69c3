import { versionFact } from '../knowledge/index.ts'
import { type Context, knownVersions, withState } from './context.ts'
import { contradictionIn, contradictionOf, unsupportedIn } from './deciding/conflicts.ts'
import { type Decision, decide } from './deciding/decide.ts'
import { type Response, turn } from './outcome.ts'
import { sayQuestion } from './questions/index.ts'
import type { Reply } from './reply.ts'
import { sayConditional, sayDismissed, sayNothing, saySuggestions } from './saying/explanation.ts'
import { isCertain, sayRecommendation, sayStill } from './saying/recommendation.ts'
import { dismissal } from './saying/why.ts'
import { askedAs, type ContradictionPending, type Pending, type State } from './state.ts'
import { type Candidate, isLive, isOut, type Standing, standingOf, wholeOf } from './weighing/candidates.ts'
import { isFixedTrouble, isItsTrouble, nearMisses } from './weighing/near-misses.ts'

/**
 * Looks at all that is known and takes the next step: asks, recommends, or says why nothing fits. `notes` come first;
 * `hints` help with the question just passed over, and are said only when the conversation asks on.
 */
export const conclude = async (
  context: Context,
  notes: readonly string[] = [],
  hints: readonly string[] = [],
): Promise<Response> => {
  const { state, knowledge } = context
  const contradiction = contradictionIn(state, knowledge.catalog)
  if (contradiction) return asking({ ...state, pending: contradiction }, context, notes)
  if (state.said.length === 0 && state.focus === undefined) return askDescription(context, notes)
  const standing = await standingOf(state, knowledge)
  const doubtful = state.recommended === undefined ? doubtfulIn(standing, context) : undefined
  if (doubtful) return askDoubtful(doubtful, context, notes)
  const decision = decide(state, standing, knowledge.catalog)
  const lost = standing.candidates.find(c => c.article.id === state.recommended && isOut(c.applicability))
  const all = decision.kind === 'ask' ? [...notes, ...hints] : notes
  return lost ? takeBack(lost, decision, context, all) : act(decision, standing, context, all)
}

/** An article that a version rules out which goes with another one hardly anywhere. */
interface Doubtful {
  readonly candidate: Candidate
  readonly conflict: ContradictionPending
}

/** An article whose trouble it plainly is, but for a version that goes with another one hardly anywhere: that one may be a mistake. */
const doubtfulIn = ({ candidates }: Standing, { state, knowledge }: Context): Doubtful | undefined =>
  unsupportedIn(state, knowledge.catalog)
    .filter(c => !state.confirmed.includes(c.id) && !state.told.includes(c.id))
    .map(contradictionOf)
    // Who chose each from a list has not mistyped it.
    .filter(({ facets }) => facets.some(f => versionFact(state.facts, f)?.source !== 'chosen'))
    .flatMap(conflict => {
      const candidate = candidates.find(
        c =>
          c.evident &&
          isItsTrouble(c) &&
          c.applicability.kind === 'excluded' &&
          c.applicability.because.some(v => conflict.facets.includes(v.condition.facet)),
      )
      return candidate ? [{ candidate, conflict }] : []
    })[0]

const askDoubtful = (
  { candidate, conflict }: Doubtful,
  context: Context,
  notes: readonly string[],
): Promise<Response> => {
  const { state } = context
  const article = candidate.article.id
  const told = [...state.told, article, conflict.conflict]
  return asking({ ...state, pending: conflict, told }, context, [...notes, dismissal(candidate, context)], [article])
}

const askDescription = (context: Context, notes: readonly string[]): Promise<Response> => {
  const { state, texts } = context
  const versions = knownVersions(context)
  const noted = versions.length > 0 ? [texts.say('noted', { versions: versions.join(', ') })] : []
  return asking({ ...state, pending: { kind: 'description' } }, context, [...notes, ...noted])
}

/** Asks what waits in the state; `notes` come first. */
export const asking = async (
  state: State & { readonly pending: Pending },
  context: Context,
  notes: readonly string[],
  dismissed: readonly string[] = [],
): Promise<Response> => {
  const question = await sayQuestion(state.pending, withState(context, state))
  return turn(state, [...noteReply(notes), question], { kind: 'asked', dismissed })
}

const noteReply = (notes: readonly string[]): readonly Reply[] =>
  notes.length > 0 ? [{ kind: 'text', text: notes.join(' '), choices: [] }] : []

/** A later answer excludes what was recommended: that is said alone, with at most a question, never with another fix. */
const takeBack = async (
  lost: Candidate,
  decision: Decision,
  context: Context,
  notes: readonly string[],
): Promise<Response> => {
  const article = lost.article.id
  const told = [...context.state.told, article]
  const state: State = { ...context.state, recommended: undefined, told, pending: undefined }
  const what = { kind: 'took-back', article } as const
  if (decision.kind !== 'ask') return turn(state, [...noteReply(notes), sayDismissed([lost], article, context)], what)
  const asked = withAsked(state, decision.question.pending)
  const question = await sayQuestion(decision.question.pending, withState(context, asked))
  return turn(asked, [...noteReply([...notes, dismissal(lost, context, true)]), question], what)
}

const act = async (
  decision: Decision,
  standing: Standing,
  context: Context,
  notes: readonly string[],
): Promise<Response> => {
  const { state, knowledge } = context
  switch (decision.kind) {
    case 'ask': {
      const { told, dismissed, said } = aside(standing, context, isItsTrouble)
      return asking(withAsked({ ...state, told }, decision.question.pending), context, [...notes, ...said], dismissed)
    }
    case 'recommend': {
      const { candidate, others } = decision
      const article = candidate.article.id
      const [whole] = await wholeOf([candidate], knowledge)
      if (!whole) return none(standing, context, notes)
      const { told, said } = aside(standing, context)
      const next: State = { ...state, told, pending: undefined, recommended: article, advised: article }
      if (article === state.recommended)
        // What was told since then may rule out another one.
        return turn(next, [...noteReply([...notes, ...said]), sayStill(whole, context)], {
          kind: 'upheld',
          article,
        })
      const alternatives = await wholeOf(others, knowledge)
      return turn(next, [...noteReply([...notes, ...said]), sayRecommendation(whole, alternatives, context)], {
        kind: 'recommended',
        article,
        others: alternatives.map(o => o.article.id),
        certain: isCertain(whole, context),
      })
    }
    case 'conditional':
      return conditional(decision.candidate, standing, context, notes)
    case 'suggest':
      return suggest(decision.candidates, standing, context, notes)
    case 'none':
      return none(standing, context, notes)
  }
}

/** "It may be this one, if you see …": "yes" then says that it is seen. */
const conditional = async (
  candidate: Candidate,
  standing: Standing,
  context: Context,
  notes: readonly string[],
): Promise<Response> => {
  const [whole] = await wholeOf([candidate], context.knowledge)
  if (!whole) return none(standing, context, notes)
  const article = candidate.article.id
  const pending: Pending | undefined = candidate.evident ? undefined : { kind: 'symptom', articles: [article] }
  const { told, said } = aside(standing, context)
  const choices = pending ? (await sayQuestion(pending, context)).choices.filter(c => c.option !== 'unsure') : []
  return turn(
    { ...context.state, told, pending },
    [...noteReply([...notes, ...said]), sayConditional(whole, choices, context)],
    { kind: 'conditional', article },
  )
}

/** "These might be it": choosing one says that it is what is seen. */
const suggest = async (
  candidates: readonly Candidate[],
  standing: Standing,
  context: Context,
  notes: readonly string[],
): Promise<Response> => {
  const articles = candidates.map(c => c.article.id)
  const { told, dismissed, said } = aside(standing, context, isItsTrouble)
  return turn(
    withAsked({ ...context.state, told }, { kind: 'symptom', articles }),
    [...noteReply([...notes, ...said]), saySuggestions(candidates, context)],
    { kind: 'suggested', articles, dismissed },
  )
}

/** What is worth saying once, beside the step itself: near misses and unsupported combinations; and that it was told. */
const aside = (
  standing: Standing,
  context: Context,
  isTold: (c: Candidate) => boolean = isFixedTrouble,
): { readonly told: readonly string[]; readonly dismissed: readonly string[]; readonly said: readonly string[] } => {
  const { state, knowledge, texts } = context
  const top = standing.candidates.find(isLive)
  const isWorthTelling = (c: Candidate): boolean =>
    !state.told.includes(c.article.id) && (!top || top.belief < STRONG || c.likelihood >= top.likelihood || isTold(c))
  const missed = nearMisses(standing, context).filter(isWorthTelling)
  const dismissed = missed.map(c => c.article.id)
  const unsupported = unsupportedIn(state, knowledge.catalog).filter(c => !state.told.includes(c.id))
  return {
    told: [...state.told, ...dismissed, ...unsupported.map(c => c.id)],
    dismissed,
    said: [
      ...missed.map(c => dismissal(c, context)),
      ...unsupported.map(({ because }) => texts.say('unsupported', { because })),
    ],
  }
}

/** While a candidate is as probable as this, nobody wants to hear of those that are out and describe it less well. */
const STRONG = 0.3

const withAsked = (state: State, pending: Pending): State & { readonly pending: Pending } => ({
  ...state,
  pending,
  asked: [...state.asked, askedAs(pending)],
})

const none = (standing: Standing, context: Context, notes: readonly string[]): Response => {
  const { state } = context
  const next: State = { ...state, pending: undefined }
  const close = nearMisses(standing, context)
  if (close.length > 0)
    return turn(next, [...noteReply(notes), sayDismissed(close, undefined, context)], {
      kind: 'abstained',
      why: close[0]?.applicability.kind === 'fixed' ? 'fixed' : 'excluded',
      articles: close.map(c => c.article.id),
    })
  const isTried = state.tried.length > 0 && !standing.candidates.some(isLive)
  return turn(next, [...noteReply(notes), sayNothing(isTried, standing, context)], {
    kind: 'abstained',
    why: isTried ? 'tried-all' : 'no-candidate',
    articles: [],
  })
}
