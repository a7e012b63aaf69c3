import { overlaps } from '../catalog/index.ts'
import { once } from '../lately.ts'
import type { Steps } from '../steps.ts'
import { type Grammar, isTelling, type PhraseFinder, phraseFinder } from '../words/index.ts'
import type { Claim } from './machines/verdicts.ts'
import type { Mention } from './mentions.ts'
import type { ReadingContext } from './reading-context.ts'
import { grouped } from './sentences/grouped.ts'
import { isDenied } from './sentences/negations.ts'
import { range, type Segment, type SegmentedText, segmentAt, wordAt } from './sentences/segments.ts'
import { otherUseReader } from './standings/other-uses.ts'
import { sourceReader } from './standings/sources.ts'

/**
 * Tells apart what there is from what it is compared with: "it gets nothing on 2008; with a mailbox on the old 2003 server
 * it is told at once". Of versions of one product that exclude each other, one that stands in sentences of the other kind
 * (of another machine or another time, or of what goes well there, and of no trouble) is no second claim.
 */
export type SettleContrasts = (mentions: readonly Mention[], text: ContrastedText) => Steps<readonly Mention[]>

/** So many versions are looked at in one step. */
const MENTIONS_AT_ONCE = 20

interface ContrastedText {
  readonly segmented: SegmentedText
  /** Places of the words of versions, and of what says that they are as they came. */
  readonly told: ReadonlySet<number>
  /** Where a trouble is claimed. */
  readonly claims: () => readonly Claim[]
  /** Places of the words that tell a trouble, claimed or not. */
  readonly kinds: () => ReadonlySet<number>
  /** A word of the name of a machine: it is named on both sides. */
  readonly isMachine: (word: number) => boolean
  /** A word with which a label ends: "Admin: …". */
  readonly isLabel: (word: number) => boolean
  readonly context: ReadingContext
}

/** How a sentence speaks of a version: of what goes well, only of another system or time, or of the one in question. */
type Side = 'well' | 'apart' | 'own'
const RANK: readonly Side[] = ['well', 'apart', 'own']

export const contrastReader = (grammar: Grammar): SettleContrasts => {
  const sideReader = sideReaderOf(grammar)
  const current = phraseFinder(grammar.current)
  const adversative = new Set(grammar.adversative)
  return function* (mentions, text) {
    if (!mayContrast(mentions, text.context)) return mentions
    const { words } = text.segmented
    const claimed = mentions.filter(isClaim)
    const scopeOf = scopeReader(mentions, text.segmented, adversative)
    const scopes = new Map(claimed.map(m => [keyOf(m), scopeOf(m)] as const))
    const sideOf = sideReader(text, mentions)
    const sides = new Map<Mention, Side>()
    for (const m of claimed) {
      if (sides.size % MENTIONS_AT_ONCE === 0) yield
      sides.set(m, sideOf(m, scopes.get(keyOf(m))))
    }
    const settled = withoutContrasts(mentions, sides, text.context)
    // Many versions may stand in one long sentence.
    const isCurrentIn = new Map<string, boolean>()
    return withCurrent(promoted(settled, sides), m => {
      const scope = scopes.get(keyOf(m))
      // "The others are still on 2003 and get them."
      if (scope === undefined || sides.get(m) === 'well') return false
      const key = `${scope.from} ${scope.to}`
      const known = isCurrentIn.get(key) ?? current.in(words, scope.from, scope.to).length > 0
      isCurrentIn.set(key, known)
      return known
    })
  }
}

/** "SBS 2008" is a version of two products. */
const keyOf = ({ start, product }: Mention): string => `${start} ${product}`

/** Reads how the sentence of a version speaks of it, of one text. */
const sideReaderOf = (grammar: Grammar) => {
  const contrasting = phraseFinder([...grammar.contrasting, ...grammar.passing])
  const goingWell = [grammar.working, grammar.prompt, grammar.coming].map(list => phraseFinder(list))
  const [spared, onlyThose] = [phraseFinder(grammar.spared), phraseFinder(grammar['only-those'])]
  const isOfSource = sourceReader(grammar)
  const saying = phraseFinder(grammar.saying)
  const hasOtherUse = otherUseReader(grammar)
  const adversative = new Set(grammar.adversative)
  const missed = phraseFinder(grammar['missed-ones'])
  const nothing = phraseFinder(grammar.nothing)
  const leading = phraseFinder([...grammar.beside, ...grammar.clauses, ...grammar.joining])
  const past = new Set(grammar['past-verbs'])
  const now = new Set(grammar['present-verbs'])
  const plain = new Set(grammar.everyday)
  return ({ segmented, told, claims, kinds, isMachine, isLabel, context }: ContrastedText, all: readonly Mention[]) => {
    const { words, negations } = segmented
    const isDeniedAt = (at: number): boolean => isDenied(at, segmentAt(at, segmented)?.from ?? at, negations)
    const isPast = (at: number): boolean => past.has(words[at]?.word ?? '') && !now.has(words[at - 1]?.word ?? '')
    const denied = once(
      () =>
        new Set(
          words
            .filter((w, at) => isDeniedAt(at) && isTelling(w.word) && !plain.has(w.word) && !isMachine(at))
            .map(w => w.form),
        ),
    )
    // "No events there", and here: "events".
    const isMirrored = (at: number): boolean => denied().has(words[at]?.form ?? '') && !isDeniedAt(at)
    // "Both get them there": what is denied here.
    const isThere = ({ from, to }: Scope): boolean =>
      (denied().size > 0 || nothing.in(words).length > 0) &&
      missed
        .in(words, from + 1, to)
        .some(f => !isDeniedAt(f.from) && !told.has(f.from - 1) && leading.in(words, f.from - 1, f.from).length === 0)
    return (m: Mention, scope: Scope | undefined): Side => {
      if (!scope) return 'own'
      // "My colleague swears that it is 2008", "the inventory shows 2008": that tells of the same system.
      const isTold = isOfSource(words, scope.from, scope.to, isLabel)
      const isSaying = (f: { from: number; to: number }): boolean => isTold && saying.in(words, f.from, f.to).length > 0
      const has = (finder: PhraseFinder<string>): boolean =>
        finder
          .in(words, scope.from, scope.to, f => isDeniedAt(f.from))
          .some(f => !told.has(f.from) && (f.denied || !isDeniedAt(f.from)) && !isSaying(f))
      // "They don't see this": it is the trouble that is not seen, and no other one.
      if (has(spared)) return 'well'
      const own = segmentAt(wordAt(m.start, segmented), segmented)
      const isApart = (): boolean => hasOtherUse(m, all, { segmented, told, corrects: context.corrects === true })
      if (!claims().some(c => c.segment === own) && isApart()) return 'apart'
      if (claims().some(c => scope.from <= c.segment.from && c.segment.to <= scope.to)) return 'own'
      const parts = segmented.segments.filter(s => scope.from <= s.from && s.to <= scope.to)
      // A trouble that is told here and not claimed is denied.
      const isWell = range(scope.from, scope.to).some(at => kinds().has(at) || isMirrored(at))
      if (goingWell.some(has) || isWell || isThere(scope) || parts.some(s => s.mood === 'over')) return 'well'
      if (isTold || has(onlyThose)) return 'own'
      const isOfPast = own !== undefined && range(own.from, own.to).some(isPast)
      const isAgainst = parts.some(s => s.opener !== undefined && adversative.has(s.opener))
      return has(contrasting) || isOfPast || isAgainst ? 'apart' : 'own'
    }
  }
}

type Sides = ReadonlyMap<Mention, Side>

const withoutContrasts = (
  mentions: readonly Mention[],
  sides: Sides,
  { versions, corrects, asked }: ReadingContext,
): readonly Mention[] => {
  // Where nothing is said of the one in question itself, it is what is not said to go well.
  const isOwn = (o: Mention, other: Side): boolean =>
    o.bearing !== 'works' && RANK.indexOf(sides.get(o) ?? 'well') > RANK.indexOf(other)
  const isKnown = ({ product, ranges }: Mention): boolean => {
    const known = versions?.[product]
    return known !== undefined && !corrects && !asked?.includes(product) && !overlaps(known, ranges)
  }
  return mentions.map((m): Mention => {
    const side = sides.get(m)
    if (side === undefined || side === 'own' || m.bearing === 'works') return m
    const isBeside = mentions.some(o => isOwn(o, side) && excludes(o, m))
    // What is said later of the old server may be a correction, unless all goes well there.
    const isWeak = m.isBeside === true || m.bearing !== 'has'
    if (!isBeside && !(side === 'well' && isWeak && isKnown(m))) return m
    return { ...m, bearing: side === 'well' ? 'works' : 'elsewhere' }
  })
}

const isClaim = ({ bearing, hasVersion, alike }: Mention): boolean =>
  hasVersion && alike === undefined && (bearing === 'has' || bearing === 'unclear' || bearing === 'works')

const excludes = (a: Mention, b: Mention): boolean => a.product === b.product && !overlaps(a.ranges, b.ranges)

/** Of two machines that have names each has its own: what is "still" on the one tells nothing of the other. */
const isApart = (a: Mention, b: Mention): boolean =>
  a.machine !== undefined && b.machine !== undefined && a.machine !== b.machine

/** Claims of one product that cannot all be so; or one, and what is known. */
const mayContrast = (mentions: readonly Mention[], { versions = {} }: ReadingContext): boolean => {
  const claims = mentions.filter(isClaim)
  if (claims.some(m => !overlaps(versions[m.product] ?? m.ranges, m.ranges))) return true
  if (claims.length < 2) return false
  // In a long text the same few versions are claimed again and again.
  const distinct = new Map(claims.map(m => [`${m.product} ${JSON.stringify(m.ranges)}`, m] as const))
  const others = [...distinct.values()]
  return others.some(m => others.some(o => excludes(o, m)))
}

/** "Somebody put 2008 on it": nothing says whose it is, but all else that is said of the product is another one's. */
const promoted = (mentions: readonly Mention[], sides: Sides): readonly Mention[] => {
  const own = (m: Mention): boolean => m.bearing === 'unclear' && sides.get(m) === 'own'
  return mentions.map(m => {
    if (!own(m)) return m
    const others = mentions.filter(o => o.hasVersion && excludes(o, m))
    const isLeft = others.length > 0 && others.every(o => o.bearing === 'works' || o.bearing === 'elsewhere')
    return isLeft ? { ...m, bearing: 'has' as const } : m
  })
}

/** "It is still at Rollup 3": what else is said of that product, and not so, is not there now. */
const withCurrent = (mentions: readonly Mention[], isCurrent: (m: Mention) => boolean): readonly Mention[] => {
  const sure = mentions.filter(m => m.hasVersion && m.bearing === 'has' && isCurrent(m))
  return sure.length === 0
    ? mentions
    : mentions.map(m =>
        isClaim(m) && m.bearing !== 'works' && sure.some(s => excludes(s, m) && !isApart(s, m)) && !isCurrent(m)
          ? { ...m, bearing: 'not-now' as const }
          : m,
      )
}

interface Scope {
  readonly from: number
  readonly to: number
}

/** The parts of its sentence that speak of a version: up to those that name another one of the product, or turn against it. */
const scopeReader = (mentions: readonly Mention[], text: SegmentedText, adversative: ReadonlySet<string>) => {
  const sentences = grouped(text.segments, s => s.sentence)
  const partOf = (m: Mention): Segment | undefined => segmentAt(wordAt(m.start, text), text)
  const mentioned = grouped(mentions, partOf)
  return (m: Mention): Scope | undefined => {
    const own = partOf(m)
    if (!own) return undefined
    const names = (s: Segment): boolean => mentioned.get(s)?.some(o => o !== m && excludes(o, m)) === true
    if (names(own)) return undefined
    const parts = sentences.get(own.sentence) ?? [own]
    // "It is still | at Rollup 3": what leads to the other one is of that.
    const isOthers = (at: number): boolean => {
      const [s, next] = [parts[at] as Segment, parts[at + 1]]
      return names(s) || (s !== own && next?.opener !== undefined && names(next))
    }
    const place = parts.indexOf(own)
    let [first, last] = [place, place]
    const turns = (at: number): boolean => adversative.has(parts[at]?.opener ?? '')
    while (first > 0 && !turns(first) && !isOthers(first - 1)) first--
    while (last + 1 < parts.length && !turns(last + 1) && !isOthers(last + 1)) last++
    return { from: parts[first]?.from ?? own.from, to: parts[last]?.to ?? own.to }
  }
}
