import { isWithin, leaves, type Product } from '../catalog/index.ts'
import { once } from '../lately.ts'
import type { Mention } from './mentions.ts'
import { bearingOf, type Clause } from './sentences/clauses.ts'
import type { Standing } from './standings/standings.ts'
import type { WithComparison } from './versions/comparisons.ts'
import { type Group, rangesOf } from './versions/grouping.ts'

/** Groups of pieces, and what is said of each. */
export type Told = readonly (readonly [Group, Mention])[]

/** What the text says of a group of pieces from `start` to `end`. */
export type StandingOf = (group: Group, start: number, end: number) => Standing

/** What a text says of the version that a group of pieces names. */
export const mentionOf = (
  g: Group,
  text: string,
  clauses: readonly Clause[],
  product: Product | undefined,
  withComparison: WithComparison,
  standingOf: StandingOf,
): Mention => {
  const { ranges: stated, said } = withComparison(g, text, product)
  const start = Math.min(...g.atoms.map(a => a.start))
  const place = g.own?.start ?? start
  const at = clauses.findIndex(c => c.start <= place && place < c.end)
  const isCompared = JSON.stringify(stated) !== JSON.stringify(rangesOf(g))
  const isExact = (): boolean => product !== undefined && leaves(product).some(l => isWithin(stated, l.ranges))
  const vague = g.atoms.some(a => a.kind === 'update')
    ? undefined
    : g.atoms.find(a => a.cannotTell !== undefined)?.cannotTell
  const cannotTell = vague === undefined || isExact() ? undefined : vague
  const standingHere = once((): Standing => {
    const end = Math.max(...g.atoms.map(a => a.end))
    const first = standingOf(g, place, end)
    // "Exchange was not upgraded to SP2": what is said of the piece, whatever stands before the product.
    const piece = first.kind === 'has' && !g.own ? g.atoms.find(a => PIECES.has(a.kind) && a.start > start) : undefined
    const own = piece && standingOf(g, piece.start, piece.end)
    if (own && own.kind === 'denied') return own
    // "2007 SP1: RU3 on the mailbox server, RU5 on the hubs."
    const last = piece && g.atoms.findLast(a => a.kind === 'update' && a.start > start)
    if (last && standingOf(g, last.start, last.end).kind === 'elsewhere') return { kind: 'elsewhere' }
    const release = g.atoms.find(a => a.kind === 'release')
    // "Since somebody put RU4 on Exchange 2010": what it was put on is there.
    return first.kind === 'unclear' && release && release.start > start ? standingOf(g, release.start, end) : first
  })
  const saidOf = bearingOf(place, text, clauses[at], clauses[at - 1], () => {
    const standing = standingHere()
    // "RU4 is not installed": what is denied is read already.
    return (standing.kind === 'past' || standing.kind === 'denied') && isCompared ? 'has' : standing.kind
  })
  // "A friend's firm runs 2008 without trouble": what goes well there is not on the system in question.
  const bearing = saidOf === 'works' && standingHere().kind === 'elsewhere' ? 'elsewhere' : saidOf
  // "A user's Outlook 2010": of what each person has of their own it is theirs.
  const isTheirs = bearing === 'unclear' && product?.file.personal === true && POSSESSIVE.test(text.slice(0, place))
  const standing = bearing === 'has' || bearing === 'unclear' ? standingHere() : undefined
  const isGuessed = bearing === 'unclear' && standing?.kind === 'unclear' && standing.isGuessed === true
  const isWeak = standing?.kind === 'has' && (standing.licence === 'beside' || standing.licence === 'moved')
  // "The 2003 server".
  const isBeside = isWeak || isTheirs || (standing?.kind === 'has' && g.atoms.some(a => a.isBare === true))
  return {
    product: g.product,
    ranges: stated,
    said,
    start,
    bearing: isTheirs ? 'has' : bearing,
    ...(isBeside ? { isBeside } : {}),
    ...(isCompared ? { isCompared } : {}),
    ...(isGuessed && !isTheirs ? { isGuessed } : {}),
    hasVersion: g.atoms.some(a => a.kind !== 'product'),
    ...(cannotTell === undefined ? {} : { cannotTell }),
  }
}

const POSSESSIVE = /\p{L}(?:['’]s|s['’])\s+$/u

/** What is put on a release. */
export const PIECES: ReadonlySet<string> = new Set(['level', 'update'])
