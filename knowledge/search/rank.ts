import { FIELDS, type Field } from '../reading/index.ts'
import type { Evidence, Find } from './evidence.ts'

/**
 * How well an article answers a description, from where its words stand in it. Pure functions over evidence, the same
 * for every kind of index.
 *
 * - BM25F (Robertson, Zaragoza and Taylor, "Simple BM25 extension to multiple weighted fields", CIKM 2004): the words,
 *   weighed by rarity, field and the field's length.
 * - The best sentence: a person describes one thing, and an article says it in one place.
 * - Neighbours in the same order: "send receive connector" is not "connector … receive … send".
 * - Coverage: how much of the description the article speaks of at all.
 */

/** What people may tune. Set on descriptions made from articles that the benchmark does not use; see docs/performance.md. */
const RANK = {
  /** What a word in a field is worth. */
  worth: { title: 5, symptoms: 4, cause: 0.9, resolution: 0.2, appliesTo: 4, rest: 0.1 },
  /** How far a long field lessens that: 0 not at all, 1 in proportion. */
  lengthMatters: { title: 0.2, symptoms: 0.8, cause: 0.5, resolution: 0.5, appliesTo: 0.8, rest: 0.6 },
  /** What a middling field's length is, in telling words. */
  middling: { title: 7, symptoms: 45, cause: 15, resolution: 50, appliesTo: 12, rest: 80 },
  /** How soon further occurrences of a word stop to matter (BM25's k1). */
  saturation: 0.6,
  /** How many words of the symptoms are their beginning, and how much more these count. */
  opening: 30,
  openingWorth: 2,
  bestSentence: 0.6,
  neighbours: 0.2,
  /** Words so near each other, in telling words, are neighbours. */
  near: 4,
  coverage: 1,
} as const

/** How rare a word is that was asked for: idf as in BM25. */
interface Rare {
  readonly rarity: number
}

/** The finds of one article are a score for it: comparable within one search only. */
export const scoring = (asked: readonly Rare[]): ((evidence: Evidence) => number) => {
  const all = asked.reduce((sum, a) => sum + a.rarity, 0)
  if (all <= 0) return () => 0
  return evidence => {
    const { words, covered } = bm25f(evidence, asked)
    const score =
      words +
      RANK.bestSentence * bestSentence(evidence.finds, asked) +
      RANK.neighbours * neighbours(evidence.finds, asked)
    return score * (1 + (RANK.coverage * covered) / all)
  }
}

/**
 * Sentences and neighbours count in title, symptoms and cause: steps and background speak of many things. Finds are in the
 * order of the fields: behind the first of another field there is none of these.
 */
const LAST_TELLING = FIELDS.indexOf('cause')

const perField = <T>(values: Readonly<Record<Field, T>>): readonly T[] => FIELDS.map(f => values[f])
const WORTH = perField<number>(RANK.worth)
const MATTERS = perField<number>(RANK.lengthMatters)
const MIDDLING = perField<number>(RANK.middling)
const SYMPTOMS = FIELDS.indexOf('symptoms')

/** Numbers of one article while it is scored, a field or a word each. Shared: hundreds of articles are scored in a search. */
const worth = new Float64Array(FIELDS.length)
let frequency = new Float64Array(0)
let seen = new Int32Array(0)

const bm25f = ({ finds, lengths }: Evidence, asked: readonly Rare[]) => {
  for (let f = 0; f < WORTH.length; f++) {
    const matters = MATTERS[f] as number
    worth[f] = (WORTH[f] as number) / (1 - matters + (matters * (lengths[f] as number)) / (MIDDLING[f] as number))
  }
  if (frequency.length < asked.length) frequency = new Float64Array(2 * asked.length)
  frequency.fill(0, 0, asked.length)
  for (const { asked: word, field, inField } of finds)
    frequency[word] =
      (frequency[word] as number) +
      (worth[field] as number) * (field === SYMPTOMS && inField <= RANK.opening ? RANK.openingWorth : 1)
  let words = 0
  let covered = 0
  for (let i = 0; i < asked.length; i++) {
    const f = frequency[i] as number
    if (f === 0) continue
    const { rarity } = asked[i] as Rare
    words += (rarity * f * (RANK.saturation + 1)) / (f + RANK.saturation)
    covered += rarity
  }
  return { words, covered }
}

/** The rarity of the different words that the best sentence has. */
const bestSentence = (finds: readonly Find[], asked: readonly Rare[]): number => {
  let best = 0
  let sum = 0
  let sentence = -1
  if (seen.length < asked.length) seen = new Int32Array(2 * asked.length)
  seen.fill(-1, 0, asked.length)
  for (const find of finds) {
    if (find.field > LAST_TELLING) break
    if (find.sentence !== sentence) sum = 0
    sentence = find.sentence
    if (seen[find.asked] === sentence) continue
    seen[find.asked] = sentence
    sum += asked[find.asked]?.rarity ?? 0
    best = Math.max(best, sum)
  }
  return best
}

/** The rarity of pairs of words that stand near each other in the order in which they were asked. */
const neighbours = (finds: readonly Find[], asked: readonly Rare[]): number => {
  let counted: Set<number> | undefined
  let sum = 0
  let last: Find | undefined
  for (const find of finds) {
    if (find.field > LAST_TELLING) break
    const isPair =
      last !== undefined &&
      last.sentence === find.sentence &&
      last.asked < find.asked &&
      find.position - last.position <= RANK.near
    const pair = (last?.asked ?? 0) * asked.length + find.asked
    if (isPair && !counted?.has(pair)) {
      counted ??= new Set()
      counted.add(pair)
      sum += Math.min(asked[last?.asked ?? 0]?.rarity ?? 0, asked[find.asked]?.rarity ?? 0)
    }
    last = find
  }
  return sum
}
