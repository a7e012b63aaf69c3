import {
  type ArticleHead,
  type Catalog,
  type Fact,
  type Hit,
  type Knowledge,
  overlaps,
  type ToldOf,
} from '../../knowledge/index.ts'
import type { State } from '../state.ts'
import { amongHits, fewness, likelihoodOf, signsOf } from './likelihood.ts'
import { asOfAll, type CircumstancesTold, type Likeness, likenessOf, UNKNOWN_LIKENESS } from './meaning.ts'

/** An article that the words lead to, whatever versions it is about. */
export interface Found {
  readonly article: ArticleHead
  readonly hit: Hit | undefined
  /** What the described troubles mean for it. */
  readonly likeness: Likeness
  /** How probable it is that it is about what was described, versions aside, 0 to 1. */
  readonly likelihood: number
}

/** What people may tune: which articles are looked at, and how likely each is at least. */
const WEIGHTS = {
  /** Articles that are looked at in a turn, and how many more for the things that were named, among few. */
  candidates: 25,
  moreNamed: 10,
  /** How few articles must be for that: 900 or fewer. */
  namedAmong: 0.1,
  /** A less likely article is no candidate. */
  leastLikely: 0.005,
  /** Fewer words of title and symptoms than this may be chance, unless they are this share of all. */
  plausibleWords: 2,
  plausibleCoverage: 0.5,
  /** The articles of the same telling trouble are together at least so likely, among few articles. */
  sameTogether: 0.8,
  /** The same where the trouble is told apart from its thing. */
  bridgedTogether: 0.3,
  /** How soon a knowledge base is no handful: 1 article counts 0.9, 10 half, 34 a tenth. */
  handful: 8,
  /** Most of what was described: so much of it in one passage; with a named identifier less is enough. */
  most: 0.6,
  mostNamed: 0.45,
  /** How likely an article that was recommended still is when what is said since does not speak of it. */
  kept: 0.1,
  /** What is left of the likelihood of an article about other products than those named. */
  elsewhere: 0.4,
} as const

/** The articles that may be about what was described. */
export const foundFor = async (state: State, knowledge: Knowledge): Promise<readonly Found[]> => {
  if (state.focus !== undefined) {
    const article = await knowledge.article(state.focus)
    if (!article) return []
    const circumstances = circumstancesTold(article, state.wrote, knowledge.circumstancesIn)
    return [{ article, hit: undefined, likeness: { ...UNKNOWN_LIKENESS, circumstances }, likelihood: 1 }]
  }
  // What was said apart is no one sentence.
  const said = state.said.join('\n\n')
  const hits = await withNamed(await speakingOf(said, knowledge), said, state.troubles, knowledge)
  const { few, all } = comparedWith(hits, said, state, knowledge)
  const read = state.tried.length === 0 ? all : all.filter(r => !state.tried.includes(r.hit.article.id))
  const least = leastLikelihood(read, few)
  const found = read
    .map(r => ({
      article: r.hit.article,
      hit: r.hit,
      likeness: r.likeness,
      likelihood: Math.max(r.likely, least(r)) * (isElsewhere(r.hit.article, state.facts) ? WEIGHTS.elsewhere : 1),
    }))
    .filter(f => f.likelihood >= WEIGHTS.leastLikely && (f.likeness.meaning === 'same' || !isChance(f.hit)))
  // What was recommended stays in question, whatever else is said: a later answer may take it back.
  const kept =
    state.recommended === undefined || found.some(f => f.article.id === state.recommended)
      ? undefined
      : await knowledge.article(state.recommended)
  return kept
    ? [
        ...found,
        {
          article: kept,
          hit: undefined,
          likeness: UNKNOWN_LIKENESS,
          likelihood: WEIGHTS.kept,
        },
      ]
    : found
}

/** What was told beside what was found by it, whatever else is known. */
interface Compared {
  readonly told: string
  /** How few articles there are. */
  readonly few: number
  readonly all: readonly ReadHit[]
}

/** A conversation comes back to the same description turn by turn, and a search that is made again finds the same objects. */
const comparedWith = (
  hits: readonly Hit[],
  said: string,
  { troubles, wrote, facts }: State,
  { near, size, catalog, circumstancesIn }: Knowledge,
): Compared => {
  const well = facts.filter(f => f.kind === 'works' && catalog.products.get(f.facet)?.file.personal !== true)
  const told = JSON.stringify([said, size, troubles, wrote, well])
  const before = compared.get(hits)
  if (before?.told === told) return before
  const among = amongHits(hits, said, size)
  const all = hits.map((hit): ReadHit => {
    const befalls = isPersonal(hit.article, catalog) ? asOfAll(troubles) : troubles
    const circumstances = comparedByServer(hit.article, well, circumstancesTold(hit.article, wrote, circumstancesIn))
    const likeness = likenessOf(befalls, hit.article, hit, near, circumstances)
    return { hit, likeness, likely: likelihoodOf(signsOf(hit, likeness, among)) }
  })
  const now = { told, few: among.few, all }
  compared.set(hits, now)
  return now
}
const compared = new WeakMap<readonly Hit[], Compared>()

/** It is about products that each person has of their own: that all others are spared speaks against none of its causes. */
const isPersonal = ({ conditions }: ArticleHead, catalog: Catalog): boolean =>
  conditions.length > 0 && conditions.every(c => catalog.products.get(c.facet)?.file.personal)

/** By what the person wrote, oldest first: what was said last counts. */
const circumstancesTold = (
  { circumstances }: ArticleHead,
  wrote: readonly string[],
  circumstancesIn: Knowledge['circumstancesIn'],
): CircumstancesTold => {
  if (circumstances.length === 0) return UNKNOWN_LIKENESS.circumstances
  const byText = wrote.map(text => circumstancesIn(text, circumstances))
  const those = (told: ToldOf): readonly string[] =>
    circumstances.flatMap(({ that }, i) => (byText.findLast(all => all[i] !== undefined)?.[i] === told ? [that] : []))
  return { so: those('so'), otherwise: those('otherwise')[0], open: those('open')[0] }
}

/**
 * "On the 2003 server it is told at once, on the 2010 one it is not": what is the same beside each of them does not lie in the
 * program. What stands between may be another one there.
 */
const comparedByServer = (
  { circumstances, conditions }: ArticleHead,
  well: readonly Fact[],
  told: CircumstancesTold,
): CircumstancesTold => {
  const cause = circumstances.find(c => c.liesIn && !c.liesIn.some(a => a === 'server' || a === 'network'))
  if (cause === undefined || told.otherwise !== undefined) return told
  const isAffected = (f: Fact): boolean =>
    f.kind === 'works' && conditions.some(c => c.facet === f.facet && overlaps(f.ranges, c.affected))
  return well.some(isAffected) ? { ...told, otherwise: cause.that } : told
}

/** The articles that speak of what was said. */
export const speakingOf = (said: string, knowledge: Knowledge): Promise<readonly Hit[]> =>
  knowledge.search(said, WEIGHTS.candidates)

/**
 * Where the words lead to few articles, and among few, those are looked at as well that call the things by their common
 * names: a long story has more words of others.
 */
const withNamed = async (
  hits: readonly Hit[],
  said: string,
  troubles: State['troubles'],
  knowledge: Knowledge,
): Promise<readonly Hit[]> => {
  const things = new Set(troubles.flatMap(t => (t.standing === 'claimed' ? t.things.flat() : [])))
  const most = WEIGHTS.candidates + (fewness(knowledge.size) >= WEIGHTS.namedAmong ? WEIGHTS.moreNamed : 0)
  if (hits.length >= most || things.size === 0) return hits
  const named = await speakingOf(`${said}\n\n${[...things].join(' ').replaceAll('-', ' ')}`, knowledge)
  const known = new Set(hits.map(h => h.article.id))
  return [...hits, ...named.filter(h => !known.has(h.article.id))].slice(0, most)
}

/** Its conditions are about other products than those that the person has named a version of. */
const isElsewhere = ({ conditions }: ArticleHead, facts: readonly Fact[]): boolean => {
  const named = facts.filter(f => f.kind === 'version')
  return named.length > 0 && conditions.length > 0 && !conditions.some(c => named.some(f => f.facet === c.facet))
}

interface ReadHit {
  readonly hit: Hit
  readonly likeness: Likeness
  /** Its likelihood by what was described alone. */
  readonly likely: number
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
  const isBridged = (r: ReadHit): boolean => r.likeness.bridged && !isAlike(r)
  const alike = (WEIGHTS.sameTogether * few) / Math.max(1, read.filter(isAlike).length)
  const bridged = (WEIGHTS.bridgedTogether * few) / Math.max(1, read.filter(isBridged).length)
  const most = (WEIGHTS.sameTogether * few ** WEIGHTS.handful) / Math.max(1, read.filter(isMost).length)
  return r => Math.max(isAlike(r) ? alike : 0, isBridged(r) ? bridged : 0, isMost(r) ? most : 0)
}

const isChance = (hit: Hit): boolean =>
  hit.central < WEIGHTS.plausibleWords && hit.coverage < WEIGHTS.plausibleCoverage && !hit.named
