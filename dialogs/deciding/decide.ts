import { type Catalog, isUnsure } from '../../knowledge/index.ts'
import { clearsEvidence, possibleQuestions, QUESTION, type Question, whatIfs } from '../questions/index.ts'
import { askedAs, type State } from '../state.ts'
import { type Candidate, hasMost, isLive, isNear, type Standing, weigh } from '../weighing/candidates.ts'
import { isFew } from '../weighing/likelihood.ts'
import { isFixedTrouble, standsAlone } from '../weighing/near-misses.ts'

/** What to do next. */
export type Decision =
  | { readonly kind: 'recommend'; readonly candidate: Candidate; readonly others: readonly Candidate[] }
  | { readonly kind: 'ask'; readonly question: Question }
  /** It may be this one, but the person cannot say what decides it: tell what would have to be true. */
  | { readonly kind: 'conditional'; readonly candidate: Candidate }
  /** None is likely enough to ask about: those that it might be, best first, to look through. */
  | { readonly kind: 'suggest'; readonly candidates: readonly Candidate[] }
  | { readonly kind: 'none' }

/** What people may tune: probabilities from 0 to 1, and how many questions a person is asked at most. */
const DECISION = {
  /** Recommended at once, without a further question. */
  confident: 0.6,
  /** The same among very many articles: more of them tell of nearly the same. */
  confidentOfMany: 0.68,
  /** The same of one whose words the person does not use: who describes it otherwise mostly has another one of its kind. */
  confidentUnquoted: 0.93,
  /** So much of what was said must stand in the article word by word, and in no other one, to be its words. */
  quoted: 0.1,
  /** Unless another one that was described as well, and whose versions are open, is so probable. */
  rival: 0.1,
  /** Recommended when no question is left that could change it. */
  enough: 0.3,
  /** The same of the one whose symptom was chosen as what is seen. */
  chosen: 0.1,
  /** Without enough evidence: told as "it may be this one, if you see …". */
  likely: 0.5,
  /** Told as "it may be this one, if …". */
  conditional: 0.25,
  /** The same when the person could not answer a question: better told with its conditions than not at all. */
  conditionalUnsure: 0.1,
  /** On weak evidence something is asked when it is so probable that any article is the right one. */
  worthAsking: 0.12,
  /** The same among very few articles: most of what people ask is in none of them. */
  worthAskingOfFew: 0.55,
  /** The same once it was asked what is seen, and the evidence still is weak. */
  worthAskingOn: 0.3,
  /** Where none of many has most of what was described, and the first is less probable than this, they are listed: a list asks nothing. */
  worthAskingAbout: 0.15,
  /** Among many articles versions are asked for once one is so probable; before that, what is seen. */
  versionsFirst: 0.6,
  /** An article is suggested when it is so probable, and so likely from what was described. */
  suggested: 0.05,
  mostSuggested: 5,
  /** Mentioned behind the recommended one. */
  other: 0.08,
  mostOthers: 2,
  mostQuestions: 4,
  /** The same question may come again when something else was answered; more often than this nothing is asked at all. */
  mostAsked: 5,
  /** An article that fits the description at least so well, compared with another, is as good. */
  alike: 0.7,
  /** The same for one whose trouble is not known to be the same. */
  atLeastAlike: 1.2,
  /** The same for its twin, of which a circumstance is otherwise; and for one whose fix is in, where nothing more is told. */
  twin: 1.5,
  fixedTrouble: 0.5,
  /** Versions are those of few systems when they are so much more probable if it is the right one. */
  particular: 4,
  /** An article that does not apply, and is so likely what was described, and so much likelier than any other, is told of. */
  outdone: 0.5,
  muchLikelier: 3,
  /** A question worth less than this many bits is asked only about a condition that must hold. */
  leastGain: 0.04,
} as const

export const decide = (state: State, standing: Standing, catalog: Catalog): Decision => {
  const live = standing.candidates.filter(isLive)
  const top = live[0]
  if (!top || isFixedAlready(top, standing, state) || isOutdone(top, standing)) return { kind: 'none' }
  const outcome = outcomeOf(standing, state)
  if (outcome && isSureEnough(top, standing) && !hasRival(top, live)) return recommend(top, live)
  const question = isWorthAsking(top, standing, state) ? questionFor(top, outcome, state, standing, catalog) : undefined
  if (question) return { kind: 'ask', question }
  if (outcome) return recommend(top, live)
  return mayBe(top, state) ? { kind: 'conditional', candidate: top } : suggest(live, state, standing)
}

/** Or the trouble is its own, and so are versions that few systems have: another one's that any system may have takes nothing from that. */
const isSureEnough = (top: Candidate, standing: Standing): boolean =>
  top.belief >= confidentOf(top, standing) || (isFew(standing.few) && isBorneOut(top))

const confidentOf = ({ hit }: Candidate, { few }: Standing): number =>
  !isFew(few) && (hit?.quoted ?? 0) < DECISION.quoted
    ? DECISION.confidentUnquoted
    : DECISION.confidentOfMany + (DECISION.confident - DECISION.confidentOfMany) * few

/**
 * Where nothing described makes an article likely, people are asked only when some article probably is right; and no more
 * when they could not tell what they see.
 */
const isWorthAsking = (top: Candidate, standing: Standing, { asked, facts }: State): boolean => {
  const { candidates, none, few } = standing
  if (top.evident) return true
  const hasEvident = (): boolean => candidates.some(c => isLive(c) && c.evident && c.belief >= DECISION.rival)
  // Among many articles the right one may tell it in other words, and another candidate may be it.
  if (isFew(few) && (top.likeness.against !== undefined || (isAnothers(top) && !hasEvident()))) return false
  if (top.belief < DECISION.worthAskingAbout && !hasMost(standing)) return false
  const least = DECISION.worthAsking + (DECISION.worthAskingOfFew - DECISION.worthAsking) * few
  return (
    !isUnsure(facts, 'symptom') && 1 - none >= (asked.some(isSeen) ? Math.max(least, DECISION.worthAskingOn) : least)
  )
}

/** What was told is plain, and not this article's: to ask whether it is what they see asks again. */
const isAnothers = ({ likeness: { meaning, strangeKind } }: Candidate): boolean =>
  meaning === 'denied' || meaning === 'other' || (strangeKind && meaning !== 'same')

/** What is seen was asked for: in words, or by showing symptoms. */
const isSeen = (asked: string): boolean => asked === 'symptom' || asked === 'more'

/** The best question that can change what is done; or one for a condition that must be known to hold. */
const questionFor = (
  top: Candidate,
  outcome: string | undefined,
  state: State,
  standing: Standing,
  catalog: Catalog,
): Question | undefined => {
  const live = standing.candidates.filter(isLive)
  const questions = possibleQuestions({ state, standing, live, catalog }).filter(q => mayAsk(q, state))
  const missing = top.evident ? questions.find(q => isMissing(q, top)) : undefined
  // What is seen is plain enough: only the version is wanting.
  if (missing && top.belief >= DECISION.confident) return missing
  return (
    questions.find(
      q =>
        isWorthIt(q, top, standing) && q.gain >= DECISION.leastGain && canChange(q, outcome, state, standing, catalog),
    ) ?? missing
  )
}

/** It depends on a version that is not known, or on what is seen. */
const mayBe = (top: Candidate, { facts, denied }: State): boolean => {
  if (top.likeness.meaning === 'denied') return false
  if (!top.evident && isAnothers(top)) return false
  if (!top.evident) return top.belief >= DECISION.likely && !denied.includes(top.article.id)
  const isStuck = facts.some(f => f.kind === 'unsure')
  return (
    top.applicability.kind === 'unknown' && top.belief >= (isStuck ? DECISION.conditionalUnsure : DECISION.conditional)
  )
}

const hasRival = (top: Candidate, live: readonly Candidate[]): boolean =>
  live.some(
    c =>
      c !== top &&
      c.evident &&
      c.applicability.kind === 'unknown' &&
      c.belief >= DECISION.rival &&
      // Described as well: by the same trouble, or by as many of its words.
      (c.likeness.meaning === 'same' || c.likelihood >= DECISION.alike * top.likelihood),
  )

/**
 * Once: who has looked through them has said what there is to say. Who names another cause may err. Where it is probable
 * that any article is the right one, and none of many stands out, all are listed that would be offered as symptoms.
 */
const suggest = (live: readonly Candidate[], state: State, { none, few }: Standing): Decision => {
  const isAny = !isFew(few) && 1 - none >= DECISION.worthAsking && state.denied.length === 0
  const least = isAny ? QUESTION.leastOfMany : DECISION.suggested
  const candidates = live
    .filter(c => c.belief >= least && c.likelihood >= least)
    .filter(
      c => (c.likeness.meaning !== 'denied' || c.likeness.against === 'cause') && !state.denied.includes(c.article.id),
    )
    .slice(0, DECISION.mostSuggested)
  return candidates.length > 0 && state.chosen === undefined && !isUnsure(state.facts, 'symptom')
    ? { kind: 'suggest', candidates }
    : { kind: 'none' }
}

/** A question that was passed over may come again; only new ones count against the person's patience. */
const mayAsk = ({ pending }: Question, { asked }: State): boolean => {
  const isNew = !asked.includes(askedAs(pending))
  return asked.length < DECISION.mostAsked && (!isNew || new Set(asked).size < DECISION.mostQuestions)
}

const recommend = (candidate: Candidate, live: readonly Candidate[]): Decision => ({
  kind: 'recommend',
  candidate,
  others: live
    .filter(c => c !== candidate && c.evident && c.applicability.kind === 'applies' && c.belief >= DECISION.other)
    .slice(0, DECISION.mostOthers),
})

/** The article that would be recommended if nothing more were asked. */
const outcomeOf = (standing: Standing, state: State): string | undefined => {
  const top = standing.candidates.find(isLive)
  return top?.evident &&
    top.applicability.kind === 'applies' &&
    top.belief >= enoughFor(top, state) &&
    !isOvershadowed(top, standing, state)
    ? top.article.id
    : undefined
}

const enoughFor = ({ article }: Candidate, { chosen, facts }: State): number => {
  // Who has picked it from a list says that it is what they see, however unlikely it was.
  if (article.id === chosen) return DECISION.chosen
  // Who cannot say which of the symptoms it is has not confirmed the first of them.
  return ['symptom', 'more'].some(q => isUnsure(facts, q)) ? DECISION.confident : DECISION.enough
}

/**
 * An article that one version excludes, or whose fix is in, describes it at least as well: whoever has that trouble is told
 * so, and not given the next best remedy as if it were certain.
 */
const isOvershadowed = (top: Candidate, standing: Standing, state: State): boolean =>
  shadowsOf(top, standing, state).length > 0

const isFixedAlready = (top: Candidate, standing: Standing, state: State): boolean =>
  top.evident && shadowsOf(top, standing, state).some(c => c.applicability.kind === 'fixed')

/** What was described is plainly another article's trouble, and that one does not apply: told, instead of asking about weak ones. */
const isOutdone = (top: Candidate, { candidates }: Standing): boolean =>
  !top.evident &&
  top.belief < DECISION.likely &&
  candidates.some(
    c =>
      !isLive(c) &&
      c.evident &&
      ((c.likelihood >= DECISION.outdone && c.likelihood >= DECISION.muchLikelier * top.likelihood) ||
        standsAlone(c, candidates)),
  )

const shadowsOf = (top: Candidate, { candidates }: Standing, state: State): readonly Candidate[] =>
  candidates.filter(c => !isLive(c) && isNear(c, state) && c.likelihood >= leastShadow(c, top) * top.likelihood)

/** How much likelier than the best one an article must be that is out, to be what was described. */
const leastShadow = (c: Candidate, top: Candidate): number => {
  // What tells it apart from an article that is about nearly the same was told.
  if (c.likeness.circumstances.otherwise !== undefined)
    return isElsewhere(c) && isBorneOut(top) ? Number.POSITIVE_INFINITY : DECISION.twin
  if (isFixedTrouble(c) && top.likeness.circumstances.so.length === 0) return DECISION.fixedTrouble
  return c.likeness.meaning === 'same' ? DECISION.alike : DECISION.atLeastAlike
}

/** Its cause lies in no server: what speaks against that speaks for an article of which the server's versions are. */
const isElsewhere = ({ article }: Candidate): boolean =>
  article.circumstances.some(x => x.liesIn !== undefined && !x.liesIn.includes('server'))

/** It is its trouble, and the versions are those of few systems: what is told apart from it is no reason to hold it back. */
const isBorneOut = ({ likeness, applicability, fit }: Candidate): boolean =>
  likeness.meaning === 'same' && likeness.telling && applicability.kind === 'applies' && fit >= DECISION.particular

/**
 * On weak evidence only what is seen is asked for: versions cannot make up for it. Among many articles evidence is weak until
 * one of them is likely: whose version is asked first may have none of them.
 */
const isWorthIt = (q: Question, top: Candidate, { few }: Standing): boolean =>
  clearsEvidence(q) || (top.evident && (isFew(few) || top.belief >= DECISION.versionsFirst))

/** The article is near certain, and yet its fix is told only when the system is known to have what it needs. */
const isMissing = ({ pending }: Question, top: Candidate): boolean =>
  pending.kind === 'version' &&
  top.applicability.kind === 'unknown' &&
  top.applicability.missing.some(c => c.facet === pending.facet)

/** True when some answer would lead to another recommendation, or to none, than would be given now. */
const canChange = (
  question: Question,
  now: string | undefined,
  state: State,
  standing: Standing,
  catalog: Catalog,
): boolean => {
  const states = whatIfs(question, state)
  // What a person will write is not known; that it changes something is what it is asked for.
  if (!states) return true
  return (
    states.some(s => outcomeOf(weigh(standing.candidates, s, catalog, standing.few), s) !== now) ||
    (now === undefined && mayLead(question, standing))
  )
}

/** Not decisive by itself, but on the way: it asks about a condition of the most probable article, or what is seen. */
const mayLead = (question: Question, standing: Standing): boolean => {
  const top = standing.candidates.find(isLive)
  return question.pending.kind !== 'version' || (top !== undefined && isMissing(question, top))
}
