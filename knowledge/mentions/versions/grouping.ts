import { isWithin, overlaps } from '../../catalog/index.ts'
import { once } from '../../lately.ts'
import type { Steps } from '../../steps.ts'
import type { ReadingContext } from '../reading-context.ts'
import { firstOf } from '../sentences/segments.ts'
import type { Atom } from './atoms.ts'
import {
  BACKWARDS,
  FORWARDS,
  isAttached,
  isBehindOther,
  isBeside,
  isJoined,
  isUpdateFor,
  leadsTo,
} from './binding/attached.ts'
import { fits, type Group } from './binding/group.ts'
import { lastEnd, namedBefore } from './binding/named-before.ts'
import { piecesOf } from './binding/units.ts'
import type { ListReader } from './lists.ts'

export { type Group, rangesOf, takesPlace } from './binding/group.ts'

/** What a text says of machines that have names. */
export interface Owners {
  /** The same text without those names. */
  readonly unnamed: string
  /** Whose a piece is. */
  readonly ownerOf: (atom: Atom) => string | undefined
  /** True for what is only reported, or denied: "the vendor says go to 2010 SP3", "we are not on 2010". */
  readonly isNotSo: (atom: Atom) => boolean
}

/** So many pieces are put to theirs in one step. */
const PIECES_AT_ONCE = 10

/** Puts "SP1", "RU3" and builds to the release that they belong to. */
export function* groupAtoms(
  atoms: readonly Atom[],
  text: string,
  context: ReadingContext,
  { isGap: isListGap, isOfEach }: ListReader,
  { unnamed, ownerOf, isNotSo }: Owners,
): Steps<readonly Group[]> {
  const groups: Group[] = []
  for (const atom of atoms)
    if (atom.kind === 'release' || atom.kind === 'product')
      groups.push({ product: [...atom.means.keys()][0] as string, atoms: [atom] })
    else if (atom.kind === 'bundle') for (const product of atom.means.keys()) groups.push({ product, atoms: [atom] })
  const anchors = [...groups]
  const listed: Atom[] = []
  const list: ListText = { text: unnamed, isGap: isListGap, breaks: once(() => breaksIn(unnamed)) }
  // What stands right behind a release comes first, then what belongs to few products: "rollup 3" says of which product the
  // "SP1" beside it is.
  const pieces = piecesOf(atoms, text, isListGap)
  const attached = new Set<Atom>()
  for (const [n, a] of pieces.entries()) {
    if (n % PIECES_AT_ONCE === PIECES_AT_ONCE - 1) yield
    if (isAttached(a, anchors, pieces, text) || leadsTo(a, anchors, pieces, text, isListGap)) attached.add(a)
  }
  const rank = (a: Atom): number => (attached.has(a) ? 0 : a.means.size)
  for (const [n, atom] of pieces.sort((a, b) => rank(a) - rank(b)).entries()) {
    if (n % PIECES_AT_ONCE === 0) yield
    const named = namedBefore(atom, anchors, text)
    if (named.length > 1 && isOfEach(text.slice(lastEnd(named, atom), atom.start))) {
      for (const g of named) if (fits(g, atom)) g.atoms.push(atom)
      continue
    }
    if (isOfUnlisted(atom, anchors, text)) continue
    const open = groups.find(g => !anchors.includes(g) && atom.means.has(g.product) && fits(g, atom))
    // "2007 on Server 2008, SP1 plus rollup 2": the service pack is of what has rollups.
    const joined = attached.has(atom)
      ? undefined
      : groups.find(g => fits(g, atom) && g.atoms.some(a => isJoined(atom, a, text, isListGap)))
    if (joined) {
      joined.atoms.push(atom)
      continue
    }
    const beside = open?.atoms.some(a => isBeside(a, atom, text) || isUpdateFor(a, atom, text)) ? open : undefined
    // "MBX1 has SP1, MBX2 has SP2": of the same product.
    if (isParallel(atom, anchors, text, list)) {
      listed.push(atom)
      continue
    }
    const group = beside ?? nearestAnchor(atom, anchors, text, isNotSo) ?? open
    const product = productOf(atom, pieces, context) ?? namedLast(atom, anchors)
    const apart = group && partsApart(atom, group, ownerOf, text)
    if (apart) {
      const own: Group = { ...apart, atoms: [...apart.atoms, atom], own: atom }
      groups.push(own)
      anchors.push(own)
    } else if (group) group.atoms.push(atom)
    else if (listedAfter(atom, anchors, list)) listed.push(atom)
    else if (product !== undefined) {
      const release = releaseOf(product, atom, anchors, pieces, text)
      groups.push({ product, atoms: [...release, atom], ...(release.length > 0 ? { own: atom } : {}) })
    }
  }
  // Now that everything else is in its place, it is known what they are beside.
  for (const atom of listed) {
    const first = listedAfter(atom, anchors, list)
    const around = first?.atoms.filter(a => a.kind !== atom.kind && a.kind !== 'build' && !isFinerBefore(a, atom)) ?? []
    if (first && fits({ ...first, atoms: around }, atom))
      groups.push({ ...first, atoms: [...around, atom], ...(isOfOther(atom, first, ownerOf) ? { own: atom } : {}) })
  }
  return groups
}

/**
 * The product that a piece is of when no release stands near it: the one asked about, whose release is known; the one whose known version another
 * piece names ("it is SP1, not SP2"); one of whose known release the service pack is still open, or in a correction one that
 * had another; the last one known.
 */
const productOf = (
  atom: Atom,
  pieces: readonly Atom[],
  { asked = [], known = [], versions = {}, corrects = false }: ReadingContext,
): string | undefined => {
  const has = (p: string | undefined): p is string => p !== undefined && atom.means.has(p)
  const isNamedElse = (p: string): boolean =>
    pieces.some(o => o !== atom && versions[p] !== undefined && isWithin(versions[p], o.means.get(p) ?? []))
  const isOpen = (p: string): boolean => overlaps(atom.means.get(p) ?? [], versions[p] ?? []) !== corrects
  const recent = known.toReversed().filter(has)
  // "SP1" is no answer to which release it is, as long as it is one to what is known already.
  const [answered, unanswered] = [asked.filter(p => versions[p]), asked.filter(p => !versions[p])]
  const open = [recent.find(isNamedElse), recent.find(isOpen)]
  return [...answered, ...open, ...unanswered, ...recent, ...ownProduct(atom)].find(has)
}

/** "It was Exchange 2007 SP1, now it has SP3": another state of what was named last. */
const namedLast = (atom: Atom, anchors: readonly Group[]): string | undefined =>
  anchors.findLast(
    g =>
      g.atoms.every(a => a.end <= atom.start && atom.start - a.end <= BINDING_REACH) &&
      g.atoms.some(
        a => a.kind === 'release' && overlaps(a.means.get(g.product) ?? [], atom.means.get(g.product) ?? []),
      ),
  )?.product

/** The product that a piece is of when nothing around it says so: the first for a build, else only when there is one. */
const ownProduct = (atom: Atom): readonly string[] =>
  atom.kind === 'build' || atom.means.size === 1 ? [...atom.means.keys()].slice(0, 1) : []

/**
 * The release named last that such a piece can be of: "used to be 2007 SP1, now it is SP3"; of an update with its service pack,
 * unless one stands beside it: "2007 SP1 RU3; RU5 went on in May".
 */
const releaseOf = (
  product: string,
  atom: Atom,
  anchors: readonly Group[],
  pieces: readonly Atom[],
  text: string,
): readonly Atom[] => {
  const isWith = (a: Atom): boolean => overlaps(a.means.get(product) ?? [], atom.means.get(product) ?? [])
  const named = anchors.findLast(
    ({ product: p, atoms: [a] }) => p === product && a?.kind === 'release' && a.end <= atom.start && isWith(a),
  )
  const hasLevel = pieces.some(p => p.kind === 'level' && (isBeside(p, atom, text) || isUpdateFor(atom, p, text)))
  const levels = atom.kind === 'update' && !hasLevel ? named?.atoms.filter(a => a.kind === 'level' && isWith(a)) : []
  return [...(named?.atoms.slice(0, 1) ?? []), ...(levels ?? [])]
}

/** The "SP1" of "Outlook 2007 SP1", which the catalog does not have, is not that of another product. */
const isOfUnlisted = (atom: Atom, anchors: readonly Group[], text: string): boolean =>
  atom.kind === 'level' &&
  anchors.some(
    ({ product, atoms }) =>
      atoms.some(a => a.kind === 'release' && a.end <= atom.start && isBeside(a, atom, text)) &&
      !fits({ product, atoms }, atom),
  )

/**
 * What a piece inherits that is said of another machine, or in another sentence, than the rest of its group: "Exchange 2007 here.
 * MBX1 has SP1", "Exchange 2007 SP1 on it. We had RU5 for a week". It has a standing of its own.
 */
const partsApart = (atom: Atom, group: Group, ownerOf: Owners['ownerOf'], text: string): Group | undefined => {
  if (isOfOther(atom, group, ownerOf)) return { ...group, atoms: group.atoms.slice(0, 1) }
  const isTogether = group.atoms.some(a => {
    const [first, second] = a.end <= atom.start ? [a, atom] : [atom, a]
    return !SENTENCE_END.test(text.slice(first.end, second.start))
  })
  return isTogether || atom.kind === 'build'
    ? undefined
    : {
        ...group,
        atoms: group.atoms.filter(a => a.kind !== atom.kind),
        base: group,
      }
}

const isOfOther = (atom: Atom, { atoms }: Group, ownerOf: Owners['ownerOf']): boolean => {
  const owner = ownerOf(atom)
  return owner !== undefined && atoms.every(a => ownerOf(a) !== owner)
}

/** The "RU2" of "SP1 RU2, SP2" is of the first. */
const isFinerBefore = (finer: Atom, atom: Atom): boolean =>
  atom.kind === 'level' && finer.kind === 'update' && finer.end <= atom.start

/** A text without the names of machines, as lists of versions are looked for in it. */
interface ListText {
  readonly text: string
  readonly isGap: ListReader['isGap']
  /** Places of signs that no list has, in order. */
  readonly breaks: () => readonly number[]
}

const breaksIn = (text: string): readonly number[] => Array.from(text.matchAll(NO_LIST), m => m.index)

/** Neither a word nor a number, nor what stands between those of a list. */
const NO_LIST = /[^\p{L}\d\s#,;/&+–-]/gu

const isParallel = (atom: Atom, anchors: readonly Group[], text: string, list: ListText): boolean => {
  const unnamed = list.text
  const first = text === unnamed ? undefined : listedAfter(atom, anchors, list)
  const last = first?.atoms.findLast(a => a.kind === atom.kind && a.end <= atom.start)
  const isOfNext = anchors.some(g =>
    g.atoms.some(a => last && last.end <= a.start && a.end <= atom.start && a.kind === 'release'),
  )
  return last !== undefined && !isOfNext && text.slice(last.end, atom.start) !== unnamed.slice(last.end, atom.start)
}

/** "2007 SP1 RU1 and RU2": what cannot be together with RU1 is a version of its own, of the same service pack. */
const listedAfter = (atom: Atom, anchors: readonly Group[], { text, isGap, breaks }: ListText): Group | undefined => {
  const all = breaks()
  // In a long text it would be all of it, again and again.
  const lastBreak = all[firstOf(all, b => b >= atom.start) - 1] ?? -1
  return anchors.findLast(g => {
    const last = g.atoms.findLast(a => a.kind === atom.kind && a.end <= atom.start)
    return (
      last &&
      last.end > lastBreak &&
      atom.means.has(g.product) &&
      isGap(text.slice(last.end, atom.start).replace(OTHERS, ''))
    )
  })
}

/** The same words again, between the first and the last of a list. */
const OTHERS = /(?:\p{L}+[\s#-]*)?\d+/gu

/** The release that a piece most likely belongs to: right before it, or right after it behind "for" or "on". */
const nearestAnchor = (
  atom: Atom,
  anchors: readonly Group[],
  text: string,
  isNotSo: Owners['isNotSo'],
): Group | undefined => {
  let best: { readonly group: Group; readonly cost: number } | undefined
  for (const g of anchors) {
    if (
      !atom.means.has(g.product) ||
      !g.atoms.some(a => isNear(a, atom)) ||
      isOfBefore(atom, g, text, isNotSo) ||
      isBehindOther(atom, g, anchors)
    )
      continue
    const cost = Math.min(...g.atoms.map(a => bindingCost(a, atom, text)))
    if (cost < (best?.cost ?? Number.POSITIVE_INFINITY) && fits(g, atom)) best = { group: g, cost }
  }
  return best?.group
}

/**
 * "Get SP2. True? We have Exchange 2007 SP1": what has such a piece already takes none from a sentence before, nor does what
 * is not so: "since rollup 4. Support says go to Exchange 2010 SP3".
 */
const isOfBefore = (atom: Atom, { atoms }: Group, text: string, isNotSo: Owners['isNotSo']): boolean => {
  const start = Math.min(...atoms.map(a => a.start))
  return (
    atom.end <= start &&
    (atoms.some(a => a.kind === atom.kind) || atoms.every(isNotSo)) &&
    SENTENCE_END.test(text.slice(atom.end, start))
  )
}
const SENTENCE_END = /[.;!?](?=\s|["')])|\n/

/** What is farther away than this, in characters, is not about the same thing. */
const BINDING_REACH = 1000

const isNear = (a: Atom, b: Atom): boolean => Math.max(a.start - b.end, b.start - a.end) <= BINDING_REACH

/** In characters of text between, with a penalty where language rarely binds: across sentences, or forwards. */
const bindingCost = (anchor: Atom, atom: Atom, text: string): number => {
  if (!isNear(anchor, atom)) return Number.POSITIVE_INFINITY
  if (anchor.end <= atom.start) {
    const gap = text.slice(anchor.end, atom.start)
    if (BACKWARDS.test(gap)) return gap.length / 100
    return gap.length + (/[.;!?\n]/.test(gap) ? 200 : 0)
  }
  const gap = text.slice(atom.end, anchor.start)
  // "2007 SP1 to SP2 on 2008": "SP2" is of what was before it.
  if (!atom.replaces && FORWARDS.test(gap)) return gap.length / 4
  return gap.length + 100 + (SENTENCE_END.test(gap) ? 200 : 0)
}
