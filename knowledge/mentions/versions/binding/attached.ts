import { overlaps } from '../../../catalog/index.ts'
import type { Atom } from '../atoms.ts'
import { fits, type Group } from './group.ts'

/** "Exchange 2007 with SP3 RU4": nothing but other pieces between it and its release. */
export const isAttached = (atom: Atom, anchors: readonly Group[], pieces: readonly Atom[], text: string): boolean => {
  const anchor = anchors.findLast(g => (g.atoms[0]?.end ?? 0) <= atom.start && atom.means.has(g.product))
  const from = anchor?.atoms[0]?.end
  if (anchor === undefined || from === undefined || atom.start - from > LONGEST_ATTACHED || !fits(anchor, atom))
    return false
  const between = pieces.filter(p => from <= p.start && p.end <= atom.start)
  const gap = [...between, atom].map((p, i) => text.slice(between[i - 1]?.end ?? from, p.start)).join(' ')
  return BACKWARDS.test(gap)
}

/** "RU2 of Exchange 2007", "RU3 for SP1 of Exchange 2010": nothing but other pieces between it and the release behind it. */
export const leadsTo = (
  atom: Atom,
  anchors: readonly Group[],
  pieces: readonly Atom[],
  text: string,
  isListGap: (gap: string) => boolean,
): boolean => {
  // Of "RU2 or RU3 for Exchange 2007" the first stands for the list.
  const isListed = (p: Atom): boolean =>
    p.kind === atom.kind &&
    p.end <= atom.start &&
    atom.start - p.end <= LONGEST_ATTACHED &&
    isListGap(text.slice(p.end, atom.start))
  if (pieces.some(isListed)) return false
  const anchor = anchors.find(g => (g.atoms[0]?.start ?? 0) >= atom.end && atom.means.has(g.product))
  const to = anchor?.atoms[0]?.start
  if (anchor === undefined || to === undefined || to - atom.end > LONGEST_ATTACHED || !fits(anchor, atom)) return false
  const between = pieces.filter(p => atom.end <= p.start && p.end <= to)
  return [atom, ...between].every((p, i, all) => LEADING.test(text.slice(p.end, all[i + 1]?.start ?? to)))
}

/** "It is not 2010. It is 2007 SP1, not SP2": of the release named last that has such a piece, and not of the one before. */
export const isBehindOther = (atom: Atom, group: Group, anchors: readonly Group[]): boolean => {
  const end = Math.max(...group.atoms.map(a => a.end))
  return anchors.some(
    ({ product, atoms: [release, ...pieces] }) =>
      product === group.product &&
      release?.kind === 'release' &&
      end <= release.start &&
      release.end <= atom.start &&
      pieces.some(p => p.kind === atom.kind && p.end <= atom.start) &&
      overlaps(release.means.get(product) ?? [], atom.means.get(product) ?? []),
  )
}

/** In characters. */
const LONGEST_ATTACHED = 60

/** "Exchange 2007 with SP1 on …": what only leads from a release to its service pack. */
export const BACKWARDS =
  /^[\s(]*(?:(?:with|w\/|at|running|has|having|incl(?:uding|\.)?|the|x64|x86|(?:32|64)[- ]?bit|std|standard|enterprise|ent|edition)[\s)]*)*$/

/** "SP1 for Exchange 2007", with the word that leads there. */
const LEADING = /^[\s(]*(?:for|of|on)[\s(]+(?:the|a|our|ms|microsoft)?\s*$/

/** "SP1 RU3": nothing but a space between them. */
export const isBeside = (a: Atom, b: Atom, text: string): boolean =>
  text.slice(Math.min(a.end, b.end), Math.max(a.start, b.start)).trim() === ''

/** "SP1 plus rollup 2". */
export const isJoined = (level: Atom, update: Atom, text: string, isListGap: (gap: string) => boolean): boolean =>
  level.kind === 'level' &&
  update.kind === 'update' &&
  level.end <= update.start &&
  isListGap(text.slice(level.end, update.start))

/** "Rollup 2 for SP1". */
export const isUpdateFor = (update: Atom, level: Atom, text: string): boolean =>
  update.kind === 'update' &&
  level.kind === 'level' &&
  update.end <= level.start &&
  FORWARDS.test(text.slice(update.end, level.start))

/** "SP1 for Exchange 2007". */
export const FORWARDS = /^[\s(]*(?:for|of|to|on|in|from)?[\s(]*(?:the|a|our|ms|microsoft)?\s*$/
