import {
  afterEndOf,
  allNodes,
  beforeStartOf,
  EVERYTHING,
  fromStartOf,
  intersect,
  type Product,
  type Ranges,
  unite,
  untilEndOf,
} from '../../catalog/index.ts'
import type { Atom } from './atoms.ts'
import { type Group, rangesOf } from './grouping.ts'

/** "or later", "before", "without RU4": the set that is meant, within the release where only a part of it was named. */
export const withComparison = (
  g: Group,
  text: string,
  product: Product | undefined,
): { readonly ranges: Ranges; readonly said: string } => {
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
  if (LATER.test(after)) return compared(fromStartOf)
  if (EARLIER_AFTER.test(after) || UP_TO.test(before)) return compared(untilEndOf)
  if (BEYOND.test(before)) return compared(afterEndOf)
  if (BEFORE_ANY.test(before) || (isPiece && (MISSING_BEFORE.test(before) || MISSING_AFTER.test(after))))
    return compared(beforeStartOf)
  return { ranges: plain, said }
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

const LATER =
  /^(?:\+|\s+\+(?=\s*(?:$|[),.;]))|\s*,?\s*(?:or|and)\s+(?:later|newer|higher|above|greater|after|up|any later)|\s*onwards?)/
const EARLIER_AFTER = /^\s*,?\s*(?:or|and)\s+(?:earlier|older|lower|below|before|previous)/
const UP_TO =
  /\b(?:(?:up to|till)(?: and including)?|at most|max(?:imum)?|(?:no|not|nothing|never) (?:later|newer|higher|more recent|beyond|above|past)(?: than)?)\s+(?:the\s+)?$/
const BEYOND = /\b(?:(?:later|newer|higher|greater|more recent) than|above|beyond|past)\s+(?:the\s+)?$/
const BEFORE_ANY = /\b(?:before|older than|earlier than|prior to|below|lower than|less than|pre)[\s-]+(?:the\s+)?$/
const MISSING_BEFORE =
  /\b(?:without|no|not|missing|lacks?|un-?install(?:ed|ing)?|removed|removing|rolled back|(?:never|not|haven't|hasn't|didn't|don't|doesn't)\s+(?:yet\s+)?(?:been\s+)?(?:install(?:ed)?|appl(?:y|ied)|have|got))\s+(?:the\s+|yet\s+)?$/
const MISSING_AFTER =
  /^\s*(?:is|was|has|are)?\s*(?:not|n't|never)\s+(?:yet\s+)?(?:been\s+)?(?:installed|applied|there|present)|^\s+(?:is\s+)?missing\b/
