import type { Atom } from './atoms.ts'
import { type Catalog, describe, leaves } from './catalog.ts'
import {
  type Bearing,
  type Clause,
  clausesOf,
  isDenied,
  isIntended,
  isPast,
  saysItWorksAt,
  sentencesOf,
  turned,
} from './clauses.ts'
import { type Group, rangesOf, withComparison } from './comparisons.ts'
import { atomFinder } from './find-atoms.ts'
import { Speller } from './spelling.ts'
import { isEmpty, isWithin, overlaps, type Ranges } from './versions.ts'

/** A version of one product that a text speaks of. */
export interface Mention {
  readonly product: string
  readonly ranges: Ranges
  /** As the catalog names it: "Exchange Server 2007 SP1 Update Rollup 3". */
  readonly label: string
  /** The words that were read. */
  readonly said: string
  readonly start: number
  readonly bearing: Bearing
  /** False when only the product was named. */
  readonly hasVersion: boolean
  readonly cannotTell?: string
}

/** What is known outside the text: decides what a bare "SP1" or "2008" belongs to. */
export interface ReadingContext {
  /** The product just asked about. */
  readonly asked?: string
  /** Products with a known version, the most recent last. */
  readonly known?: readonly string[]
}

export type ReadMentions = (text: string, context?: ReadingContext) => readonly Mention[]

export const mentionReader = (catalog: Catalog): ReadMentions => {
  const findAtoms = atomFinder(catalog)
  const speller = new Speller(
    [...catalog.products.values()]
      .flatMap(p => [...p.file.names, ...p.file.alone, ...Object.values(p.file.kinds).flat()])
      .flatMap(n => n.toLowerCase().split(/[\s-]+/))
      .flatMap(w => [w, `${w}s`]),
  )
  const short = [...catalog.products.values()]
    .flatMap(p => Object.values(p.file.kinds).flat())
    .filter(k => k.length === 2)
  /** Between the pieces of "E2K7SP1RU3". */
  const glued = new RegExp(`(?<=\\d)(?=(?:${[...new Set(short)].join('|')})\\d)`, 'g')
  return (text, context = {}) => {
    const normal = normalise(text, speller).replace(glued, ' ')
    const clauses = clausesOf(normal)
    const atoms = withBareAnswer(findAtoms(normal).slice(0, MAX_ATOMS), normal, catalog, context)
    const groups = group(withoutUnreal(atoms, normal), normal, context)
    const mentions = groups.map(g => mentionOf(g, normal, clauses, catalog)).filter(m => !isEmpty(m.ranges))
    return settleContrast(markUpgrades(mentions, normal))
  }
}

/** In characters: more is pasted by mistake. */
const MAX_READ_LENGTH = 70_000

/** Pieces of version talk that are read in one text: each is compared with all others. */
const MAX_ATOMS = 200

const normalise = (text: string, speller: Speller): string =>
  text
    .slice(0, MAX_READ_LENGTH)
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\S\n]+/g, ' ')
    .replace(/\n\s+/g, '\n')
    .replace(/[®™©]|\((?:r|tm)\)/g, ' ')
    .replace(/[’‘]/g, "'")
    .replace(/\p{L}{6,}/gu, word => speller.repair(word) ?? word)

/** "2008" as the whole answer to "Which Windows Server?". */
const withBareAnswer = (
  atoms: readonly Atom[],
  text: string,
  catalog: Catalog,
  { asked }: ReadingContext,
): readonly Atom[] => {
  const product = asked === undefined ? undefined : catalog.products.get(asked)
  if (!product || atoms.some(a => a.kind !== 'level' && a.kind !== 'update')) return atoms
  const words = text.replace(
    /\b(?:it'?s?|is|we|have|run|running|use|on|the|version|server|actually|no|sorry|i think|probably|maybe)\b/g,
    m => ' '.repeat(m.length),
  )
  const found = product.releases
    .flatMap(r => r.names.map(n => ({ r, n })))
    .sort((a, b) => b.n.length - a.n.length)
    .map(x => ({
      ...x,
      at: words.search(new RegExp(`(?<![\\w.])${x.n.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![\\w]|\\.\\d)`)),
    }))
    .find(x => x.at >= 0 && words.slice(0, x.at).trim().length <= BARE_ANSWER_LEAD)
  if (!found || atoms.some(a => a.start < found.at + found.n.length && found.at < a.end)) return atoms
  const atom: Atom = {
    kind: 'release',
    start: found.at,
    end: found.at + found.n.length,
    means: new Map([[product.id, found.r.ranges]]),
  }
  return [...atoms, atom].sort((a, b) => a.start - b.start)
}

/** A bare number counts as an answer only near the start of what was said, in characters. */
const BARE_ANSWER_LEAD = 4

/**
 * Without "SP1" of "from SP1 to SP2" and of "upgraded 2007 SP1 to SP2": what was left is no more; and without "RU4" of
 * "should we install RU4?": what is only intended is not there yet.
 */
const withoutUnreal = (atoms: readonly Atom[], text: string): readonly Atom[] =>
  atoms.filter((atom, i) => {
    if (atom.kind !== 'level' && atom.kind !== 'update') return true
    const next = atoms[i + 1]
    const sentence = sentencesOf(text).find(s => s.start <= atom.start && atom.start < s.end)
    const before = text.slice(sentence?.start ?? 0, atom.start)
    if (isIntended(before)) return false
    if (next?.kind !== atom.kind) return true
    return !(
      /^\s*(?:up )?(?:to|->|→)\s*$/.test(text.slice(atom.end, next.start)) &&
      (/\bfrom\s+$/.test(before) || MOVED.test(before))
    )
  })

/** Words of a sentence in which "A to B" means that A was before. */
const MOVED = /\b(?:upgrad|migrat|mov|replac|transition|switch|updat)\w*/

/** Puts "SP1", "RU3" and builds to the release that they belong to. */
const group = (atoms: readonly Atom[], text: string, context: ReadingContext): readonly Group[] => {
  const groups: Group[] = []
  for (const atom of atoms)
    if (atom.kind === 'release' || atom.kind === 'product')
      groups.push({ product: [...atom.means.keys()][0] as string, atoms: [atom] })
    else if (atom.kind === 'bundle') for (const product of atom.means.keys()) groups.push({ product, atoms: [atom] })
  const anchors = [...groups]
  // What belongs to few products comes first: "rollup 3" says of which product the "SP1" beside it is.
  const pieces = atoms.filter(a => a.kind === 'level' || a.kind === 'update' || a.kind === 'build')
  for (const atom of pieces.sort((a, b) => a.means.size - b.means.size)) {
    const open = groups.find(g => !anchors.includes(g) && atom.means.has(g.product) && fits(g, atom))
    const group = nearestAnchor(atom, anchors, text) ?? open
    const product = [context.asked, ...(context.known ?? []).toReversed(), ...ownProduct(atom)].find(
      p => p !== undefined && atom.means.has(p),
    )
    if (group) group.atoms.push(atom)
    else if (product !== undefined) groups.push({ product, atoms: [atom] })
  }
  return groups
}

/** The product that a piece is of when nothing around it says so: the first for a build, else only when there is one. */
const ownProduct = (atom: Atom): readonly string[] =>
  atom.kind === 'build' || atom.means.size === 1 ? [...atom.means.keys()].slice(0, 1) : []

const fits = (g: Group, atom: Atom): boolean => overlaps(rangesOf(g), atom.means.get(g.product) ?? [])

/** The release that a piece most likely belongs to: right before it, or right after it behind "for" or "on". */
const nearestAnchor = (atom: Atom, anchors: readonly Group[], text: string): Group | undefined => {
  let best: { readonly group: Group; readonly cost: number } | undefined
  for (const g of anchors) {
    if (!atom.means.has(g.product)) continue
    const cost = Math.min(...g.atoms.map(a => bindingCost(a, atom, text)))
    if (cost < (best?.cost ?? Number.POSITIVE_INFINITY) && fits(g, atom)) best = { group: g, cost }
  }
  return best?.group
}

/** What is farther away than this, in characters, is not about the same thing. */
const BINDING_REACH = 1000

/** In characters of text between, with a penalty where language rarely binds: across sentences, or forwards. */
const bindingCost = (anchor: Atom, atom: Atom, text: string): number => {
  if (Math.max(anchor.start - atom.end, atom.start - anchor.end) > BINDING_REACH) return Number.POSITIVE_INFINITY
  if (anchor.end <= atom.start) {
    const gap = text.slice(anchor.end, atom.start)
    return gap.length + (/[.;!?\n]/.test(gap) ? 200 : 0)
  }
  const gap = text.slice(atom.end, anchor.start)
  return /^[\s(]*(?:for|of|to|on|in|from)?[\s(]*(?:the|a|our|ms|microsoft)?\s*$/.test(gap)
    ? gap.length / 4
    : gap.length + 100
}

const mentionOf = (g: Group, text: string, clauses: readonly Clause[], catalog: Catalog): Mention => {
  const product = catalog.products.get(g.product)
  const { ranges: stated, said } = withComparison(g, text, product)
  const start = Math.min(...g.atoms.map(a => a.start))
  const at = clauses.findIndex(c => c.start <= start && start < c.end)
  const isExact = product && leaves(product).some(l => isWithin(stated, l.ranges))
  const cannotTell =
    isExact || g.atoms.some(a => a.kind === 'update')
      ? undefined
      : g.atoms.find(a => a.cannotTell !== undefined)?.cannotTell
  return {
    product: g.product,
    ranges: stated,
    label: g.atoms.every(a => a.kind === 'product') ? (product?.name ?? '') : product ? describe(product, stated) : '',
    said,
    start,
    bearing: bearingOf(start, text, clauses[at], clauses[at - 1], product?.file.elsewhere ?? []),
    hasVersion: g.atoms.some(a => a.kind !== 'product'),
    ...(cannotTell === undefined ? {} : { cannotTell }),
  }
}

const bearingOf = (
  start: number,
  text: string,
  clause: Clause | undefined,
  clauseBefore: Clause | undefined,
  elsewhere: readonly string[],
): Bearing => {
  const before = text.slice(clause?.start ?? 0, start)
  const contrary = turned(before, clauseBefore?.text ?? '')
  if (contrary) return contrary
  if (isDenied(before)) return 'past'
  if (clause && saysItWorksAt(clause.text, start - clause.start) && !/\bfrom\b[^,]*$/.test(before)) return 'works'
  if (isPast(before) || isIntended(before)) return 'past'
  if (
    elsewhere.length > 0 &&
    new RegExp(
      `\\b(?:${elsewhere.join('|')})s?\\b(?:\\s+[\\w']+){0,2}\\s+(?:runs?|running|is|are|has|have|uses?|installed|sits?|lives?|hosted)(?:\\s+[\\w']+){0,3}\\s*$`,
    ).test(before)
  )
    return 'elsewhere'
  return 'has'
}

/** "Upgraded Exchange 2003 to Exchange 2007": of two versions of one product joined by "to", the first is past. */
const markUpgrades = (mentions: readonly Mention[], text: string): readonly Mention[] => {
  const sorted = [...mentions].sort((a, b) => a.start - b.start)
  return sorted.map(m => {
    const next = sorted.find(n => n.start > m.start && n.product === m.product)
    if (!next || m.bearing !== 'has') return m
    const sentence = sentencesOf(text).find(s => s.start <= m.start && m.start < s.end)
    const between = text.slice(m.start + m.said.length, next.start)
    const moved = sentence && MOVED.test(text.slice(sentence.start, next.start))
    return moved && next.start < sentence.end && /\bto\b|\bby\b|\bwith\b|->/.test(between)
      ? { ...m, bearing: 'past' as const }
      : m
  })
}

/** "Works on 2003" is a contrast only for a product of which another version has the trouble; otherwise it is what there is. */
const settleContrast = (mentions: readonly Mention[]): readonly Mention[] => {
  const troubled = (m: Mention) =>
    mentions.some(o => o.product === m.product && o.bearing === 'has' && !overlaps(o.ranges, m.ranges))
  const contrasts = mentions.some(m => m.bearing === 'works' && troubled(m))
  return mentions.map(m => (m.bearing === 'works' && contrasts && !troubled(m) ? { ...m, bearing: 'has' as const } : m))
}
