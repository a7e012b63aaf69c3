import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type Build,
  beforeStartOf,
  beginningWith,
  compareBuilds,
  complement,
  EVERYTHING,
  exactly,
  fromStartOf,
  intersect,
  isEmpty,
  isWithin,
  overlaps,
  parseBuild,
  type Ranges,
  showBuild,
  subtract,
  unite,
  untilEndOf,
} from '../../../knowledge/catalog/ranges.ts'

/** Few and small parts, so that ends often meet. */
const build: fc.Arbitrary<Build> = fc.array(fc.nat(3), { maxLength: 3 })
const set: fc.Arbitrary<Ranges> = fc
  .array(
    fc.record({ from: build, to: fc.option(build, { nil: undefined }) }).map(r => (r.to ? r : { from: r.from })),
    { maxLength: 4 },
  )
  .map(ranges => unite(ranges as Ranges))

/** Membership by the definition of a half-open range: what every operation is held against. */
const contains = (ranges: Ranges, b: Build): boolean =>
  ranges.some(r => compareBuilds(r.from, b) <= 0 && (r.to === undefined || compareBuilds(b, r.to) < 0))
const holds = <T>(property: fc.IProperty<T>): void => {
  fc.assert(property, { numRuns: 300 })
}

describe('sets of builds', () => {
  it('hold after an operation what the operation says of each build', () => {
    holds(
      fc.property(set, set, build, (a, b, x) => {
        expect(contains(unite(a, b), x)).toBe(contains(a, x) || contains(b, x))
        expect(contains(intersect(a, b), x)).toBe(contains(a, x) && contains(b, x))
        expect(contains(complement(a), x)).toBe(!contains(a, x))
        expect(contains(subtract(a, b), x)).toBe(contains(a, x) && !contains(b, x))
      }),
    )
  })

  it('do not change when united or intersected with themselves', () => {
    holds(
      fc.property(set, a => {
        expect(unite(a, a)).toEqual(a)
        expect(intersect(a, a)).toEqual(a)
        expect(subtract(a, a)).toEqual([])
      }),
    )
  })

  it('are united and intersected in any order and grouping', () => {
    holds(
      fc.property(set, set, set, (a, b, c) => {
        expect(unite(a, b)).toEqual(unite(b, a))
        expect(intersect(a, b)).toEqual(intersect(b, a))
        expect(unite(a, b, c)).toEqual(unite(unite(a, b), c))
        expect(intersect(a, unite(b, c))).toEqual(unite(intersect(a, b), intersect(a, c)))
      }),
    )
  })

  it('are themselves again after two complements, and follow De Morgan', () => {
    holds(
      fc.property(set, set, (a, b) => {
        expect(complement(complement(a))).toEqual(a)
        expect(complement(unite(a, b))).toEqual(intersect(complement(a), complement(b)))
      }),
    )
  })

  it('make up everything with their complement, and share nothing with it', () => {
    holds(
      fc.property(set, a => {
        expect(unite(a, complement(a))).toEqual(EVERYTHING)
        expect(intersect(a, complement(a))).toEqual([])
      }),
    )
  })

  it('are within another exactly when nothing is left after taking that away', () => {
    holds(
      fc.property(set, set, (a, b) => {
        expect(isWithin(a, b)).toBe(isEmpty(subtract(a, b)))
        expect(isWithin(intersect(a, b), a)).toBe(true)
        expect(isWithin(a, unite(a, b))).toBe(true)
        expect(overlaps(a, b)).toBe(!isWithin(a, complement(b)))
      }),
    )
  })

  it('stay sorted, disjoint and not touching', () => {
    holds(
      fc.property(set, set, (a, b) => {
        for (const result of [unite(a, b), intersect(a, b), subtract(a, b), complement(a)])
          for (const [i, range] of result.entries()) {
            if (range.to) expect(compareBuilds(range.from, range.to)).toBeLessThan(0)
            const next = result[i + 1]
            if (next) expect(range.to && compareBuilds(range.to, next.from)).toBeLessThan(0)
          }
      }),
    )
  })

  it('are cut in two by their start, and end with their end', () => {
    holds(
      fc.property(set, a => {
        fc.pre(!isEmpty(a))
        expect(unite(fromStartOf(a), beforeStartOf(a))).toEqual(EVERYTHING)
        expect(isWithin(a, fromStartOf(a))).toBe(true)
        expect(isWithin(a, untilEndOf(a))).toBe(true)
      }),
    )
    expect([fromStartOf([]), beforeStartOf([]), untilEndOf([])]).toEqual([[], [], []])
  })
})

describe('a build', () => {
  it('is in the set of itself alone, and no other build is', () => {
    holds(
      fc.property(build, build, (a, b) => {
        expect(contains(exactly(a), b)).toBe(compareBuilds(a, b) === 0)
      }),
    )
  })

  it('begins with its own parts', () => {
    const rollups = beginningWith([8, 1])
    expect(contains(rollups, [8, 1])).toBe(true)
    expect(contains(rollups, [8, 1, 240, 6])).toBe(true)
    expect(contains(rollups, [8, 2])).toBe(false)
    expect(contains(rollups, [8, 10])).toBe(false)
  })

  it.each([
    ['8.1.291.2', [8, 1, 291, 2]],
    ['08.01.0291.002', [8, 1, 291, 2]],
    ['8', [8]],
    ['10.0.17763', [10, 0, 17763]],
  ])('is read from %s', (text, expected) => expect(parseBuild(text)).toEqual(expected))

  it.each(['', '.', '8.', '.8', '8..1', '8.x', ' 8.1', '8.1-2', '-8', '٨.١', '1e3', '9'.repeat(400)])(
    'is not read from %j',
    text => expect(parseBuild(text)).toBeUndefined(),
  )

  it('is read back from what it is shown as', () => {
    holds(
      fc.property(fc.array(fc.nat(99_999), { minLength: 1, maxLength: 4 }), b => {
        expect(parseBuild(showBuild(b))).toEqual(b)
      }),
    )
  })

  it('is compared part by part as a number, and a beginning comes first', () => {
    const sorted = ['8.1', '8.1.0', '8.1.240.6', '8.1.263.1', '8.1.1000', '8.2', '8.10', '14.0'].map(
      t => parseBuild(t) as Build,
    )
    expect([...sorted].reverse().sort(compareBuilds)).toEqual(sorted)
    holds(
      fc.property(build, build, build, (a, b, c) => {
        expect(Math.sign(compareBuilds(a, b))).toBe(-Math.sign(compareBuilds(b, a)) + 0)
        if (compareBuilds(a, b) <= 0 && compareBuilds(b, c) <= 0) expect(compareBuilds(a, c)).toBeLessThanOrEqual(0)
      }),
    )
  })
})
