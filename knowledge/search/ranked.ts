import { FIELDS, type Field } from '../reading/index.ts'
import type { Evidence, Find } from './evidence.ts'
import type { Asked } from './question.ts'
import { bestQuote } from './quoted.ts'
import { findsOfWords, scoring } from './rank.ts'
import { LAST_TELLING } from './sequence.ts'

/** A word that was asked for, with what it is worth. */
export interface WeighedWord extends Asked {
  /** How rare it is: the natural logarithm of BM25's idf; 0 when no article has it. */
  readonly rarity: number
  /** How much of the description it is, on no particular scale. */
  readonly value: number
  readonly isKnown: boolean
  /** Of a thing: the places of the words that name it, which stand before it. */
  readonly names?: readonly number[]
}

interface Match {
  /** As the person wrote it. */
  readonly word: string
  readonly fields: readonly Field[]
}

/** An article that speaks of what was asked, and why it was found. */
export interface Ranked {
  readonly id: string
  /** Comparable within one search only. */
  readonly score: number
  /** The share of what was asked that the article speaks of, 0 to 1; a rare word counts more than a common one. */
  readonly coverage: number
  readonly matches: readonly Match[]
  /**
   * The share of what was asked that one passage of its title, symptoms or cause speaks of, 0 to 1: a long article has many
   * words somewhere, but is about one thing at a time.
   */
  readonly together: number
  /**
   * How far what was asked is a quotation, 0 to 1: nearly all of it, and not a few words only, stand in one sentence of its
   * title, symptoms or cause in the same order.
   */
  readonly quoted: number
  /** How many of the words stand in its title or symptoms; parts of an unknown identifier count together as one. */
  readonly central: number
  /** True when one of them is an identifier, such as a function's name or an error code, that its title, symptoms or cause name. */
  readonly named: boolean
}

/** How far a match in a field shows that the article is about the word, 0 to 1: the best field counts. */
const ABOUT: Readonly<Record<Field, number>> = {
  title: 1,
  symptoms: 1,
  cause: 0.8,
  resolution: 0.3,
  appliesTo: 0.3,
  rest: 0.3,
}

/** How much more than a plain word the name of a function, an error code or a file tells. */
const IDENTIFIER = 2

/**
 * How much the words that no article has count at most, compared with those that some have: a person's own words (host
 * names, programs of their own) say little.
 */
const MOST_UNKNOWN = 1.5

/** Weighs the words that were asked for by how many of the `size` articles have each. */
export const weighAsked = (
  asked: readonly Asked[],
  articles: (term: string) => number,
  size: number,
): readonly WeighedWord[] => {
  const places = new Map(asked.map((a, i) => [a.term, i] as const))
  return asked.map(a => {
    const having = articles(a.term)
    // A word that no article has counts like a middling one: it says little about which article, something about "none".
    const shown = having > 0 ? having : Math.sqrt(size) / 2
    return {
      ...a,
      isKnown: having > 0,
      rarity: having > 0 ? Math.log(1 + (size - having + 0.5) / (having + 0.5)) * a.share : 0,
      value: Math.log(1 + (size + 10) / (shown + 1)) * (a.isIdentifier ? IDENTIFIER : 1) * a.share,
      ...(a.namedBy ? { names: a.namedBy.flatMap(t => places.get(t) ?? []) } : {}),
    }
  })
}

/**
 * The best `limit` of these articles, best first. The evidence of each is looked for, weighed and let go; that of the best
 * is looked for again: to keep all of it costs more time, in collecting garbage.
 */
export const ranked = <T>(
  articles: readonly T[],
  evidenceOf: (article: T) => Evidence,
  asked: readonly WeighedWord[],
  limit: number,
): readonly Ranked[] => {
  const scoreOf = scoring(asked)
  const explain = explaining(asked)
  return articles
    .map(article => {
      const evidence = evidenceOf(article)
      return { article, id: evidence.id, score: scoreOf(evidence) }
    })
    .filter(a => a.score > 0)
    .sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1))
    .slice(0, limit)
    .map(a => explain(evidenceOf(a.article), a.score))
}

/** All that the words of a question say about one article. */
const explaining = (asked: readonly WeighedWord[]): ((evidence: Evidence, score: number) => Ranked) => {
  const words = asked.filter(a => !a.names)
  const known = worthOf(words.filter(a => a.isKnown))
  const total = totalValue(words, known)
  return (found, score) => {
    const evidence = { ...found, finds: findsOfWords(found.finds, asked) }
    const fields = fieldsOf(evidence, asked.length)
    const told = asked.flatMap((word, i) => (fields[i]?.length ? [{ word, fields: fields[i] }] : []))
    const passage = bestPassage(evidence.finds, asked)
    const isCentral = (f: readonly Field[]): boolean => f.includes('title') || f.includes('symptoms')
    return {
      id: evidence.id,
      score,
      coverage: worthFound(told) / total,
      together: passage / total,
      quoted: quotedIn(evidence, asked, known),
      matches: told.map(f => ({ word: f.word.word, fields: f.fields })),
      central: told.reduce((sum, f) => sum + (isCentral(f.fields) ? f.word.share : 0), 0),
      named: told.some(f => f.word.isIdentifier && (isCentral(f.fields) || f.fields.includes('cause'))),
    }
  }
}

/** Half of it is no quotation, nor are two words; all of it is one, and five words are many. */
const QUOTED = { share: [0.5, 1], words: [2, 5] } as const

const quotedIn = ({ finds }: Evidence, asked: readonly WeighedWord[], known: number): number => {
  if (known <= 0) return 0
  const { value, words } = bestQuote(finds, i => asked[i]?.value ?? 0)
  return between(value / known, QUOTED.share) * between(words, QUOTED.words)
}

const between = (x: number, [from, to]: readonly [number, number]): number =>
  Math.min(1, Math.max(0, (x - from) / (to - from)))

/** For each word the fields that have it. */
const fieldsOf = ({ finds }: Evidence, words: number): readonly (readonly Field[])[] => {
  const masks = new Uint8Array(words)
  for (const { asked, field } of finds) masks[asked] = (masks[asked] as number) | (1 << field)
  return Array.from(masks, mask => FIELDS_OF[mask] as readonly Field[])
}

/** The fields of each mask: a bit a field, by its place in FIELDS. */
export const FIELDS_OF: readonly (readonly Field[])[] = Array.from({ length: 1 << FIELDS.length }, (_, mask) =>
  FIELDS.filter((__, place) => mask & (1 << place)),
)

/** What the words that were found are worth, by the fields that they were found in. */
const worthFound = (found: readonly { readonly word: WeighedWord; readonly fields: readonly Field[] }[]): number =>
  found.reduce((s, f) => s + f.word.value * Math.max(...f.fields.map(x => ABOUT[x])), 0)

const worthOf = (words: readonly WeighedWord[]): number => words.reduce((total, a) => total + a.value, 0)

/** What all words are worth together; 1 when they are worth nothing, as a divisor. `known`: what those that articles have are. */
const totalValue = (asked: readonly WeighedWord[], known: number): number =>
  known + Math.min(worthOf(asked.filter(a => !a.isKnown)), known * MOST_UNKNOWN) || 1

/** Telling words: about three sentences. */
const PASSAGE = 30

/** What the different words of the best passage are worth. */
const bestPassage = (finds: readonly Find[], asked: readonly WeighedWord[]): number => {
  const telling = finds.filter(f => f.field <= LAST_TELLING)
  const inside = new Uint16Array(asked.length)
  let best = 0
  let sum = 0
  let first = 0
  for (const find of telling) {
    if (inside[find.asked] === 0) sum += asked[find.asked]?.value ?? 0
    inside[find.asked] = (inside[find.asked] as number) + 1
    for (let out = telling[first]; out && find.position - out.position >= PASSAGE; out = telling[++first]) {
      inside[out.asked] = (inside[out.asked] as number) - 1
      if (inside[out.asked] === 0) sum -= asked[out.asked]?.value ?? 0
    }
    best = Math.max(best, sum)
  }
  return best
}
