/** In words. */
const NEGATION_REACH = 3

/** True when a negation stands shortly before the place, and nothing else takes it. */
export const isDenied = (at: number, from: number, negations: ReadonlySet<number>, reach = NEGATION_REACH): boolean => {
  for (let i = at - 1; i >= Math.max(from, at - reach); i--) if (negations.has(i)) return true
  return false
}
