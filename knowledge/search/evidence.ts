import { FIELDS } from '../reading/index.ts'
import { fieldMarked, isMark, marksThings, type Sequence } from './sequence.ts'

/** One place of an article where a word that was asked for stands. */
export interface Find {
  /** Which of the words that were asked for, by its place among them. */
  readonly asked: number
  /** Place in FIELDS. */
  readonly field: number
  /** Number of the sentence, counted through the article. */
  readonly sentence: number
  /** Number of the telling word, counted through the article. */
  readonly position: number
  /** The same, counted from the beginning of the field. */
  readonly inField: number
}

/** What of a question was found in one article. */
export interface Evidence {
  readonly id: string
  readonly finds: readonly Find[]
  /** Telling words in each of FIELDS. */
  readonly lengths: readonly number[]
}

/** The places of terms among those asked for. Most terms of an article are none of these: a bit tells so sooner. */
export class Places {
  readonly #places: ReadonlyMap<number, number>
  readonly #bits = new Uint8Array(BITS)

  constructor(places: ReadonlyMap<number, number>) {
    this.#places = places
    for (const term of places.keys()) this.#bits[term & LAST_BIT] = 1
  }

  of(term: number): number | undefined {
    return this.#bits[term & LAST_BIT] === 0 ? undefined : this.#places.get(term)
  }
}

/** A power of two: of each term the last binary digits count. */
const BITS = 4096
const LAST_BIT = BITS - 1

/** Those of the article that is looked at: used again by the next, because a search looks at hundreds. */
const used: { -readonly [K in keyof Find]: Find[K] }[] = []

/** Looks for terms in an article's sequence. What is found holds until it looks into the next. */
export const evidenceIn = (id: string, sequence: Sequence, places: Places): Evidence => {
  const finds: Find[] = []
  const lengths: number[] = FIELDS.map(() => 0)
  let field = 0
  let sentence = 0
  let position = 0
  let inField = 0
  // Things are no words: they stand where the words that name them end.
  let isThing = false
  // Not for … of: the iterator of a typed array makes an object for each of tens of thousands of words.
  for (let at = 0; at < sequence.length; at++) {
    const code = sequence[at] as number
    if (isMark(code)) {
      const marked = fieldMarked(code)
      if (marked !== undefined) {
        lengths[field] = inField
        field = marked
        inField = lengths[field] as number
      }
      isThing = marksThings(code)
      if (!isThing) sentence++
      continue
    }
    if (!isThing) {
      inField++
      position++
    }
    const asked = places.of(code)
    if (asked === undefined) continue
    let find = used[finds.length]
    if (find === undefined) {
      find = { asked, field, sentence, position, inField }
      used.push(find)
    }
    find.asked = asked
    find.field = field
    find.sentence = sentence
    find.position = position
    find.inField = inField
    finds.push(find)
  }
  lengths[field] = inField
  return { id, finds, lengths }
}
