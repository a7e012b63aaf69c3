import {
  type Applicability,
  type Article,
  type ArticleHead,
  type Catalog,
  type Fact,
  isClaimed,
  judge,
  type Knowledge,
  NAMED,
  overlaps,
  type Product,
  type Ranges,
  versionFact,
} from '../../knowledge/index.ts'
import type { State } from '../state.ts'
import { normalise } from './belief.ts'
import { isOfOne } from './claimed.ts'
import { type Found, foundFor } from './found.ts'
import { fewness, isFew } from './likelihood.ts'
import { listedWeight } from './listed-products.ts'
import type { Likeness } from './meaning.ts'
import { measure, measureShared } from './measure.ts'

/** An article in question, and how it stands. */
export interface Candidate extends Found {
  /** True when what was described is enough to act on; else the article is only good for a question. */
  readonly evident: boolean
  readonly applicability: Applicability
  /** How much more probable the known versions are if it is the right one than if nothing is known: 1 says nothing. */
  readonly fit: number
  /** The probability that it is the right one; together with `none` they sum to one. */
  readonly belief: number
}

/** One that is told of: with all that its article says. */
export interface WholeCandidate extends Candidate {
  readonly article: Article
}

export interface Standing {
  /** Most probable first. */
  readonly candidates: readonly Candidate[]
  /** The probability that no article of the knowledge base is the right one. */
  readonly none: number
  /** How few articles there are in all: 1 for none, 0 for very many. */
  readonly few: number
}

/** What people may tune: what the evidence is worth. */
const WEIGHTS = {
  /** What was described is enough to act on when it makes the article so likely, versions aside; by what the troubles mean. */
  evident: { same: 0.12, unknown: 0.25, other: 0.6 },
  /** Where the versions bear it out so far, so much of that is enough: they cannot make up for it, but speak for it. */
  borneOut: 0.7,
  evidentBorneOut: 0.5,
  /** However likely the articles are, none of them is the right one with this probability. */
  leastNone: 0.03,
  /** How particular to a system what no article tells is, compared with the most particular article: 0 not at all, 1 alike. */
  noneParticular: 0.25,
  /** By how much "none" shrinks when the person asked for one article by its number. */
  noneInFocus: 0.1,
  /** Evident by itself: so probable, with versions that are so much more probable if it is the right one. */
  probable: 0.6,
  particular: 4,
  /** How far a version that fits a narrow condition speaks for an article: 0 not at all, 1 as Bayes has it. */
  specificity: 0.6,
  /** What is left of an article that the facts exclude: people err. */
  excluded: 0.02,
  /** The person's product is not among those that it lists. */
  otherProduct: 0.05,
  /** "It works on …", as the article says; and the other way round. */
  contrast: 4,
  contrastAgainst: 0.3,
  /** The symptom was chosen as closest, or offered and not chosen. */
  chosen: 20,
  denied: 0.1,
  /** A circumstance that is so speaks for its article as a version does; so many of them. */
  circumstance: 2,
  mostCircumstances: 3,
  /** Where no trouble was read: likely by its words alone; or so many circumstances tell of the article's. */
  untold: 0.7,
  toldCircumstances: 2,
  /** Such a share of what was described, in one passage. */
  most: 0.55,
} as const

/** Finds the articles that may explain what is known, and how probable each is. */
export const standingOf = async (state: State, knowledge: Knowledge): Promise<Standing> =>
  weigh(await foundFor(state, knowledge), state, knowledge.catalog, fewness(knowledge.size))

/**
 * Who tells that something goes wrong, or of circumstances that only this article has: in "the services are all up, the list
 * is sorted by name" nobody does. What was kept of a conversation may be older than the reading of troubles.
 */
const isTold = ({ troubles }: State, { circumstances }: Likeness): boolean =>
  !troubles.some(t => t.kind === NAMED) ||
  troubles.some(t => isClaimed(t) || isOfOne(t)) ||
  circumstances.so.length >= WEIGHTS.toldCircumstances

/** The same articles in the light of (other) facts: also answers "what if the answer were …?". */
export const weigh = (found: readonly Found[], state: State, catalog: Catalog, few: number): Standing => {
  const weighed = found.map(({ article, hit, likeness, likelihood }) => {
    const applicability = inLightOf(likeness, judge(article, state.facts))
    const fit = isOut(applicability) ? 1 : specificityOf(article, state.facts, catalog)
    const evidence = isOut(applicability)
      ? WEIGHTS.excluded
      : listedWeight(article, state.facts, WEIGHTS.otherProduct) *
        contrastOf(article, state.facts) *
        symptomWeight(article.id, state) *
        WEIGHTS.circumstance ** Math.min(WEIGHTS.mostCircumstances, likeness.circumstances.so.length)
    return { article, hit, likeness, likelihood, applicability, fit, evidence }
  })
  const weights = weighed.map(w => odds(likelihoodBeside(w, weighed)) * w.fit * w.evidence)
  // What is not in the knowledge base may be as particular to this system as the most particular article that is.
  const none =
    oddsOfNone(found) *
    Math.max(1, ...weighed.map(w => w.fit)) ** WEIGHTS.noneParticular *
    (state.focus === undefined ? 1 : WEIGHTS.noneInFocus)
  const belief = normalise([...weights, none])
  // Written out: it is done for each answer that a question may have, and spreading costs more than all the rest.
  const candidates = weighed.map(({ article, hit, likeness, likelihood, applicability, fit }, i): Candidate => {
    const c = { article, hit, likeness, likelihood, applicability, fit, belief: belief[i] ?? 0, evident: false }
    c.evident = isEvident(c, state, few)
    return c
  })
  return {
    candidates: candidates.sort((a, b) => b.belief - a.belief || b.likelihood - a.likelihood),
    none: belief.at(-1) ?? 1,
    few,
  }
}

type Weighed = Pick<Candidate, 'hit' | 'likeness' | 'likelihood' | 'applicability' | 'fit'>

/**
 * Of articles of the same trouble, how each of them words it tells little: one whose versions are those of few systems, and which
 * has as much of what was described, is as likely as any, where nothing tells them apart.
 */
const likelihoodBeside = (own: Weighed, all: readonly Weighed[]): number => {
  const isOfTrouble = ({ likeness }: Weighed): boolean => likeness.meaning === 'same' && likeness.telling
  if (own.fit < WEIGHTS.particular || own.applicability.kind !== 'applies' || !isOfTrouble(own)) return own.likelihood
  const isToldApart = ({ likeness }: Weighed): boolean =>
    likeness.circumstances.so.some(that => !own.likeness.circumstances.so.includes(that))
  const isAsWhole = ({ hit }: Weighed): boolean => (hit?.together ?? 0) <= (own.hit?.together ?? 0)
  const alike = all.filter(w => !isOut(w.applicability) && isOfTrouble(w) && isAsWhole(w) && !isToldApart(w))
  return alike.reduce((most, w) => Math.max(most, w.likelihood), own.likelihood)
}

/** What is otherwise excludes an article as a version does. */
const inLightOf = ({ circumstances }: Likeness, judged: Applicability): Applicability =>
  circumstances.otherwise === undefined || isOut(judged)
    ? judged
    : { kind: 'excluded', because: [], conditions: judged.conditions }

const odds = (probability: number): number => probability / (1 - Math.min(probability, MOST_PROBABLE))
const MOST_PROBABLE = 0.999

/** On the scale of the articles' odds: without versions, none is as probable as their likelihoods leave it. */
const oddsOfNone = (found: readonly Found[]): number => {
  const none = Math.max(WEIGHTS.leastNone, 1 - found.reduce((sum, f) => sum + f.likelihood, 0))
  const all = found.reduce((sum, f) => sum + odds(f.likelihood), 0)
  return found.length > 0 ? all * odds(none) : 1
}

export const isOut = (a: Applicability): boolean => a.kind === 'excluded' || a.kind === 'fixed'

/**
 * Something is always ahead: only a chosen symptom, an article asked for by its number, a description that makes it likely
 * by itself, or versions of few systems beside a trouble are enough for a recommendation; more is where the troubles do not
 * meet. What nobody claims, a refused symptom, or another error code never is.
 */
const isEvident = (c: Omit<Candidate, 'evident'>, state: State, few: number): boolean => {
  const { article, hit, likeness, likelihood, belief, fit, applicability } = c
  const { meaning, telling, bridged, about } = likeness
  // Among many articles the words tell more than the kinds.
  const vague = (likeness.vague && !bridged) || (likeness.strangeKind && isFew(few))
  if (state.chosen === article.id || state.focus === article.id) return true
  const isWanting =
    likeness.circumstances.open !== undefined ||
    article.circumstances.some(x => x.needed && !likeness.circumstances.so.includes(x.that))
  if (isWanting && !isOut(applicability)) return false
  if (!hit || hit.contrary || state.denied.includes(article.id) || meaning === 'denied' || meaning === 'asked')
    return false
  // The versions of few systems: whoever has them, and tells nothing against it, has its trouble.
  const isParticular = belief >= WEIGHTS.probable && fit >= WEIGHTS.particular
  if (isParticular && state.troubles.some(isClaimed) && !vague && (meaning !== 'other' || bridged || about)) return true
  if (!isTold(state, likeness)) return likelihood >= WEIGHTS.untold
  const isBorneOut = meaning !== 'other' && !vague && belief >= WEIGHTS.borneOut && applicability.kind === 'applies'
  const least = vague ? WEIGHTS.evident.other : WEIGHTS.evident[meaning === 'same' && !telling ? 'unknown' : meaning]
  return likelihood >= least * (isBorneOut ? WEIGHTS.evidentBorneOut : 1)
}

/** How much more probable the versions are if this article is the right one than if nothing is known. */
const specificityOf = (article: ArticleHead, facts: readonly Fact[], catalog: Catalog): number =>
  article.conditions.reduce((weight, condition) => {
    const product = catalog.products.get(condition.facet)
    const fact = versionFact(facts, condition.facet)
    return product && fact ? weight * specificity(product, fact.ranges, condition.affected) : weight
  }, 1)

/** "It works on …" speaks for an article that says so, and against one that says the opposite. */
const contrastOf = (article: ArticleHead, facts: readonly Fact[]): number =>
  article.conditions.reduce((weight, condition) => {
    const works = facts.find(f => f.kind === 'works' && f.facet === condition.facet)
    if (works?.kind !== 'works') return weight
    if (condition.works && overlaps(works.ranges, condition.works)) return weight * WEIGHTS.contrast
    return overlaps(works.ranges, condition.affected) ? weight * WEIGHTS.contrastAgainst : weight
  }, 1)

const specificity = (product: Product, known: Ranges, affected: Ranges): number => {
  const both = measureShared(product, known, affected)
  const ratio = both / measure(product, affected) / measure(product, known)
  return Number.isFinite(ratio) && ratio > 0 ? ratio ** WEIGHTS.specificity : 1
}

const symptomWeight = (id: string, state: State): number =>
  (state.chosen === id ? WEIGHTS.chosen : 1) * (state.denied.includes(id) ? WEIGHTS.denied : 1)

/** An article that was removed meanwhile is left out. */
export const wholeOf = async (some: readonly Candidate[], knowledge: Knowledge): Promise<readonly WholeCandidate[]> => {
  const articles = await Promise.all(some.map(c => knowledge.article(c.article.id)))
  return some.flatMap((c, i) => {
    const article = articles[i]
    return article ? [{ ...c, article }] : []
  })
}

/** Among few articles, or one of them has most of what was described: then the right one mostly is among the first. */
export const hasMost = ({ candidates, few }: Standing): boolean =>
  isFew(few) || candidates.some(c => isLive(c) && (c.hit?.together ?? 0) >= WEIGHTS.most)

export const isLive = (c: Candidate): boolean => !isOut(c.applicability)

/** Fixed, said to work, or right but for one version: an article for another product line altogether is no near miss. */
export const isNear = (c: Candidate, state: State): boolean => {
  if (c.applicability.kind === 'fixed' || state.focus === c.article.id) return true
  const { conditions } = c.applicability
  return conditions.some(
    v =>
      v.kind === 'works' ||
      v.kind === 'also-elsewhere' ||
      ((v.kind === 'met' || v.kind === 'unknown') && versionFact(state.facts, v.condition.facet) !== undefined),
  )
}
