/** Repairs misspelt words against a list of known ones. Length-preserving it is not: places move. */
export class Speller {
  readonly #known: ReadonlySet<string>
  readonly #byLength = new Map<number, string[]>()

  /** Words under six letters are left alone, both as given and as repaired: too many others are near them. */
  constructor(known: Iterable<string>) {
    this.#known = new Set(known)
    for (const word of this.#known) {
      if (word.length < SHORTEST) continue
      const list = this.#byLength.get(word.length)
      if (list) list.push(word)
      else this.#byLength.set(word.length, [word])
    }
  }

  /** The one nearest known word, or undefined when the word is known, too short, or nothing is near enough. */
  repair(word: string): string | undefined {
    if (word.length < SHORTEST || this.#known.has(word) || /\d/.test(word)) return undefined
    const most = word.length >= 9 ? 2 : 1
    let best: string | undefined
    let bestDistance = most + 1
    for (let length = word.length - most; length <= word.length + most; length++)
      for (const candidate of this.#byLength.get(length) ?? []) {
        if (candidate[0] !== word[0]) continue
        const distance = editDistance(word, candidate, bestDistance)
        if (distance < bestDistance) [best, bestDistance] = [candidate, distance]
      }
    return best
  }
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
