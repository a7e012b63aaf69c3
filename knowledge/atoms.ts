import type { Ranges } from './versions.ts'

/**
 * The smallest pieces of version talk in a text, with their places: "Exchange 2007", "SP1", "no rollups", "8.1.291.2".
 * Each is a set of builds for every product that it can belong to; mentions.ts puts the pieces together.
 */
export interface Atom {
  readonly kind: 'release' | 'product' | 'bundle' | 'level' | 'update' | 'build'
  readonly start: number
  readonly end: number
  /** By product id. */
  readonly means: ReadonlyMap<string, Ranges>
  /** What the output that this came from cannot show, as the catalog says it. */
  readonly cannotTell?: string
}

export type FindAtoms = (text: string) => readonly Atom[]

const quoted = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
/** Longest first, so that "2008 r2" is tried before "2008"; a space in a name stands for any gap. */
export const anyOf = (names: Iterable<string>): string =>
  [...new Set(names)]
    .sort((a, b) => b.length - a.length)
    .map(n => quoted(n).replace(/ /g, '[\\s-]*'))
    .join('|')
export const squash = (text: string): string => text.replace(/[\s-]+/g, '')

export const BEFORE = '(?<![\\p{L}\\d.])'
export const AFTER = '(?![\\p{L}\\d]|\\.\\d)'
