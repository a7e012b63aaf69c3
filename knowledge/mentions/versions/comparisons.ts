import {
  afterEndOf,
  allNodes,
  beforeStartOf,
  EVERYTHING,
  fromStartOf,
  intersect,
  isEmpty,
  leaves,
  overlaps,
  type Product,
  type Ranges,
  type ReleaseNode,
  unite,
  untilEndOf,
} from '../../catalog/index.ts'
import { anyOf, type Comparing } from '../../words/index.ts'
import type { Atom } from './atoms.ts'
import { type Group, rangesOf } from './grouping.ts'

/** What a version of a text means, with what compares it, and the words that it was read from. */
export type WithComparison = (
  g: Group,
  text: string,
  product: Product | undefined,
) => { readonly ranges: Ranges; readonly said: string }

/** Reads "or later", "before", "without RU4": the set that is meant, within the release where only a part of it was named. */
export const comparisonReader = (lists: Comparing): WithComparison => {
  const patterns = patternsOf(lists)
  return (g, text, product) => withComparison(g, text, product, patterns)
}

const withComparison = (
  g: Group,
  text: string,
  product: Product | undefined,
  is: Patterns,
): ReturnType<WithComparison> => {
  const start = Math.min(...g.atoms.map(a => a.start))
  const end = Math.max(...g.atoms.map(a => a.end))
  const plain = rangesOf(g)
  const finest =
    g.atoms.findLast(a => a.kind === 'update') ??
    g.atoms.findLast(a => a.kind === 'level') ??
    g.atoms.findLast(a => a.kind === 'build') ??
    g.atoms.at(-1)
  const rest = g.atoms.filter(a => a !== finest).map(a => a.means.get(g.product) ?? [])
  const around: Ranges = rest.length > 0 ? rest.reduce((a, b) => intersect(a, b)) : [{ from: [] }]
  const before = text.slice(Math.max(0, (finest?.start ?? 0) - 30), finest?.start)
  const after = text.slice(finest?.end, (finest?.end ?? 0) + 30)
  const said = text.slice(start, end)
  const compared = (compare: (set: Ranges) => Ranges) => {
    const parts = scopesOf(product, finest).map(scope => intersect(compare(intersect(plain, scope)), scope))
    return { ranges: intersect(unite(...parts), around), said }
  }
  const isPiece = finest?.kind === 'update' || finest?.kind === 'level'
  if (is.later.test(after)) return compared(fromStartOf)
  if (
    is.earlier.test(after) ||
    (is.upTo.test(before) &&
      !is.reached.test(text.slice(Math.max(0, (finest?.start ?? 0) - BROUGHT_REACH), finest?.start)))
  )
    return compared(untilEndOf)
  if (is.beyond.test(before)) return compared(afterEndOf)
  // "It is not SP1" says that it is another one.
  const isOther = is.another.test(before) || isContrasted(finest, text)
  const isMissing = (is.missing.test(before) && !isOther) || is.missingAfter.test(after)
  if (is.before.test(before) || (isPiece && isMissing)) return compared(beforeStartOf)
  if (product && g.atoms.every(a => a.kind !== 'build') && isShipped(g, text, is))
    return { ranges: unite(...product.releases.map(r => lowest(product, intersect(plain, r.ranges)))), said }
  return { ranges: plain, said }
}

/** "RU5 not RU3", "rollup 2, not rollup 5", "not SP1 but SP2": of two of one kind the one is there instead of the other. */
const isContrasted = (piece: Atom | undefined, text: string): boolean => {
  const kind = piece && KIND.exec(text.slice(piece.start, piece.end))?.[0]
  if (!piece || !kind) return false
  const one = `${kind.replace(/[^\p{L}\p{N}\s]/gu, '\\$&')}\\s*\\d+`
  const before = text.slice(Math.max(0, piece.start - CONTRAST_REACH), piece.start)
  const behind = text.slice(piece.end, piece.end + CONTRAST_REACH)
  return (
    new RegExp(`(?<![\\p{L}\\d])${one}[^\\p{L}\\p{N}.;]{1,3}(?:and |but )?not (?:the )?$`, 'u').test(before) ||
    new RegExp(`^,? but (?:the )?${one}(?![\\p{L}\\d])`, 'u').test(behind)
  )
}

/** In characters: "update rollup 5, and not the". */
const CONTRAST_REACH = 45

/** What a piece is called, without its number: "ru" of "ru3". */
const KIND = /^\p{L}[\p{L}\s]*?(?=\s*\d)/u

/** "SBS 2008 out of the box", "vanilla Exchange 2010 SP1". */
const isShipped = ({ atoms }: Group, text: string, is: Patterns): boolean =>
  atoms.some(
    ({ start, end }) =>
      is.shipped.test(text.slice(Math.max(0, start - SHIPPED_REACH), start)) ||
      is.shippedBehind.test(text.slice(end, end + SHIPPED_REACH)),
  )

/** In characters. */
const SHIPPED_REACH = 50
const BROUGHT_REACH = 70

/** In words: "the old Exchange Server 2007". */
const LONGEST_BROUGHT = 5

/** The first of what a set leaves open, where service packs and updates are all that makes a difference. */
const lowest = (product: Product, ranges: Ranges): Ranges => {
  if (isEmpty(ranges)) return ranges
  const [first, ...further] = leaves(product).filter(l => overlaps(l.ranges, ranges))
  const kinds = Object.keys(product.file.kinds)
  const isKind = (node: ReleaseNode): boolean =>
    kinds.some(k => node.names.some(n => n.startsWith(`${k.toLowerCase()} `)))
  const isAdded = (node: ReleaseNode): boolean => isKind(node.kind === 'base' && node.parent ? node.parent : node)
  return first && further.every(isAdded) ? intersect(first.ranges, ranges) : ranges
}

/** What a comparison stays within: "RU4 or later" alone is RU4 or later of each service pack, "SP2 or later" of each release. */
const scopesOf = (product: Product | undefined, finest: Atom | undefined): readonly Ranges[] => {
  const kind = finest?.kind === 'update' ? 'level' : finest?.kind === 'level' ? 'release' : undefined
  return product && kind
    ? allNodes(product)
        .filter(n => n.kind === kind)
        .map(n => n.ranges)
    : [EVERYTHING]
}

/** Right before a version stand the `…Before` ones, all others right behind it. */
const patternsOf = (lists: Comparing) => {
  const any = (phrases: readonly string[]): string => `(?:${anyOf(phrases)})`
  const optional = (phrases: readonly string[]): string => `(?:${any(phrases)}\\s+)?`
  const before = (...ways: readonly string[]): RegExp =>
    new RegExp(`(?<![\\p{L}\\d])(?:${ways.join('|')})[\\s-]+${optional(lists.article)}$`, 'u')
  const behind = (...ways: readonly string[]): RegExp => new RegExp(`^(?:${ways.join('|')})`, 'u')
  const word = (phrases: readonly string[]): string => `\\s*,?\\s*${any(phrases)}(?!\\p{L})`
  const than = `\\s+${any(lists.than)}`
  const yets = `${optional(lists.yet)}${optional(lists.yet)}`
  return {
    // "SP1+", "SP1 +".
    later: behind(String.raw`\+`, String.raw`\s+\+(?=\s*(?:$|[),.;]))`, word(lists.later)),
    earlier: behind(word(lists.earlier)),
    upTo: before(
      any(lists['up-to']),
      `${any(lists.nothing)}\\s+${any([...lists.greater, ...lists.beyond])}(?:${than})?`,
      // "We never went past SP1".
      `${any(lists.denied)}\\s+${yets}${any(lists.going)}\\s+(?:${any(lists.greater)}${than}|${any(lists.beyond)})`,
    ),
    // "We brought the old Exchange 2007 up to SP3."
    reached: before(
      any(lists.reached),
      `${any(lists['brought-up'])}(?:\\s+[\\p{L}\\d]+){1,${LONGEST_BROUGHT}}\\s+${any(lists['up-to'])}`,
    ),
    beyond: before(`${any(lists.greater)}${than}`, any(lists.beyond)),
    before: before(any(lists.before)),
    missing: before(
      `${any(lists.missing)}(?:\\s+${any(lists.yet)})?`,
      `${any(lists.denied)}\\s+${yets}${any(lists.put)}(?:\\s+${any(lists.yet)})?`,
    ),
    another: before(`(?:${any(lists.being)}|\\p{L}+'s)\\s+${any(lists['denied-after'])}`),
    shipped: before(any(lists.shipped)),
    shippedBehind: behind(
      `[\\s,(–-]*(?:${any(lists.being)}\\s+)?(?:${any(lists.still)}\\s+)?${any(lists['shipped-behind'])}(?!\\p{L})`,
    ),
    missingAfter: behind(
      `\\s*${any(lists.being)}?\\s*${any(lists['denied-after'])}\\s+${yets}${any(lists['put-after'])}(?!\\p{L})`,
      `\\s+${any(lists['missing-after'])}(?!\\p{L})`,
    ),
  }
}
type Patterns = ReturnType<typeof patternsOf>

/** Phrases that compare a version with others, and tell nothing once it is read. */
export const comparingPhrases = (lists: Comparing): RegExp => {
  const idle = anyOf(lists.idle)
  return new RegExp(`(?<![\\p{L}\\d])(?:(?:${anyOf(lists['idle-before'])})\\s+)?(?:${idle})(?![\\p{L}\\d])`, 'giu')
}
