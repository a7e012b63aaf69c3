import { overlaps } from '../catalog/index.ts'
import { type Grammar, isTelling, type PhraseFinder, phraseFinder, type TextWord } from '../words/index.ts'
import type { Claim } from './machines/machines.ts'
import type { Mention } from './mentions.ts'
import { type Segment, type SegmentedText, segmentAt, wordAt } from './sentences/segments.ts'
import type { ReadingContext } from './versions/grouping.ts'

/**
 * Tells apart what there is from what it is compared with: "it gets nothing on 2008; with a mailbox on the old 2003 server
 * it is told at once". Of versions of one product that exclude each other, one that stands in sentences of the other kind
 * (of another machine or another time, or of what goes well there, and of no trouble) is no second claim.
 */
export type SettleContrasts = (mentions: readonly Mention[], text: ContrastedText) => readonly Mention[]

interface ContrastedText {
  readonly segmented: SegmentedText
  /** Where a trouble is claimed. */
  readonly claims: () => readonly Claim[]
  /** Places of the words that tell a trouble, claimed or not. */
  readonly kinds: () => ReadonlySet<number>
  readonly context: ReadingContext
}

/** How a sentence speaks of a version: of what goes well, only of another system or time, or of the one in question. */
type Side = 'well' | 'apart' | 'own'
const RANK: readonly Side[] = ['well', 'apart', 'own']

/** Behind a negation, how far what it denies may be. In words. */
const DENIED_REACH = 3

export const contrastReader = (grammar: Grammar): SettleContrasts => {
  const [contrasting, prompt] = [phraseFinder(grammar.contrasting), phraseFinder(grammar.prompt)]
  const [working, current] = [phraseFinder(grammar.working), phraseFinder(grammar.current)]
  const coming = phraseFinder(grammar.coming)
  const adversative = new Set(grammar.adversative)
  const past = new Set(grammar['past-verbs'])
  const now = new Set(grammar['present-verbs'])
  const plain = new Set(grammar.everyday)
  const isPast = (words: readonly TextWord[], at: number): boolean =>
    past.has(words[at]?.word ?? '') && !now.has(words[at - 1]?.word ?? '')

  return (mentions, { segmented, claims, kinds, context }) => {
    if (!mayContrast(mentions, context)) return mentions
    const { words, negations } = segmented
    const isDeniedAt = (at: number): boolean => {
      const first = segmentAt(at, segmented)?.from ?? at
      for (let i = at - 1; i >= Math.max(first, at - DENIED_REACH); i--) if (negations.has(i)) return true
      return false
    }
    const denied = new Set(
      words.filter((w, at) => isTelling(w.word) && !plain.has(w.word) && isDeniedAt(at)).map(w => w.form),
    )
    const sideOf = (m: Mention): Side => {
      const scope = scopeOf(m, mentions, segmented, adversative)
      if (!scope || claims().some(c => scope.from <= c.segment.from && c.segment.to <= scope.to)) return 'own'
      const has = (finder: PhraseFinder<string>): boolean =>
        finder.in(words, scope.from, scope.to, f => isDeniedAt(f.from)).some(f => f.denied || !isDeniedAt(f.from))
      const places = range(scope.from, scope.to)
      const isTroubleDenied = places.some(at => kinds().has(at))
      // "No events there", and here: "events".
      const isMirrored = places.some(at => denied.has(words[at]?.form ?? '') && !isDeniedAt(at))
      const parts = segmented.segments.filter(s => scope.from <= s.from && s.to <= scope.to)
      const isOver = parts.some(s => s.mood === 'over')
      if (has(working) || has(prompt) || has(coming) || isMirrored || isTroubleDenied || isOver) return 'well'
      const own = segmentAt(wordAt(m.start, segmented), segmented)
      const isOfPast = own !== undefined && range(own.from, own.to).some(at => isPast(words, at))
      const isAgainst = parts.some(s => s.opener !== undefined && adversative.has(s.opener))
      return has(contrasting) || isOfPast || isAgainst ? 'apart' : 'own'
    }
    const sides = new Map(mentions.filter(m => isClaim(m)).map(m => [m, sideOf(m)] as const))
    // Where nothing is said of the one in question itself, it is what is not said to go well.
    const isOwn = (o: Mention, other: Side): boolean =>
      o.bearing !== 'works' && RANK.indexOf(sides.get(o) ?? 'well') > RANK.indexOf(other)
    const isKnown = ({ product, ranges }: Mention): boolean => {
      const known = context.versions?.[product]
      return known !== undefined && !context.corrects && !context.asked?.includes(product) && !overlaps(known, ranges)
    }
    const settled = mentions.map((m): Mention => {
      const side = sides.get(m)
      if (side === undefined || side === 'own' || m.bearing === 'works') return m
      const isBeside = mentions.some(o => isOwn(o, side) && excludes(o, m))
      // What is said later of the old server may be a correction, unless all goes well there.
      const isWeak = m.isBeside === true || m.bearing !== 'has'
      if (!isBeside && !(side === 'well' && isWeak && isKnown(m))) return m
      return { ...m, bearing: side === 'well' ? 'works' : 'elsewhere' }
    })
    return withCurrent(promoted(settled, sides), m => {
      const at = scopeOf(m, mentions, segmented, adversative)
      return at !== undefined && current.in(words, at.from, at.to).length > 0
    })
  }
}

const isClaim = ({ bearing, hasVersion }: Mention): boolean =>
  hasVersion && (bearing === 'has' || bearing === 'unclear' || bearing === 'works')

const excludes = (a: Mention, b: Mention): boolean => a.product === b.product && !overlaps(a.ranges, b.ranges)

const mayContrast = (mentions: readonly Mention[], { versions = {} }: ReadingContext): boolean =>
  mentions.some(
    m =>
      isClaim(m) &&
      (mentions.some(o => isClaim(o) && excludes(o, m)) || !overlaps(versions[m.product] ?? m.ranges, m.ranges)),
  )

/** "Somebody put 2008 on it": nothing says whose it is, but all else that is said of the product is another one's. */
const promoted = (mentions: readonly Mention[], sides: ReadonlyMap<Mention, Side>): readonly Mention[] => {
  const own = (m: Mention): boolean => m.bearing === 'unclear' && sides.get(m) === 'own'
  return mentions.map(m => {
    const others = mentions.filter(o => o.hasVersion && excludes(o, m))
    const isLeft = others.length > 0 && others.every(o => o.bearing === 'works' || o.bearing === 'elsewhere')
    return own(m) && isLeft ? { ...m, bearing: 'has' as const } : m
  })
}

/** "It is still at Rollup 3": what else is said of that product, and not so, is not there now. */
const withCurrent = (mentions: readonly Mention[], isCurrent: (m: Mention) => boolean): readonly Mention[] => {
  const sure = mentions.filter(m => m.hasVersion && m.bearing === 'has' && isCurrent(m))
  return sure.length === 0
    ? mentions
    : mentions.map(m =>
        isClaim(m) && m.bearing !== 'works' && sure.some(s => excludes(s, m)) && !isCurrent(m)
          ? { ...m, bearing: 'not-now' as const }
          : m,
      )
}

interface Scope {
  readonly from: number
  readonly to: number
}

/** The parts of its sentence that speak of this version: up to those that name another one of the product, or turn against it. */
const scopeOf = (
  m: Mention,
  mentions: readonly Mention[],
  text: SegmentedText,
  adversative: ReadonlySet<string>,
): Scope | undefined => {
  const own = segmentAt(wordAt(m.start, text), text)
  if (!own) return undefined
  const others = mentions.flatMap(o => (o !== m && excludes(o, m) ? [wordAt(o.start, text)] : []))
  const names = (s: Scope): boolean => others.some(at => s.from <= at && at < s.to)
  if (names(own)) return undefined
  const parts = text.segments.filter(s => s.sentence === own.sentence)
  // "It is still | at Rollup 3": what leads to the other one is of that.
  const isOthers = (s: Segment): boolean => {
    const next = parts[parts.indexOf(s) + 1]
    return names(s) || (s !== own && next?.opener !== undefined && names(next))
  }
  let [first, last] = [parts.indexOf(own), parts.indexOf(own)]
  const turns = (at: number): boolean => adversative.has(parts[at]?.opener ?? '')
  while (first > 0 && !turns(first) && !isOthers(parts[first - 1] as Segment)) first--
  while (last + 1 < parts.length && !turns(last + 1) && !isOthers(parts[last + 1] as Segment)) last++
  return { from: parts[first]?.from ?? own.from, to: parts[last]?.to ?? own.to }
}

const range = (from: number, to: number): readonly number[] => Array.from({ length: to - from }, (_, i) => from + i)
