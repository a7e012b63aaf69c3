import { compareBuilds, type Ranges, unite } from '../../catalog/index.ts'
import { anyOf, type Grammar } from '../../words/index.ts'
import type { Atom } from './atoms.ts'

/** Service packs or updates, or releases, that stand in one list: "RU1, RU2 and RU3". */
export interface VersionList {
  readonly atoms: readonly Atom[]
  /**
   * `all`: each is there, so that the newest says what is installed, because updates are cumulative; `any`: it is left
   * open which one it is; `several`: each has what has nothing to do with the other.
   */
  readonly is: 'all' | 'any' | 'several'
}

export interface ListReader {
  /** True when nothing but "and", commas and the like stands between two pieces. */
  readonly isGap: (gap: string) => boolean
  /** True when what stands before a piece says it of each of those that were named: "both with". */
  readonly isOfEach: (before: string) => boolean
  readonly listsIn: (atoms: readonly Atom[], text: string) => readonly VersionList[]
}

export const listReader = (grammar: Grammar): ListReader => {
  const alone = (phrases: readonly string[]): string => String.raw`(?<!\p{L})(?:${anyOf(phrases)})(?!\p{L})`
  const gapPattern = new RegExp(
    `^(?:\\s|,|;|/|&|\\+|-|–|${alone([...grammar.listing, ...grammar['guessing-ahead'], ...grammar['guessing-behind']])})*$`,
    'u',
  )
  const choosing = new RegExp(alone([...grammar.choosing, ...grammar['guessing-ahead']]), 'u')
  const { distributing, being, having, beside, between, 'own-machines': machines } = grammar
  const leading = alone([...being, ...having, ...beside, ...between, ...machines])
  const amid = new RegExp(String.raw`${alone(grammar.amid)}\s+$`, 'u')
  const ofEach = new RegExp(`${alone(distributing)}(?:\\s+${leading})*\\s*$`, 'u')
  const isGap = (gap: string): boolean => gapPattern.test(gap)
  const listOf = (atoms: readonly Atom[], text: string): VersionList => {
    const gaps = atoms.slice(1).map((a, i) => text.slice(atoms[i]?.end, a.start))
    // "SP1 and SP2" are two systems, "service packs 1 and 2" one that has both.
    const isOne = atoms.every(a => a.kind === 'update') || atoms.slice(1).every(a => a.isFurther)
    // "Between RU2 and RU6", "RU2 or RU3".
    const isOpen = gaps.some(g => choosing.test(g)) || amid.test(text.slice(0, atoms[0]?.start))
    return { atoms, is: isOpen ? 'any' : isOne ? 'all' : 'several' }
  }
  /** "Exchange 2007 SP1 or Exchange 2010". */
  const choicesOfReleases = (atoms: readonly Atom[], text: string): readonly VersionList[] =>
    atoms.flatMap((atom, i) => {
      const gap = text.slice(atoms[i - 1]?.end ?? 0, atom.start)
      if (atom.kind !== 'release' || i === 0 || !isGap(gap) || !choosing.test(gap)) return []
      const first = atoms.slice(0, i).findLast(a => a.kind === 'release')
      if (!first || !isOfOneKind(first, atom)) return []
      return [{ atoms: [...listedBefore(atoms.indexOf(first), atoms, text), first, atom], is: 'any' as const }]
    })
  /** The "2003" of "Outlook 2003, 2007 or 2010". */
  const listedBefore = (at: number, atoms: readonly Atom[], text: string): readonly Atom[] => {
    const [before, atom] = [atoms[at - 1], atoms[at]]
    return before && atom && isOfOneKind(before, atom) && isGap(text.slice(before.end, atom.start))
      ? [...listedBefore(at - 1, atoms, text), before]
      : []
  }
  return {
    isGap,
    isOfEach: before => ofEach.test(before),
    listsIn: (atoms, text) => {
      const lists: Atom[][] = []
      for (const atom of atoms) {
        const last = lists.at(-1)?.at(-1)
        if (last && isOfOneKind(last, atom) && isGap(text.slice(last.end, atom.start))) lists.at(-1)?.push(atom)
        else if (atom.kind === 'level' || atom.kind === 'update') lists.push([atom])
      }
      return [...lists.filter(l => l.length > 1).map(l => listOf(l, text)), ...choicesOfReleases(atoms, text)]
    },
  }
}

const isOfOneKind = (a: Atom, b: Atom): boolean => a.kind === b.kind && [...a.means.keys()].some(p => b.means.has(p))

/** What a list of versions says as a whole; undefined where it is several. */
export const claimOf = (is: VersionList['is'], members: readonly Ranges[]): Ranges | undefined => {
  if (is === 'several') return undefined
  if (is === 'any') return unite(...members)
  const starts = (r: Ranges) => r[0]?.from ?? []
  return members.toSorted((a, b) => compareBuilds(starts(a), starts(b))).at(-1)
}
