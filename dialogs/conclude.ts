import { versionFact } from '../knowledge/index.ts'
import { type Candidate, isLive, isOut, type Standing, standingOf, weigh, wholeOf } from './candidates.ts'
import { contradictionIn, type Decision, decide, unsupportedIn } from './decide.ts'
import { askedAs } from './question.ts'
import type { Reply } from './reply.ts'
import { sayConditional, sayDismissed } from './say-explanation.ts'
import { sayContradiction, sayDescribe, sayQuestion } from './say-question.ts'
import { buttons, sayRecommendation, sayStill } from './say-recommendation.ts'
import { dismissal, labelOf, type Saying } from './say-why.ts'
import type { Pending, State } from './state.ts'

/** What a turn leads to. */
export interface Response {
  readonly state: State
  readonly replies: readonly Reply[]
}

/**
 * Looks at all that is known and takes the next step: asks, recommends, or says why nothing fits. `notes` come first;
 * `hints` help with the question just passed over, and are said only when the conversation asks on.
 */
export const conclude = async (
  s: Saying,
  notes: readonly string[] = [],
  hints: readonly string[] = [],
): Promise<Response> => {
  const contradiction = contradictionIn(s.state, s.knowledge.catalog)
  if (contradiction) return asking(s.state, sayContradiction(contradiction, s), notes)
  if (s.state.said.length === 0 && s.state.focus === undefined) {
    const versions = s.state.facts.flatMap(f => (f.kind === 'version' ? [labelOf(f.facet, s)] : []))
    return asking(
      s.state,
      sayDescribe(s),
      versions.length > 0 ? [...notes, s.texts.say('noted', { versions: versions.join(', ') })] : notes,
    )
  }
  const standing = await standingOf(s.state, s.knowledge)
  const decision = decide(s.state, standing, s.knowledge.catalog)
  const lost = standing.candidates.find(c => c.article.id === s.state.recommended && isOut(c.applicability))
  const all = decision.kind === 'ask' ? [...notes, ...hints] : notes
  return lost ? takeBack(lost, decision, s, all) : act(decision, standing, s, all)
}

const asking = (state: State, pending: Pending, notes: readonly string[]): Response => ({
  state: { ...state, pending },
  replies: [...noteReply(notes), pending.question],
})

const noteReply = (notes: readonly string[]): readonly Reply[] =>
  notes.length > 0 ? [{ kind: 'text', text: notes.join(' '), choices: [] }] : []

/** A later answer excludes what was recommended: that is said alone, with at most a question, never with another fix. */
const takeBack = (lost: Candidate, decision: Decision, s: Saying, notes: readonly string[]): Response => {
  const state: State = {
    ...s.state,
    recommended: undefined,
    told: [...s.state.told, lost.article.id],
    pending: undefined,
  }
  if (decision.kind !== 'ask')
    return { state, replies: [...noteReply(notes), sayDismissed([lost], lost.article.id, s)] }
  const pending = sayQuestion(decision.question, s)
  return {
    state: withAsked(state, pending),
    replies: [...noteReply([...notes, dismissal(lost, s, true)]), pending.question],
  }
}

const act = async (decision: Decision, standing: Standing, s: Saying, notes: readonly string[]): Promise<Response> => {
  switch (decision.kind) {
    case 'ask': {
      const pending = sayQuestion(decision.question, s)
      const { told, replies } = aside(standing, s, notes)
      return { state: withAsked({ ...s.state, told }, pending), replies: [...replies, pending.question] }
    }
    case 'recommend': {
      const { id } = decision.candidate.article
      const [whole] = await wholeOf([decision.candidate], s.knowledge)
      if (!whole) return none(standing, s, notes)
      const said =
        id === s.state.recommended
          ? sayStill(whole, s)
          : sayRecommendation(whole, await wholeOf(decision.others, s.knowledge), s)
      return { state: { ...s.state, pending: undefined, recommended: id }, replies: [...noteReply(notes), said] }
    }
    case 'conditional': {
      const [whole] = await wholeOf([decision.candidate], s.knowledge)
      if (!whole) return none(standing, s, notes)
      const { told, replies } = aside(standing, s, notes)
      const pending = decision.candidate.evident ? undefined : symptomOf(decision.candidate, s)
      return { state: { ...s.state, told, pending }, replies: [...replies, sayConditional(whole, s)] }
    }
    case 'none':
      return none(standing, s, notes)
  }
}

const none = (standing: Standing, s: Saying, notes: readonly string[]): Response => ({
  state: { ...s.state, pending: undefined },
  replies: [...noteReply(notes), nothingFits(standing, s)],
})

/** What is worth saying once, beside the step itself: near misses and unsupported combinations; and that it was told. */
const aside = (
  standing: Standing,
  s: Saying,
  notes: readonly string[],
): { readonly told: readonly string[]; readonly replies: readonly Reply[] } => {
  const top = standing.candidates.find(isLive)
  const isWorthTelling = (c: Candidate): boolean =>
    !s.state.told.includes(c.article.id) && (!top || top.belief < STRONG || c.relevance >= top.relevance)
  const dismissed = nearMisses(standing, s).filter(isWorthTelling)
  const unsupported = unsupportedIn(s.state, s.knowledge.catalog).filter(because => !s.state.told.includes(because))
  return {
    told: [...s.state.told, ...dismissed.map(c => c.article.id), ...unsupported],
    replies: noteReply([
      ...notes,
      ...dismissed.map(c => dismissal(c, s)),
      ...unsupported.map(because => s.texts.say('unsupported', { because })),
    ]),
  }
}

/** "It may be this one, if you see …": "yes" then says that it is seen. */
const symptomOf = ({ article }: Candidate, s: Saying): Pending =>
  sayQuestion({ kind: 'symptom', choices: [{ title: article.symptom, article: article.id }], gain: 0, cost: 0 }, s)

const withAsked = (state: State, pending: Pending): State => ({
  ...state,
  pending,
  asked: [...state.asked, askedAs(pending)],
})

/**
 * Articles that would be the most probable one, had the versions that exclude them not been given: the person may be
 * thinking of them, so they are told why not.
 */
const nearMisses = (standing: Standing, s: Saying): readonly Candidate[] => {
  const best = Math.max(0, ...standing.candidates.filter(isLive).map(c => c.relevance))
  return standing.candidates
    .filter(
      c =>
        isOut(c.applicability) &&
        (c.evident || c.applicability.kind === 'fixed') &&
        isNear(c, s) &&
        c.relevance >= NEAR * best,
    )
    .sort((a, b) => b.relevance - a.relevance)
    .slice(0, MOST_CHECKED)
    .filter(c => {
      const deciding =
        c.applicability.kind === 'excluded' || c.applicability.kind === 'fixed'
          ? c.applicability.because.map(v => v.condition.facet)
          : []
      const facts = s.state.facts.filter(f => !deciding.includes(f.facet) || f.kind === 'works')
      const without = weigh(standing.candidates, { ...s.state, facts }, s.knowledge.catalog).candidates[0]
      return without?.article.id === c.article.id
    })
    .slice(0, MOST_DISMISSED)
}

/** Fixed, said to work, or right but for one version: an article for another product line altogether is no near miss. */
const isNear = (c: Candidate, s: Saying): boolean => {
  if (c.applicability.kind === 'fixed' || s.state.focus === c.article.id) return true
  const { conditions } = c.applicability
  return conditions.some(
    v =>
      v.kind === 'works' ||
      ((v.kind === 'met' || v.kind === 'unknown') && versionFact(s.state.facts, v.condition.facet) !== undefined),
  )
}

/** While a candidate is as probable as this, nobody wants to hear of those that are out and describe it less well. */
const STRONG = 0.3

/** Compared with how well the best of those that are not out fits the description. */
const NEAR = 0.25
const MOST_CHECKED = 5
const MOST_DISMISSED = 2

const nothingFits = (standing: Standing, s: Saying): Reply => {
  const close = nearMisses(standing, s)
  if (close.length > 0) return sayDismissed(close, undefined, s)
  const nothing = s.texts.say(s.state.tried.length > 0 && !standing.candidates.some(isLive) ? 'tried-all' : 'nothing')
  return { kind: 'text', text: `${nothing} ${s.texts.say('nothing-next')}`, choices: buttons(['start-over'], s) }
}
