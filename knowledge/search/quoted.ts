import { FIELDS } from '../reading/index.ts'
import type { Find } from './evidence.ts'

/** How much of a question stands in one sentence of an article, in the order in which it was asked. */
export interface Quoted {
  /** What these words are worth, less what was left out between them; in the unit of `value`. */
  readonly value: number
  /** How many they are. */
  readonly words: number
}

/** What a word of either side between two that both have takes away: who quotes in a hurry leaves some out. */
const LEFT_OUT = 0.25

/** A longer sentence is a list or a listing; only its beginning is looked at. In finds. */
const MOST_FINDS = 60

const NOTHING: Quoted = { value: 0, words: 0 }

/**
 * The best local alignment (T. F. Smith, M. S. Waterman, "Identification of common molecular subsequences", J. Mol. Biol.
 * 147, 1981) of a question with one sentence of title, symptoms or cause. Who copies a message or a symptom has its words
 * in its order; who only has the same product has them anywhere.
 */
export const bestQuote = (finds: readonly Find[], worthOf: (asked: number) => number): Quoted =>
  sentencesOf(finds).reduce<Quoted>((best, sentence) => {
    const quote = alignmentOf(sentence, worthOf)
    return quote.value > best.value ? quote : best
  }, NOTHING)

const alignmentOf = (sentence: readonly Find[], worthOf: (asked: number) => number): Quoted => {
  const endingAt: Quoted[] = []
  for (const find of sentence) {
    const before = sentence
      .slice(0, endingAt.length)
      .reduce<Quoted>((most, earlier, i) => better(most, after(endingAt[i] as Quoted, earlier, find)), NOTHING)
    endingAt.push({ value: before.value + worthOf(find.asked), words: before.words + 1 })
  }
  return endingAt.reduce(better, NOTHING)
}

/** What an alignment that ends with the one is still worth when it goes on with the other; nothing in another order. */
const after = (quote: Quoted, one: Find, other: Find): Quoted =>
  one.asked < other.asked && one.position < other.position
    ? {
        ...quote,
        value: quote.value - LEFT_OUT * (other.position - one.position - 1 + (other.asked - one.asked - 1)),
      }
    : NOTHING

const better = (a: Quoted, b: Quoted): Quoted => (b.value > a.value ? b : a)

const sentencesOf = (finds: readonly Find[]): readonly (readonly Find[])[] => {
  const sentences = new Map<number, Find[]>()
  for (const find of finds) {
    if (find.field > LAST_TELLING) break
    const sentence = sentences.get(find.sentence)
    if (!sentence) sentences.set(find.sentence, [find])
    else if (sentence.length < MOST_FINDS) sentence.push(find)
  }
  return [...sentences.values()]
}

const LAST_TELLING = FIELDS.indexOf('cause')
