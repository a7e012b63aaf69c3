/**
 * The `limit` known words most like what was written, the likest first; those that are not alike are left out. Compared
 * by the pairs of neighbouring letters that both have (the Sørensen–Dice coefficient), whatever their case.
 */
export const nearest = (written: string, known: Iterable<string>, limit = 1, least = 0.4): readonly string[] => {
  const pairs = pairsOf(written)
  return [...known]
    .map(word => ({ word, likeness: likenessOf(pairs, pairsOf(word)) }))
    .filter(w => w.likeness >= least)
    .sort((a, b) => b.likeness - a.likeness || (a.word < b.word ? -1 : 1))
    .slice(0, limit)
    .map(w => w.word)
}

/** With its two ends, so that these count too. */
const pairsOf = (text: string): readonly string[] => {
  const framed = ` ${text.toLowerCase()} `
  return Array.from({ length: framed.length - 1 }, (_, i) => framed.slice(i, i + 2))
}

/** 0: no pair in common, 1: all. */
const likenessOf = (a: readonly string[], b: readonly string[]): number => {
  const open = new Map<string, number>()
  for (const pair of b) open.set(pair, (open.get(pair) ?? 0) + 1)
  let common = 0
  for (const pair of a) {
    const left = open.get(pair) ?? 0
    if (left === 0) continue
    common++
    open.set(pair, left - 1)
  }
  return (2 * common) / (a.length + b.length)
}
