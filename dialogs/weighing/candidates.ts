import {
  type Applicability,
  type Article,
  type ArticleHead,
  type Catalog,
  type Fact,
  type Hit,
  intersect,
  judge,
  type Knowledge,
  overlaps,
  type Product,
  type Ranges,
  tellingWords,
  versionFact,
} from '../../knowledge/index.ts'
import type { State } from '../state.ts'
import { normalise } from './belief.ts'
import { listedWeight } from './listed-products.ts'
import { type Meaning, meaningOf } from './meaning.ts'
import { measure } from './measure.ts'

/** An article in question, and how it stands. */
export interface Candidate {
  readonly article: ArticleHead
  readonly hit: Hit | undefined
  /** How well it fits the description alone, 0 to 1. */
  readonly relevance: number
  /** What the described troubles mean for it. */
  readonly meaning: Meaning
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
}

/** What people may tune: what the evidence is worth. */
const WEIGHTS = {
  /** Articles that are looked at in a turn. */
  candidates: 25,
  /**
   * How much of the search's score makes an article e times as probable. BM25's score is a log-odds on its own scale
   * (Robertson and Zaragoza 2009); this scale was fitted on descriptions made from 1,450 articles (docs/performance.md).
   */
  score: 1.5,
  /** In a knowledge base of so many articles the score counts half: how rare a word is among few says little. */
  fewArticles: 100,
  /** An article that speaks of less than this share of what was described is no candidate. */
  leastCoverage: 0.3,
  /** The same for an article whose versions fit: it may be asked about. */
  leastCoverageFitting: 0.15,
  /** Fewer words of title and symptoms than this may be chance, unless they are this share of all. */
  plausibleWords: 2,
  plausibleCoverage: 0.5,
  /** An article is recommended only if its title and symptoms have so many of the words, and one passage of it has this share … */
  evidentWords: 3,
  evidentTogether: 0.45,
  /** … or of fewer words, but most of what was described. */
  evidentFewWords: 2,
  evidentFewTogether: 0.6,
  /** Who says no more than so many words means each of them: then this share of those that some article has is needed. */
  fewWords: 5,
  evidentShort: 0.7,
  /** Or it has this share of the words of its title, and one passage has this share of what was described. */
  evidentTitled: 0.66,
  titledTogether: 0.3,
  /** … and then so much of what is beside it counts as described, too. */
  titledWorth: 0.4,
  /** The person names another error code or event than the article. */
  contrary: 0.05,
  /** The weight of "none of them", on the scale of a perfectly covered description = 1. */
  none: 0.05,
  /** How well an article that was recommended still fits when what is said since does not speak of it. */
  kept: 0.1,
  /** By how much "none" shrinks when the person asked for one article by its number. */
  noneInFocus: 0.1,
  /** How far a version that fits a narrow condition speaks for an article: 0 not at all, 1 as Bayes has it. */
  specificity: 0.6,
  /** What is left of an article that the facts exclude: people err. */
  excluded: 0.02,
  /** The person's product is not among those that it lists. */
  otherProduct: 0.05,
  /** "It works on …", as the article says; and the other way round. */
  contrast: 4,
  contrastAgainst: 0.3,
  /** The same trouble of the same thing; another one; one that is denied, over or of one machine only; none, but a question. */
  meaning: { same: 4, other: 0.3, denied: 0.3, asked: 1, unknown: 1 },
  /** How well an article of the same trouble fits at least, in whatever words it was told; if one passage has this share of them. */
  sameTrouble: 0.6,
  sameTogether: 0.15,
  /** Unless an article of the same trouble has this share of the words themselves. */
  worded: 0.9,
  /** The symptom was chosen as closest, or offered and not chosen. */
  chosen: 20,
  denied: 0.1,
} as const

/** Finds the articles that may explain what is known, and how probable each is. */
export const standingOf = async (state: State, knowledge: Knowledge): Promise<Standing> =>
  weigh(await candidatesOf(state, knowledge), state, knowledge.catalog)

/** The same articles in the light of (other) facts: also answers "what if the answer were …?". */
export const weigh = (found: readonly Found[], state: State, catalog: Catalog): Standing => {
  const isShort = tellingWords(state.said.join(' ')) <= WEIGHTS.fewWords
  const weighed = found.map(({ article, hit, meaning, relevance }) => {
    const applicability = judge(article, state.facts)
    const fit = isOut(applicability) ? 1 : specificityOf(article, state.facts, catalog)
    const evidence = isOut(applicability)
      ? WEIGHTS.excluded
      : listedWeight(article, state.facts, WEIGHTS.otherProduct) *
        contrastOf(article, state.facts) *
        symptomWeight(article.id, state) *
        (hit?.contrary ? WEIGHTS.contrary : 1) *
        WEIGHTS.meaning[meaning]
    const evident = isEvident({ article, hit, meaning, relevance }, state, isShort)
    return { article, hit, relevance, meaning, evident, applicability, fit, weight: relevance * fit * evidence }
  })
  // What is not in the knowledge base may be as particular to this system as the most particular article that is.
  const none =
    WEIGHTS.none * Math.max(1, ...weighed.map(w => w.fit)) * (state.focus === undefined ? 1 : WEIGHTS.noneInFocus)
  const belief = normalise([...weighed.map(w => w.weight), none])
  const candidates = weighed.map(({ weight: _, fit: __, ...rest }, i) => ({ ...rest, belief: belief[i] ?? 0 }))
  return {
    candidates: candidates.sort((a, b) => b.belief - a.belief || b.relevance - a.relevance),
    none: belief.at(-1) ?? 1,
  }
}

export const isOut = (a: Applicability): boolean => a.kind === 'excluded' || a.kind === 'fixed'

export type Found = Pick<Candidate, 'article' | 'hit' | 'meaning' | 'relevance'>

/**
 * A few everyday words fit many articles: only a chosen symptom, the same trouble of the same thing, a named identifier, or enough words of the title and
 * the symptoms make a recommendation. A refused symptom, or another error code, never does.
 */
const isEvident = ({ article, hit, meaning }: Found, state: State, isShort: boolean): boolean => {
  if (state.chosen === article.id || state.focus === article.id) return true
  if (!hit || hit.contrary || state.denied.includes(article.id)) return false
  if (isSame(meaning, hit) && hit.central >= 1) return true
  if (meaning !== 'same' && meaning !== 'unknown') return false
  const many = hit.central >= WEIGHTS.evidentWords && hit.together >= WEIGHTS.evidentTogether
  const few = hit.central >= WEIGHTS.evidentFewWords && hit.together >= WEIGHTS.evidentFewTogether
  return hit.named || isTitled(hit) || ((many || few) && (!isShort || hit.togetherOfKnown >= WEIGHTS.evidentShort))
}

/** The same trouble of the same thing, and more of the description than a word by chance. */
const isSame = (meaning: Meaning, hit: Hit | undefined): boolean =>
  meaning === 'same' && hit !== undefined && hit.together >= WEIGHTS.sameTogether

const candidatesOf = async (state: State, knowledge: Knowledge): Promise<readonly Found[]> => {
  if (state.focus !== undefined) {
    const article = await knowledge.article(state.focus)
    return article ? [{ article, hit: undefined, meaning: 'unknown', relevance: 1 }] : []
  }
  const hits = await knowledge.search(state.said.join(' '), WEIGHTS.candidates)
  const best = Math.max(...hits.map(h => h.score), 0)
  const trust = knowledge.size / (knowledge.size + WEIGHTS.fewArticles)
  const read = hits
    .filter(h => !state.tried.includes(h.article.id))
    .map(hit => ({ hit, meaning: meaningOf(state.troubles, hit.article, hit, knowledge.near) }))
    .filter(({ hit, meaning }) => isPlausible(hit, state.facts) || isSame(meaning, hit))
  // Other words for it are looked for only where no article of the same trouble has these.
  const isWorded = read.some(({ hit, meaning }) => isSame(meaning, hit) && toldOf(hit) >= WEIGHTS.worded)
  const found = read.map(({ hit, meaning }) => ({
    article: hit.article,
    hit,
    meaning,
    relevance:
      aboutness(hit, isSame(meaning, hit) && !isWorded) ** 2 *
      // Among few articles the words of the trouble itself tell more than how rare the others are.
      Math.exp((trust * (isSame(meaning, hit) && !isWorded ? trust : 1) * (hit.score - best)) / WEIGHTS.score),
  }))
  // What was recommended stays in question, whatever else is said: a later answer may take it back.
  const kept =
    state.recommended === undefined || found.some(f => f.article.id === state.recommended)
      ? undefined
      : await knowledge.article(state.recommended)
  return kept ? [...found, { article: kept, hit: undefined, meaning: 'unknown', relevance: WEIGHTS.kept }] : found
}

/**
 * How much of what was described the article is about, 0 to 1. Who names what its title names may tell more beside it, and
 * who has the same trouble may tell it in other words.
 */
const aboutness = (hit: Hit, inOtherWords: boolean): number => {
  const described = inOtherWords ? Math.max(toldOf(hit), WEIGHTS.sameTrouble) : toldOf(hit)
  return isTitled(hit) ? described + (1 - described) * WEIGHTS.titledWorth : described
}

const toldOf = (hit: Hit): number => Math.min(hit.coverage, hit.together)

const isTitled = (hit: Hit): boolean =>
  hit.central >= WEIGHTS.evidentFewWords &&
  hit.titled >= WEIGHTS.evidentTitled &&
  hit.together >= WEIGHTS.titledTogether

/** Worth a question: it speaks of enough of it, and of more than one word by chance. Where the versions fit exactly, less is enough. */
const isPlausible = (hit: Hit, facts: readonly Fact[]): boolean => {
  const { kind, conditions } = judge(hit.article, facts)
  // What is fixed already is worth telling to whom it was near.
  const fits =
    (kind === 'applies' || kind === 'fixed') &&
    conditions.some(c => (c.kind === 'met' || c.kind === 'fixed') && versionFact(facts, c.condition.facet))
  if (fits) return hit.coverage >= WEIGHTS.leastCoverageFitting
  const isChance = hit.central < WEIGHTS.plausibleWords && hit.coverage < WEIGHTS.plausibleCoverage && !hit.named
  return hit.coverage >= WEIGHTS.leastCoverage && !isChance
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
  const both = measure(product, intersect(known, affected))
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
