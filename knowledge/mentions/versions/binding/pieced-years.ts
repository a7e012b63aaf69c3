import { overlaps, type Product } from '../../../catalog/index.ts'
import { anyOf, type Grammar } from '../../../words/index.ts'
import { type Atom, atMost } from '../atoms.ts'
import { type BareRelease, releaseAtom, releaseNamed } from '../bare-releases.ts'

/** Years among service packs and updates: "we live with 2007 SP1 RU2", "the second rollup for 2007 SP1", "RU3, SP1, 2007". */
export type FindPiecedYears = (
  atoms: readonly Atom[],
  text: string,
  /** Of several products that have all of it, the one that is meant. */
  meantOf: (able: readonly Product[], year: BareRelease) => Product | undefined,
) => readonly Atom[]

/** A year is a release where what is put on it stands right beside it, and one product has all of that. */
export const piecedYearFinder = (products: readonly Product[], grammar: Grammar): FindPiecedYears => {
  const words = anyOf([...grammar.beside, ...grammar.joining, ...grammar.articles, ...grammar.ranks])
  const gap = new RegExp(String.raw`^[\s,;/+&()-]*(?:(?:${words})\s+){0,3}$`, 'u')
  return (atoms, text, meantOf) => {
    if (!atoms.some(isPiece)) return []
    return [...atMost(MOST, text.matchAll(YEAR))].flatMap(m => {
      const year = { name: m[0], start: m.index, end: m.index + m[0].length }
      if (atoms.some(a => a.start < year.end && year.start < a.end)) return []
      const pieces = piecesAround(year, atoms, text, gap)
      if (pieces.length === 0) return []
      const able = products.filter(p => {
        const release = releaseNamed(p, year.name)
        return release && pieces.every(a => overlaps(a.means.get(p.id) ?? [], release.ranges))
      })
      const meant = able.length > 1 ? meantOf(able, year) : able[0]
      const release = meant && releaseNamed(meant, year.name)
      return release ? [releaseAtom(meant, release.ranges, year.start, year.end)] : []
    })
  }
}

/** More stand in a log: each is compared with all pieces of versions. */
const MOST = 200

/** In the notation of people: "2007", "2k7", "2008 r2". */
const YEAR = /(?<![\w.,'’#-])(?:2k\d{1,2}|(?:19|20)\d\d)(?: ?r2)?(?![\w'’]|[.,-]\d)/gu

const isPiece = (a: Atom): boolean => a.kind === 'level' || a.kind === 'update'

/** One behind the other without anything but small words between them, before the year and behind it. */
const piecesAround = (
  { start, end }: BareRelease,
  atoms: readonly Atom[],
  text: string,
  gap: RegExp,
): readonly Atom[] => {
  const pieces: Atom[] = []
  let [from, to] = [start, end]
  for (const a of atoms.filter(a => a.start >= end)) {
    if (!isPiece(a) || !gap.test(text.slice(to, a.start))) break
    pieces.push(a)
    to = a.end
  }
  for (const a of atoms.filter(a => a.end <= start).toReversed()) {
    if (!isPiece(a) || !gap.test(text.slice(a.end, from))) break
    pieces.push(a)
    from = a.start
  }
  return pieces
}
