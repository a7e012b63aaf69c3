import fc from 'fast-check'

const SURROGATES = { from: 0xd800, count: 0x800 }
const LAST = 0x10ffff

/**
 * Any code point but half a pair: as `unit` of strings the same as fast-check's own 'binary', value by value. That one makes
 * a table of all million of them in each process, which takes a second or more and a hundred megabytes.
 */
export const codePoint = fc.nat({ max: LAST - SURROGATES.count }).map(
  place => String.fromCodePoint(place < SURROGATES.from ? place : place + SURROGATES.count),
  given => {
    const point = typeof given === 'string' ? given.codePointAt(0) : undefined
    if (point === undefined || String.fromCodePoint(point) !== given || /\p{Surrogate}/u.test(given))
      throw new Error('not one code point')
    return point < SURROGATES.from ? point : point - SURROGATES.count
  },
)
