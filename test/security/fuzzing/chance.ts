/** Chance that a seed repeats. */
export interface Chance {
  /** A whole number from 0 to below `limit`. */
  below(limit: number): number
  /** True once in `times`. */
  once(times: number): boolean
  pick<T>(from: readonly T[]): T
}

/** mulberry32 of T. Ettinger: 32 bits of state, good enough to choose what is broken. */
export const chanceOf = (seed: number): Chance => {
  let state = seed >>> 0
  const below = (limit: number): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * limit)
  }
  return {
    below,
    once: times => below(times) === 0,
    pick: from => from[below(from.length)] as (typeof from)[number],
  }
}
