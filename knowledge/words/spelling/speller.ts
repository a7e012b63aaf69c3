/** Repairs misspelt words against a list of known ones. Length-preserving it is not: places move. */
export class Speller {
  readonly #known = new Set<string>()
  readonly #words: string[] = []
  /** By first letter and length. */
  readonly #byShape = new Map<string, SameShape>()

  readonly #shortest: number
  readonly #mostEdits: (word: string) => number

  /**
   * Words under six letters are left alone, both as given and as repaired: too many others are near them. `shortest`: a
   * given one may have fewer, if it is known where it stands; `edits` then bounds how far it may be from what was meant.
   */
  constructor(known: Iterable<string> = [], { shortest = SHORTEST, edits = 2 } = {}) {
    this.#shortest = shortest
    this.#mostEdits = word => Math.min(edits, mostEdits(word))
    for (const word of known) this.add(word)
  }

  /** In the order in which they became known. */
  get words(): readonly string[] {
    return this.#words
  }

  add(word: string): void {
    if (word.length < SHORTEST || this.#known.has(word)) return
    this.#known.add(word)
    this.#words.push(word)
    const key = `${word[0]}${word.length}`
    const alike = this.#byShape.get(key) ?? { words: [], letters: [] }
    alike.words.push(word)
    alike.letters.push(lettersOf(word))
    this.#byShape.set(key, alike)
  }

  /**
   * The nearest known word, or undefined when the word is known, too short, or nothing is near enough. Of words that are
   * equally near the one of the highest `worth`, then the first by the alphabet; one without worth does not count as known.
   */
  repair(word: string, worth: (known: string) => number = () => 1): string | undefined {
    if (!isRepairable(word, this.#shortest)) return undefined
    if (this.#known.has(word) && worth(word) > 0) return undefined
    const most = this.#mostEdits(word)
    const letters = lettersOf(word)
    let best: Repair = { word: undefined, distance: most, worth: 0 }
    for (let length = word.length - most; length <= word.length + most; length++) {
      const alike = this.#byShape.get(`${word[0]}${length}`)
      if (!alike) continue
      // By number: entries() makes an object for each of thousands of words.
      for (let i = 0; i < alike.words.length; i++) {
        // An edit changes at most two of the letters that a word has at all.
        if (ones(letters ^ (alike.letters[i] as number)) > 2 * most) continue
        const known = alike.words[i] as string
        const distance = editDistance(word, known, best.distance + 1)
        if (distance > best.distance) continue
        const repair = { word: known, distance, worth: worth(known) }
        if (repair.worth > 0 && isBetter(repair, best)) best = repair
      }
    }
    return best.word
  }
}

interface Repair {
  readonly word: string | undefined
  readonly distance: number
  readonly worth: number
}

const isBetter = (a: Repair, b: Repair): boolean =>
  a.distance !== b.distance
    ? a.distance < b.distance
    : a.worth !== b.worth
      ? a.worth > b.worth
      : (a.word ?? '') < (b.word ?? '')

interface SameShape {
  readonly words: string[]
  /** Which letters each word has, as bits. */
  readonly letters: number[]
}

/** False for words that are never taken for misspelt. */
export const isRepairable = (word: string, shortest = SHORTEST): boolean => word.length >= shortest && !/\d/.test(word)

/** How many edits away the word may be that was meant. */
export const mostEdits = (word: string): number => (word.length >= 9 ? 2 : 1)

/** Which letters a word has, as bits. */
export const lettersOf = (word: string): number => {
  let letters = 0
  for (let i = 0; i < word.length; i++) letters |= 1 << (word.charCodeAt(i) & 31)
  return letters
}

/** How many bits are set. */
const ones = (bits: number): number => {
  let n = 0
  for (let rest = bits; rest !== 0; rest &= rest - 1) n++
  return n
}

const SHORTEST = 6

/**
 * Edits (insert, delete, replace, swap of neighbours) that make `b` of `a`; anything from `limit` on is reported as
 * `limit`. The optimal string alignment distance (Damerau 1964, restricted to one edit a place).
 */
const editDistance = (a: string, b: string, limit = Number.POSITIVE_INFINITY): number => {
  let before: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      let cost = Math.min(
        (row[j - 1] as number) + 1,
        (last[j] as number) + 1,
        (last[j - 1] as number) + (a[i - 1] === b[j - 1] ? 0 : 1),
      )
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        cost = Math.min(cost, (before[j - 2] as number) + 1)
      row.push(cost)
    }
    if (Math.min(...row) >= limit) return limit
    before = last
    last = row
  }
  return Math.min(last[b.length] as number, limit)
}
