/** Numbers from 0 up to, but never, 1. */
export type Random = () => number

/** The same numbers for the same seed: xorshift with 32 bits (G. Marsaglia, "Xorshift RNGs", 2003). */
export const seeded = (seed: number): Random => {
  // Neighbouring seeds must not begin alike, and 0 would stay 0.
  let bits = Math.imul(seed + 1, 0x9e3779b1) >>> 0 || 1
  const next: Random = () => {
    bits = (bits ^ (bits << 13)) >>> 0
    bits ^= bits >>> 17
    bits = (bits ^ (bits << 5)) >>> 0
    return bits / 2 ** 32
  }
  for (let warm = 0; warm < 10; warm++) next()
  return next
}

export const between = (random: Random, least: number, most: number): number => least + random() * (most - least)

export const pick = <T>(random: Random, among: readonly T[]): T => {
  const one = among[Math.floor(random() * among.length)]
  if (one === undefined) throw new Error('There is nothing to pick from.')
  return one
}
