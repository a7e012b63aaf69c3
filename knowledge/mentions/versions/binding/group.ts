import { EVERYTHING, intersect, overlaps, type Ranges } from '../../../catalog/index.ts'
import type { Atom } from '../atoms.ts'

/** The pieces that speak of one version of one product: "Exchange 2007", "SP1", "RU3". */
export interface Group {
  readonly product: string
  readonly atoms: Atom[]
  /** The piece that is said of another machine or time than the others: "MBX2 has SP2". */
  readonly own?: Atom
  /** What it inherits the others from, where its own piece stands in another sentence: "Exchange 2007 SP1 on it. We had RU5". */
  readonly base?: Group
}

export const rangesOf = (g: Group): Ranges => {
  const before = made.get(g)
  const from = before?.atoms ?? 0
  if (before && from === g.atoms.length) return before.ranges
  const ranges = g.atoms
    .slice(from)
    .reduce<Ranges>((all, a) => intersect(all, a.means.get(g.product) ?? []), before?.ranges ?? EVERYTHING)
  made.set(g, { atoms: g.atoms.length, ranges })
  return ranges
}

/** A group only grows, and is compared with every other piece. */
const made = new WeakMap<Group, { readonly atoms: number; readonly ranges: Ranges }>()

/** True when it names what takes another's place, a service pack or an update: of releases several may be in use at the same time. */
export const takesPlace = ({ atoms, own }: Group): boolean =>
  (own ? [own] : atoms).some(a => a.kind === 'level' || a.kind === 'update')

export const fits = (g: Group, atom: Atom): boolean => overlaps(rangesOf(g), atom.means.get(g.product) ?? [])
