import type { Ranges } from '../catalog/index.ts'

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
  /** By product id. */
  readonly means: ReadonlyMap<string, Ranges>
  /** What the output that this came from cannot show, as the catalog says it. */
  readonly cannotTell?: string
}

export type FindAtoms = (text: string) => readonly Atom[]

const quoted = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

/** What may follow after the names read so far; `ends` where one of them ends. */
interface Branch {
  ends: boolean
  readonly next: Map<string, Branch>
}

const branch = (): Branch => ({ ends: false, next: new Map() })

/**
 * A pattern for any of the names, the longest that fits; a space in a name stands for any gap. Names that begin alike
 * share their beginning, so that a text is compared with hundreds of names in about one step a letter.
 */
export const anyOf = (names: Iterable<string>): string => {
  const root = branch()
  for (const name of names) {
    let at = root
    for (const letter of name) {
      const next = at.next.get(letter) ?? branch()
      at.next.set(letter, next)
      at = next
    }
    at.ends = true
  }
  return patternOf(root)
}

const patternOf = ({ ends, next }: Branch): string => {
  if (next.size === 0) return ''
  const ways = [...next].map(([letter, after]) => `${letter === ' ' ? '[\\s-]*' : quoted(letter)}${patternOf(after)}`)
  return ways.length === 1 && !ends ? (ways[0] as string) : `(?:${ways.join('|')})${ends ? '?' : ''}`
}

export const squash = (text: string): string => text.replace(/[\s-]+/g, '')

export const BEFORE = '(?<![\\p{L}\\d.])'
export const AFTER = '(?![\\p{L}\\d]|\\.\\d)'
