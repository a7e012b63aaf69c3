import { type Hit, tellingWords } from '../../knowledge/index.ts'
import type { Likeness } from './meaning.ts'

/**
 * How probable it is that an article is about what was described, versions aside: a logistic regression over what the
 * search and the reading of troubles say of it. Pure functions over numbers.
 *
 * The weights were fitted by `npm run bench:likelihood` (test/bench/likelihood.ts) to descriptions that people wrote from
 * an article's symptoms in their own words, as many that name the same product and another trouble, and people who give an
 * article's sentence with words left out; see docs/performance.md.
 */
const WEIGHTS = {
  always: -4.45,
  few: 1.42,
  scattered: -1.0,
  told: 0.61,
  toldWhole: 1.09,
  quoted: 3.62,
  titled: 1.52,
  named: 0.17,
  contrary: -1.4,
  behind: -5.4,
  behindOfFew: -3.37,
  ahead: 5.22,
  first: 1.02,
  paired: 0.9,
  strangeKind: -0.79,
  strangeThing: -0.33,
  other: -0.36,
  denied: -0.51,
  circumstance: 0.5,
  asked: -2.02,
} as const

export type Sign = keyof typeof WEIGHTS

/** What the search found best, and next to it. */
export interface Among {
  readonly best: number
  readonly next: number
  /** How far the description quotes the article that it quotes most, and the next. */
  readonly quoted: number
  readonly quotedNext: number
  /** Telling words of the description. */
  readonly words: number
  /** How few articles there are: 1 for none, 0 for very many. */
  readonly few: number
}

/** In a knowledge base of so many articles their number matters half. */
const FEW = 100

/** How few so many articles are: 1 for none, half for `FEW`, 0 for very many. */
export const fewness = (size: number): number => FEW / (FEW + size)

/** At most as many as `FEW`: there the kinds of trouble tell more than the words, and the first article mostly is the right one. */
export const isFew = (few: number): boolean => few >= HALF
const HALF = 0.5

/** `size`: how many articles there are. */
export const amongHits = (hits: readonly Pick<Hit, 'score' | 'quoted'>[], description: string, size: number): Among => {
  const [best = 0, next = 0] = hits.map(h => h.score).sort((a, b) => b - a)
  const [quoted = 0, quotedNext = 0] = hits.map(h => h.quoted).sort((a, b) => b - a)
  return { best, next, quoted, quotedNext, words: tellingWords(description), few: fewness(size) }
}

/** Each from 0 to 1 where not said otherwise. */
export const signsOf = (
  hit: Hit,
  likeness: Likeness,
  { best, next, quoted, quotedNext, words, few }: Among,
): Readonly<Record<Sign, number>> => {
  const told = Math.log1p(hit.together * words)
  const isFirst = hit.score >= best
  return {
    always: 1,
    few,
    /** What of the description stands in it, but not in one place. */
    scattered: Math.max(0, hit.coverage - hit.together),
    /** Logarithm of how many of the words one passage of it has. */
    told,
    /** It has nearly all of them, and they are not few. */
    toldWhole: between(hit.together, 0.8, 1) * between(words, 3, 6),
    /** How much further it is quoted than any other one, -1 to 1: what is quoted from many tells no one of them. */
    quoted: hit.quoted - (hit.quoted >= quoted ? quotedNext : quoted),
    titled: hit.titled,
    named: Number(hit.named),
    contrary: Number(hit.contrary),
    /** How far its score is from the best one. */
    behind: best > 0 ? (1 - hit.score / best) * (1 - few) : 0,
    behindOfFew: best > 0 ? (1 - hit.score / best) * few * (1 - likeness.paired) : 0,
    /** How far the best one is from the next; among few articles a lead is easy. */
    ahead: isFirst && best > 0 ? (1 - next / best) * (1 - few) : 0,
    first: Number(isFirst),
    paired: likeness.paired,
    strangeKind: Number(likeness.strangeKind),
    strangeThing: Number(likeness.strangeThing),
    other: Number(likeness.meaning === 'other'),
    denied: Number(likeness.meaning === 'denied'),
    /** How many of its circumstances were told, two at most. Not fitted: few articles name one. */
    circumstance: Math.min(2, likeness.circumstances.so.length),
    asked: Number(likeness.meaning === 'asked'),
  }
}

const between = (x: number, from: number, to: number): number => Math.min(1, Math.max(0, (x - from) / (to - from)))

/** A probability. */
export const likelihoodOf = (signs: Readonly<Record<Sign, number>>): number => {
  let sum = 0
  for (const sign of SIGNS) sum += WEIGHTS[sign] * signs[sign]
  return 1 / (1 + Math.exp(-sum))
}

const SIGNS = Object.keys(WEIGHTS) as Sign[]
