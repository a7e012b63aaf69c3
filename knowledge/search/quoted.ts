import type { Find } from './evidence.ts'
import { LAST_TELLING } from './sequence.ts'

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
  const [only] = sentence
  if (only !== undefined && sentence.length === 1) return { value: worthOf(only.asked), words: 1 }
  /** Of the best alignment that ends with each find. */
  const values: number[] = []
  const words: number[] = []
  let best = -1
  // Counted, and the best one kept by its place: this is done for every sentence of every article that is found.
  for (let at = 0; at < sentence.length; at++) {
    const find = sentence[at] as Find
    let value = 0
    let count = 0
    for (let i = 0; i < at; i++) {
      const earlier = sentence[i] as Find
      // Nothing goes on in another order.
      if (earlier.asked >= find.asked || earlier.position >= find.position) continue
      const leftOut = find.position - earlier.position - 1 + (find.asked - earlier.asked - 1)
      const goingOn = (values[i] as number) - LEFT_OUT * leftOut
      if (goingOn > value) {
        value = goingOn
        count = words[i] as number
      }
    }
    values.push(value + worthOf(find.asked))
    words.push(count + 1)
    if ((values[at] as number) > (values[best] ?? 0)) best = at
  }
  return best < 0 ? NOTHING : { value: values[best] as number, words: words[best] as number }
}

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
