import { FIELDS, type Field } from '../reading/index.ts'
import type { Evidence, Find } from './evidence.ts'
import { LAST_TELLING } from './sequence.ts'

/**
 * How well an article answers a description, from where its words stand in it. Pure functions over evidence, the same
 * for every kind of index.
 *
 * - BM25F (Robertson, Zaragoza and Taylor, "Simple BM25 extension to multiple weighted fields", CIKM 2004): the words,
 *   weighed by rarity, field and the field's length.
 * - The best sentence: a person describes one thing, and an article says it in one place.
 * - Neighbours in the same order: "send receive connector" is not "connector … receive … send".
 * - Coverage: how much of the description the article speaks of at all.
 * - Things: "mapped drive" is what a person calls "network drive". A thing counts for what is left when the words that
 *   name it have counted, and not at all where its one word stands.
 */

/** What people may tune. Set on descriptions of articles that the benchmark does not use; see docs/performance.md. */
const RANK = {
  /** How far a long field lessens what a word in it is worth: 0 not at all, 1 in proportion. */
  lengthMatters: { title: 0.2, symptoms: 0.8, cause: 0.5, resolution: 0.5, appliesTo: 0.8, rest: 0.6 },
  /** What a middling field's length is, in telling words. */
  middling: { title: 7, symptoms: 45, cause: 15, resolution: 50, appliesTo: 12, rest: 80 },
  /** How many words of the symptoms are their beginning. */
  opening: 30,
  /** Words so near each other, in telling words, are neighbours. */
  near: 4,
  /** So many words are few; from so many on they are many. Between, what they tell is weighed between the two. */
  few: 8,
  many: 10,
} as const

/** How what is asked tells of an article. */
interface Telling {
  /** What a word in a field is worth. */
  readonly worth: Readonly<Record<Field, number>>
  /** How much more the beginning of the symptoms counts. */
  readonly openingWorth: number
  /** How soon further occurrences of a word stop to matter (BM25's k1). */
  readonly saturation: number
  readonly bestSentence: number
  readonly neighbours: number
  readonly coverage: number
}

/** A few words are a symptom, a message or a title: as good as quoted. */
const FEW: Telling = {
  worth: { title: 5, symptoms: 4, cause: 0.9, resolution: 0.2, appliesTo: 4, rest: 0.1 },
  openingWorth: 2,
  saturation: 0.6,
  bestSentence: 0.6,
  neighbours: 0.2,
  coverage: 1,
}

/** Many words are a story: an article is about what it says again and again, and says it in its own words and order. */
const MANY: Telling = {
  worth: { title: 3.3, symptoms: 1.9, cause: 1.5, resolution: 0.27, appliesTo: 6.4, rest: 0.12 },
  openingWorth: 2.4,
  saturation: 1.55,
  bestSentence: 0.26,
  neighbours: 0.16,
  coverage: 0.74,
}

/** How rare a word is that was asked for: idf as in BM25. */
interface Rare {
  readonly rarity: number
  /** Of a thing: the places of the words that name it, which stand before it. */
  readonly names?: readonly number[]
}

const between = (few: number, many: number, share: number): number => few + (many - few) * share

/** For each number of words; the last for all greater ones. */
const TELLINGS: readonly Telling[] = Array.from({ length: RANK.many + 1 }, (_, words) => {
  const share = Math.max(0, (words - RANK.few) / (RANK.many - RANK.few))
  const of = (name: Exclude<keyof Telling, 'worth'>): number => between(FEW[name], MANY[name], share)
  return {
    worth: Object.fromEntries(FIELDS.map(f => [f, between(FEW.worth[f], MANY.worth[f], share)])) as Telling['worth'],
    openingWorth: of('openingWorth'),
    saturation: of('saturation'),
    bestSentence: of('bestSentence'),
    neighbours: of('neighbours'),
    coverage: of('coverage'),
  }
})

/** The finds of one article are a score for it: comparable within one search only. */
export const scoring = (asked: readonly Rare[]): ((evidence: Evidence) => number) => {
  const words = asked.filter(a => !a.names)
  const telling = TELLINGS[Math.min(words.length, RANK.many)] as Telling
  const all = words.reduce((sum, a) => sum + a.rarity, 0)
  const hasThings = words.length < asked.length
  if (all <= 0) return () => 0
  return evidence => {
    const { told, covered } = bm25f(evidence, asked, telling)
    const finds = hasThings ? evidence.finds.filter(f => !asked[f.asked]?.names) : evidence.finds
    const score =
      told + telling.bestSentence * bestSentence(finds, asked) + telling.neighbours * neighbours(finds, asked)
    return score * (1 + (telling.coverage * covered) / all)
  }
}

const perField = <T>(values: Readonly<Record<Field, T>>): readonly T[] => FIELDS.map(f => values[f])
const MATTERS = perField<number>(RANK.lengthMatters)
const MIDDLING = perField<number>(RANK.middling)
const SYMPTOMS = FIELDS.indexOf('symptoms')

/** Numbers of one article while it is scored, a field or a word each. Shared: hundreds of articles are scored in a search. */
const worth = new Float64Array(FIELDS.length)
let frequency = new Float64Array(0)
let toldBy = new Float64Array(0)
let seen = new Int32Array(0)

const bm25f = ({ finds, lengths }: Evidence, asked: readonly Rare[], telling: Telling) => {
  const { saturation, openingWorth } = telling
  for (let f = 0; f < FIELDS.length; f++) {
    const matters = MATTERS[f] as number
    worth[f] =
      telling.worth[FIELDS[f] as Field] / (1 - matters + (matters * (lengths[f] as number)) / (MIDDLING[f] as number))
  }
  if (frequency.length < asked.length) {
    frequency = new Float64Array(2 * asked.length)
    toldBy = new Float64Array(2 * asked.length)
  }
  frequency.fill(0, 0, asked.length)
  for (const { asked: word, field, inField } of finds)
    frequency[word] =
      (frequency[word] as number) +
      (worth[field] as number) * (field === SYMPTOMS && inField <= RANK.opening ? openingWorth : 1)
  let told = 0
  let covered = 0
  for (let i = 0; i < asked.length; i++) {
    const f = frequency[i] as number
    const { rarity, names } = asked[i] as Rare
    toldBy[i] = (rarity * f * (saturation + 1)) / (f + saturation)
    if (f === 0) continue
    if (names) {
      // One word and its thing are the same; two words that stand side by side are more than each of them.
      if (names.length === 1 && frequency[names[0] as number] !== 0) continue
      told += Math.max(0, (toldBy[i] as number) - names.reduce((sum, n) => sum + (toldBy[n] as number), 0))
      covered += names.reduce((sum, n) => sum + (frequency[n] === 0 ? (asked[n]?.rarity ?? 0) : 0), 0)
    } else {
      told += toldBy[i] as number
      covered += rarity
    }
  }
  return { told, covered }
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

/** With the words that name a thing in its place, in a sentence where they do not stand themselves. */
export const findsOfWords = (finds: readonly Find[], asked: readonly Rare[]): readonly Find[] => {
  if (!finds.some(f => asked[f.asked]?.names)) return finds
  const isThere = (word: number, { sentence }: Find): boolean =>
    finds.some(f => f.asked === word && f.sentence === sentence)
  const all: Find[] = []
  for (const f of finds) {
    const names = asked[f.asked]?.names
    if (names === undefined) all.push(f)
    else for (const n of names) if (!isThere(n, f)) all.push({ ...f, asked: n })
  }
  return all
}
