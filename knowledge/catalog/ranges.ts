/**
 * Versions as sets of builds.
 *
 * A release, a service pack, an update, "SP1 or later" and "8.1.291.2" are all the same thing here: a set of builds,
 * kept as half-open ranges `[from, to)`. Judging an article is then set arithmetic, for every product alike.
 */

/** A build number by its parts: 8.1.291.2 is `[8, 1, 291, 2]`. A prefix sorts before everything that it begins. */
export type Build = readonly number[]

/** `from` belongs to the range, `to` does not; no `to`: open to the future. */
export interface Range {
  readonly from: Build
  readonly to?: Build
}

/** Sorted, disjoint, not touching. The empty list is the empty set. */
export type Ranges = readonly Range[]

export const EVERYTHING: Ranges = [{ from: [] }]

/** Reads `8.1.291.2` and `08.01.0291.002`; undefined when it is no build. */
export const parseBuild = (text: string): Build | undefined =>
  /^\d{1,9}(\.\d{1,9})*$/.test(text) ? text.split('.').map(Number) : undefined

export const showBuild = (build: Build): string => build.join('.')

/** `8.1.240.6..8.1.311.3 9..`: names a set in what is kept and sent, whatever the language. */
export const showRanges = (set: Ranges): string =>
  set.map(({ from, to }) => `${showBuild(from)}..${to ? showBuild(to) : ''}`).join(' ')

/** Negative, zero or positive as `a` is before, equal to or after `b`. */
export const compareBuilds = (a: Build, b: Build): number => {
  const length = Math.max(a.length, b.length)
  for (let i = 0; i < length; i++) {
    const difference = (a[i] ?? -1) - (b[i] ?? -1)
    if (difference !== 0) return difference
  }
  return 0
}

/** That build alone. */
export const exactly = (build: Build): Ranges => [{ from: build, to: [...build, 0] }]

/** Every build that begins with these parts: 8.1 gives 8.1.0 up to 8.2. */
export const beginningWith = (prefix: Build): Ranges => [
  { from: prefix, to: [...prefix.slice(0, -1), (prefix.at(-1) ?? 0) + 1] },
]

const earlierEnd = (a: Build | undefined, b: Build | undefined): Build | undefined =>
  a === undefined ? b : b === undefined || compareBuilds(a, b) < 0 ? a : b

const range = (from: Build, to: Build | undefined): Range => (to === undefined ? { from } : { from, to })

const holds = (r: Range): boolean => r.to === undefined || compareBuilds(r.from, r.to) < 0

export const intersect = (a: Ranges, b: Ranges): Ranges => {
  const both: Range[] = []
  for (const x of a)
    for (const y of b)
      if (startsIn(x, y) && startsIn(y, x)) {
        const shared = range(compareBuilds(x.from, y.from) > 0 ? x.from : y.from, earlierEnd(x.to, y.to))
        if (holds(shared)) both.push(shared)
      }
  return both.length > 1 ? both.sort((x, y) => compareBuilds(x.from, y.from)) : both
}

export const unite = (...sets: readonly Ranges[]): Ranges => {
  const merged: Range[] = []
  for (const next of sets
    .flat()
    .filter(holds)
    .sort((x, y) => compareBuilds(x.from, y.from))) {
    const last = merged.at(-1)
    if (!last || (last.to !== undefined && compareBuilds(last.to, next.from) < 0)) merged.push(next)
    else if (last.to !== undefined && (next.to === undefined || compareBuilds(next.to, last.to) > 0))
      merged[merged.length - 1] = range(last.from, next.to)
  }
  return merged
}

export const complement = (set: Ranges): Ranges => {
  const gaps: Range[] = []
  let from: Build | undefined = []
  for (const r of set) {
    if (from === undefined) break
    gaps.push({ from, to: r.from })
    from = r.to
  }
  if (from !== undefined) gaps.push({ from })
  return gaps.filter(holds)
}

export const subtract = (a: Ranges, b: Ranges): Ranges => intersect(a, complement(b))

export const isEmpty = (set: Ranges): boolean => set.length === 0

/** Ranges do not touch one another, so each range of the inner set lies in one of the outer set, or it does not. */
export const isWithin = (inner: Ranges, outer: Ranges): boolean => {
  for (const x of inner) if (!isInOne(x, outer)) return false
  return true
}

// Loops, and no functions made anew: sets are compared thousands of times a turn.
const isInOne = (x: Range, outer: Ranges): boolean => {
  for (const y of outer) if (compareBuilds(y.from, x.from) <= 0 && endsBy(x, y)) return true
  return false
}

const endsBy = (x: Range, y: Range): boolean =>
  y.to === undefined || (x.to !== undefined && compareBuilds(x.to, y.to) <= 0)

export const overlaps = (a: Ranges, b: Ranges): boolean => {
  for (const x of a) for (const y of b) if (startsIn(x, y) && startsIn(y, x)) return true
  return false
}

/** True when x begins before y ends. */
const startsIn = (x: Range, y: Range): boolean => y.to === undefined || compareBuilds(x.from, y.to) < 0

/** From the set's first build on, without end. */
export const fromStartOf = (set: Ranges): Ranges => (set[0] ? [{ from: set[0].from }] : [])

/** Everything before the set's first build. */
export const beforeStartOf = (set: Ranges): Ranges => (set[0] ? [{ from: [], to: set[0].from }].filter(holds) : [])

/** Everything after the set's end. */
export const afterEndOf = (set: Ranges): Ranges => {
  const end = set.at(-1)?.to
  return end ? [{ from: end }] : []
}

/** Everything up to the set's end. */
export const untilEndOf = (set: Ranges): Ranges => {
  const last = set.at(-1)
  return last ? [range([], last.to)] : []
}
