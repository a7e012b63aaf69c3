import type { Ranges } from '../../catalog/index.ts'
import type { Starts } from '../../words/index.ts'

/**
 * The smallest pieces of version talk in a text, with their places: "Exchange 2007", "SP1", "no rollups", "8.1.291.2".
 * Each is a set of builds for every product that it can belong to; mentions.ts puts the pieces together.
 */
export interface Atom {
  readonly kind: 'release' | 'product' | 'bundle' | 'level' | 'update' | 'build'
  readonly start: number
  readonly end: number
  /** True for "SP2" of "SP1 to SP2": it is of the product that stood before them. */
  readonly replaces?: boolean
  /** True for a further member of "rollups 1, 2 and 3": the word before the first one is said of it, too. */
  readonly isFurther?: boolean
  /** True for the "2003" of "the 2003 server": the word behind it alone says of which product it is. */
  readonly isBare?: boolean
  /** By product id. */
  readonly means: ReadonlyMap<string, Ranges>
  /** What the output that this came from cannot show, as the catalog says it. */
  readonly cannotTell?: string
}

/** `starts`: of the same text. */
export type FindAtoms = (text: string, starts: Starts) => readonly Atom[]

/** An arrow from what was there to what is there now: "2003 -> 2008", "SP1 => SP2". */
export const ARROW = '(?:[-=–]{1,2}>|[→⇒➔➜])'

/** The first of many, which are looked for no farther: each costs a look at all that may stand around it. */
export function* atMost<T>(most: number, all: Iterable<T>): Iterable<T> {
  let left = most
  for (const one of all) {
    yield one
    left--
    if (left === 0) return
  }
}
