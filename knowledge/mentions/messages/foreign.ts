import { type Catalog, intersect, isEmpty, isWithin, overlaps, type Product, type Ranges } from '../../catalog/index.ts'
import { atOnce } from '../../steps.ts'
import { identifiersIn, type Lexicon, loadLexicon, withScriptsApart } from '../../words/index.ts'
import type { Atom } from '../versions/atoms.ts'
import { atomFinder } from '../versions/find-atoms.ts'

/** A version that a text names. Whose it is, and whether it is there, the text may say in words that nobody here reads. */
interface NamedVersion {
  readonly product: string
  readonly ranges: Ranges
  /** What the output that it came from cannot show. */
  readonly cannotTell?: string
}

/** What can be read of a text in a language without word lists: what is written alike in all of them. */
export interface ForeignReading {
  readonly versions: readonly NamedVersion[]
  /** Error codes, events, names of functions. */
  readonly identifiers: readonly string[]
}

export type ReadForeign = (text: string) => ForeignReading

/**
 * Reads only what no word beside it can turn. "Exchange 2007 SP1 vor Rollup 4" is Exchange 2007 SP1: what a word parts from
 * its release is left out, and so is an update that a word follows ("RU3 fehlt"), and a product with two versions.
 */
export const foreignReader = (catalog: Catalog, lexicon: Lexicon = loadLexicon()): ReadForeign => {
  let find: ReturnType<typeof atomFinder> | undefined
  return text => {
    find ??= atomFinder(catalog, lexicon)
    const normal = withScriptsApart(text.slice(0, MOST_READ).normalize('NFKC')).replace(/[^\S\n]+/g, ' ')
    const lower = normal.toLowerCase()
    const atoms = atOnce(find(lower))
    const versions = atoms.flatMap((atom, n) => namedAt(atom, atoms.slice(n + 1), atoms[n - 1], lower))
    const names = [...catalog.products.values()].flatMap(p => agreed(p, versions, yearsIn(lower, atoms)))
    return {
      versions: names,
      identifiers: identifiersIn(without(atoms, lower.length === normal.length ? normal : lower)),
    }
  }
}

/** In characters. */
const MOST_READ = 20_000

/** The version that begins with this piece, with what stands right behind it. */
const namedAt = (
  atom: Atom,
  behind: readonly Atom[],
  before: Atom | undefined,
  text: string,
): readonly NamedVersion[] => {
  if (isCompared(atom, text)) return []
  if (atom.kind === 'build' && !isBuildAlone(atom, before, text)) return []
  if (atom.kind !== 'release' && atom.kind !== 'bundle' && atom.kind !== 'build') return []
  const owners = atom.kind === 'build' ? [...atom.means.keys()].slice(0, 1) : [...atom.means.keys()]
  return owners.flatMap(product => {
    let ranges = atom.means.get(product) ?? []
    let last = atom
    const kinds = new Set<Atom['kind']>([atom.kind])
    for (const piece of behind) {
      const means = piece.means.get(product)
      if (!means || !BESIDE.test(text.slice(last.end, piece.start))) break
      // "SP1/SP2", "SP1+": one of several, or later ones, too.
      if (kinds.has(piece.kind) || isCompared(piece, text)) return [{ product, ranges: atom.means.get(product) ?? [] }]
      if (piece.kind !== 'level' && !endsPart(piece, behind, text) && !leadsOn(piece, product, behind, text)) break
      if (isEmpty(intersect(ranges, means))) return []
      ranges = intersect(ranges, means)
      kinds.add(piece.kind)
      last = piece
    }
    const { cannotTell } = last
    return isEmpty(ranges) ? [] : [{ product, ranges, ...(cannotTell === undefined ? {} : { cannotTell }) }]
  })
}

/** Nothing but signs that join. */
const BESIDE = /^[\s(/-]{0,3}$/

const isCompared = ({ start, end }: Atom, text: string): boolean =>
  /[<>≥≤≠!~=]\s*$/u.test(text.slice(Math.max(0, start - 3), start)) || /^\s?[+<>≥≤]/u.test(text.slice(end, end + 2))

/** True when no word follows in its part: an end, a bracket, a comma, another version. */
const endsPart = (piece: Atom, behind: readonly Atom[], text: string): boolean => {
  const rest = text.slice(piece.end)
  const next = behind.find(a => a.start >= piece.end)
  return (
    /^\s*(?:$|[\n,;:!?()/|]|\.(?:\s|$))/u.test(rest) ||
    (next !== undefined && BESIDE.test(text.slice(piece.end, next.start)))
  )
}

/** One short word leads to a version of another product: "RU3 sous Windows Server 2008", "RU3 auf Windows 2008". */
const leadsOn = (piece: Atom, product: string, behind: readonly Atom[], text: string): boolean => {
  const next = behind.find(a => a.start >= piece.end)
  return next !== undefined && !next.means.has(product) && /^\s+\p{L}{1,5}\s+$/u.test(text.slice(piece.end, next.start))
}

/** A build says its product itself, alone on its line or behind the name of a value. */
const isBuildAlone = (atom: Atom, before: Atom | undefined, text: string): boolean =>
  !(before && BESIDE.test(text.slice(before.end, atom.start))) &&
  /(?:^|[\n,;:(])\s*(?:v|version|build)?[\s:]*$/u.test(text.slice(Math.max(0, atom.start - 20), atom.start)) &&
  endsPart(atom, [], text)

/** Years that stand alone: "unter 2003 ging es". */
const yearsIn = (text: string, atoms: readonly Atom[]): readonly string[] =>
  [...text.matchAll(/(?<![\w.:/-])(?:2k\d{1,2}|(?:19|20)\d\d)(?: ?r2)?(?![\w:/-]|\.\d)/g)]
    .filter(m => !atoms.some(a => a.start < m.index + m[0].length && m.index < a.end))
    .map(m => m[0])

/** The version of a product that all its names agree on; none when the text names two. */
const agreed = (
  product: Product,
  versions: readonly NamedVersion[],
  years: readonly string[],
): readonly NamedVersion[] => {
  const own = versions.filter(v => v.product === product.id)
  const [first, ...others] = own
  if (!first) return []
  const ranges = others.reduce((all, v) => intersect(all, v.ranges), first.ranges)
  const another = product.releases.some(r => r.names.some(n => years.includes(n)) && !overlaps(r.ranges, ranges))
  if (isEmpty(ranges) || another) return []
  const narrowest = own.find(v => isWithin(v.ranges, ranges)) ?? first
  return [{ ...narrowest, ranges }]
}

/** The text with a space in the place of each piece. */
const without = (atoms: readonly Atom[], text: string): string => {
  let [rest, at] = ['', 0]
  for (const { start, end } of atoms) {
    rest += `${text.slice(at, start)} `
    at = end
  }
  return rest + text.slice(at)
}
