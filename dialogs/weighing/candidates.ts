import {
  type Applicability,
  type Article,
  type ArticleHead,
  type Catalog,
  type Fact,
  type Hit,
  judge,
  type Knowledge,
  overlaps,
  type Product,
  type Ranges,
  versionFact,
} from '../../knowledge/index.ts'
import type { State } from '../state.ts'
import { normalise } from './belief.ts'
import { amongHits, fewness, likelihoodOf, signsOf } from './likelihood.ts'
import { listedWeight } from './listed-products.ts'
import { type Likeness, likenessOf, type Meaning } from './meaning.ts'
import { measure, measureShared } from './measure.ts'

/** An article in question, and how it stands. */
export interface Candidate {
  readonly article: ArticleHead
  readonly hit: Hit | undefined
  /** How probable it is that it is about what was described, versions aside, 0 to 1. */
  readonly likelihood: number
  /** What the described troubles mean for it. */
  readonly meaning: Meaning
  /** Whether the trouble that both have says something by itself. */
  readonly telling: boolean
  /** True when what was described is enough to act on; else the article is only good for a question. */
  readonly evident: boolean
  readonly applicability: Applicability
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
  /** Articles that are looked at in a turn. */
  candidates: 25,
  /** A less likely article is no candidate. */
  leastLikely: 0.005,
  /** Fewer words of title and symptoms than this may be chance, unless they are this share of all. */
  plausibleWords: 2,
  plausibleCoverage: 0.5,
  /** What was described is enough to act on when it makes the article so likely, versions aside; by what the troubles mean. */
  evident: { same: 0.12, unknown: 0.25, other: 0.6, denied: 0.8, asked: 0.8 },
  /** Where the versions bear it out so far, so much of that is enough: they cannot make up for it, but speak for it. */
  borneOut: 0.7,
  evidentBorneOut: 0.5,
  /** The articles of the same telling trouble are together at least so likely, among few articles. */
  sameTogether: 0.8,
  /** How soon a knowledge base is no handful: 1 article counts 0.9, 10 half, 34 a tenth. */
  handful: 8,
  /** Most of what was described: so much of it in one passage; with a named identifier less is enough. */
  most: 0.6,
  mostNamed: 0.45,
  /** How likely an article that was recommended still is when what is said since does not speak of it. */
  kept: 0.1,
  /** However likely the articles are, none of them is the right one with this probability. */
  leastNone: 0.03,
  /** How particular to a system what no article tells is, compared with the most particular article: 0 not at all, 1 alike. */
  noneParticular: 0.25,
  /** By how much "none" shrinks when the person asked for one article by its number. */
  noneInFocus: 0.1,
  /** How far a version that fits a narrow condition speaks for an article: 0 not at all, 1 as Bayes has it. */
  specificity: 0.6,
  /** What is left of an article that the facts exclude: people err. */
  excluded: 0.02,
  /** What is left of the likelihood of an article about other products than those named. */
  elsewhere: 0.4,
  /** The person's product is not among those that it lists. */
  otherProduct: 0.05,
  /** "It works on …", as the article says; and the other way round. */
  contrast: 4,
  contrastAgainst: 0.3,
  /** The symptom was chosen as closest, or offered and not chosen. */
  chosen: 20,
  denied: 0.1,
} as const

/** Finds the articles that may explain what is known, and how probable each is. */
export const standingOf = async (state: State, knowledge: Knowledge): Promise<Standing> =>
  weigh(await candidatesOf(state, knowledge), state, knowledge.catalog, fewness(knowledge.size))

/** The same articles in the light of (other) facts: also answers "what if the answer were …?". */
export const weigh = (found: readonly Found[], state: State, catalog: Catalog, few: number): Standing => {
  const weighed = found.map(({ article, hit, meaning, telling, likelihood }) => {
    const applicability = judge(article, state.facts)
    const fit = isOut(applicability) ? 1 : specificityOf(article, state.facts, catalog)
    const evidence = isOut(applicability)
      ? WEIGHTS.excluded
      : listedWeight(article, state.facts, WEIGHTS.otherProduct) *
        contrastOf(article, state.facts) *
        symptomWeight(article.id, state)
    return { article, hit, likelihood, meaning, telling, applicability, fit, weight: odds(likelihood) * fit * evidence }
  })
  // What is not in the knowledge base may be as particular to this system as the most particular article that is.
  const none =
    oddsOfNone(found) *
    Math.max(1, ...weighed.map(w => w.fit)) ** WEIGHTS.noneParticular *
    (state.focus === undefined ? 1 : WEIGHTS.noneInFocus)
  const belief = normalise([...weighed.map(w => w.weight), none])
  // Written out: it is done for each answer that a question may have, and spreading costs more than all the rest.
  const candidates = weighed.map(({ article, hit, likelihood, meaning, telling, applicability }, i): Candidate => {
    const c = { article, hit, likelihood, meaning, telling, applicability, belief: belief[i] ?? 0, evident: false }
    c.evident = isEvident(c, state)
    return c
  })
  return {
    candidates: candidates.sort((a, b) => b.belief - a.belief || b.likelihood - a.likelihood),
    none: belief.at(-1) ?? 1,
    few,
  }
}

const odds = (probability: number): number => probability / (1 - Math.min(probability, MOST_PROBABLE))
const MOST_PROBABLE = 0.999

/** On the scale of the articles' odds: without versions, none is as probable as their likelihoods leave it. */
const oddsOfNone = (found: readonly Found[]): number => {
  const none = Math.max(WEIGHTS.leastNone, 1 - found.reduce((sum, f) => sum + f.likelihood, 0))
  const all = found.reduce((sum, f) => sum + odds(f.likelihood), 0)
  return found.length > 0 ? all * odds(none) : 1
}

export const isOut = (a: Applicability): boolean => a.kind === 'excluded' || a.kind === 'fixed'

export type Found = Pick<Candidate, 'article' | 'hit' | 'meaning' | 'telling' | 'likelihood'>

/**
 * Something is always ahead: only a chosen symptom, an article asked for by its number, or a description that makes it
 * likely by itself is enough for a recommendation; more so where the troubles do not meet. A refused symptom, or another
 * error code, never is.
 */
const isEvident = (c: Omit<Candidate, 'evident'>, state: State): boolean => {
  const { article, hit, meaning, likelihood, belief, applicability } = c
  if (state.chosen === article.id || state.focus === article.id) return true
  if (!hit || hit.contrary || state.denied.includes(article.id)) return false
  const isBorneOut = meaning !== 'other' && belief >= WEIGHTS.borneOut && applicability.kind === 'applies'
  const least = WEIGHTS.evident[meaning === 'same' && !c.telling ? 'unknown' : meaning]
  return likelihood >= least * (isBorneOut ? WEIGHTS.evidentBorneOut : 1)
}

const candidatesOf = async (state: State, knowledge: Knowledge): Promise<readonly Found[]> => {
  if (state.focus !== undefined) {
    const article = await knowledge.article(state.focus)
    return article ? [{ article, hit: undefined, meaning: 'unknown', telling: false, likelihood: 1 }] : []
  }
  // What was said apart is no one sentence.
  const said = state.said.join('\n\n')
  const hits = await withNamed(await speakingOf(said, knowledge), said, state.troubles, knowledge)
  const among = amongHits(hits, said, knowledge.size)
  const read = hits
    .filter(h => !state.tried.includes(h.article.id))
    .map(hit => ({ hit, likeness: likenessOf(state.troubles, hit.article, hit, knowledge.near) }))
  const least = leastLikelihood(read, among.few)
  const found = read
    .map(r => ({
      article: r.hit.article,
      hit: r.hit,
      meaning: r.likeness.meaning,
      telling: r.likeness.telling,
      likelihood:
        Math.max(likelihoodOf(signsOf(r.hit, r.likeness, among)), least(r)) *
        (isElsewhere(r.hit.article, state.facts) ? WEIGHTS.elsewhere : 1),
    }))
    .filter(f => f.likelihood >= WEIGHTS.leastLikely && (f.meaning === 'same' || !isChance(f.hit)))
  // What was recommended stays in question, whatever else is said: a later answer may take it back.
  const kept =
    state.recommended === undefined || found.some(f => f.article.id === state.recommended)
      ? undefined
      : await knowledge.article(state.recommended)
  return kept
    ? [...found, { article: kept, hit: undefined, meaning: 'unknown', telling: false, likelihood: WEIGHTS.kept }]
    : found
}

/** The articles that speak of what was said. */
export const speakingOf = (said: string, knowledge: Knowledge): Promise<readonly Hit[]> =>
  knowledge.search(said, WEIGHTS.candidates)

/** Where the words lead to few articles, those are looked at as well that call the things by their common names. */
const withNamed = async (
  hits: readonly Hit[],
  said: string,
  troubles: State['troubles'],
  knowledge: Knowledge,
): Promise<readonly Hit[]> => {
  const things = new Set(troubles.flatMap(t => (t.standing === 'claimed' ? t.things.flat() : [])))
  if (hits.length >= WEIGHTS.candidates || things.size === 0) return hits
  const named = await speakingOf(`${said}\n\n${[...things].join(' ').replaceAll('-', ' ')}`, knowledge)
  const known = new Set(hits.map(h => h.article.id))
  return [...hits, ...named.filter(h => !known.has(h.article.id))].slice(0, WEIGHTS.candidates)
}

/** Its conditions are about other products than those that the person has named a version of. */
const isElsewhere = ({ conditions }: ArticleHead, facts: readonly Fact[]): boolean => {
  const named = facts.filter(f => f.kind === 'version')
  return named.length > 0 && conditions.length > 0 && !conditions.some(c => named.some(f => f.facet === c.facet))
}

interface ReadHit {
  readonly hit: Hit
  readonly likeness: Likeness
}

/**
 * Among few articles, how rare a word is says little, and the trouble itself more: those of the same telling trouble are
 * together so likely. In a handful, that goes for those that speak of most of what was described.
 */
const leastLikelihood = (read: readonly ReadHit[], few: number): ((r: ReadHit) => number) => {
  const isAlike = ({ likeness }: ReadHit): boolean => likeness.meaning === 'same' && likeness.telling
  const isMost = ({ hit, likeness }: ReadHit): boolean =>
    (likeness.meaning === 'same' || likeness.meaning === 'unknown') &&
    (hit.named
      ? hit.together >= WEIGHTS.mostNamed
      : hit.central >= WEIGHTS.plausibleWords && hit.together >= WEIGHTS.most)
  const alike = (WEIGHTS.sameTogether * few) / Math.max(1, read.filter(isAlike).length)
  const most = (WEIGHTS.sameTogether * few ** WEIGHTS.handful) / Math.max(1, read.filter(isMost).length)
  return r => Math.max(isAlike(r) ? alike : 0, isMost(r) ? most : 0)
}

const isChance = (hit: Hit): boolean =>
  hit.central < WEIGHTS.plausibleWords && hit.coverage < WEIGHTS.plausibleCoverage && !hit.named

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

export const isLive = (c: Candidate): boolean => !isOut(c.applicability)

/** Fixed, said to work, or right but for one version: an article for another product line altogether is no near miss. */
export const isNear = (c: Candidate, state: State): boolean => {
  if (c.applicability.kind === 'fixed' || state.focus === c.article.id) return true
  const { conditions } = c.applicability
  return conditions.some(
    v =>
      v.kind === 'works' ||
      ((v.kind === 'met' || v.kind === 'unknown') && versionFact(state.facts, v.condition.facet) !== undefined),
  )
}
