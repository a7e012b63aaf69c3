import { overlaps } from '../../catalog/index.ts'
import { once } from '../../lately.ts'
import type { Steps } from '../../steps.ts'
import { type Comparing, type Found, type Grammar, phraseFinder } from '../../words/index.ts'
import type { Claim } from '../machines/verdicts.ts'
import type { Told } from '../mention-of.ts'
import type { Mention } from '../mentions.ts'
import { grouped } from '../sentences/grouped.ts'
import { isDenied } from '../sentences/negations.ts'
import { isStated, type Segment, type SegmentedText, segmentAt, wordAt } from '../sentences/segments.ts'
import type { Group } from '../versions/grouping.ts'
import { excessReader, type IsExcess } from './excess.ts'

interface AlikeText {
  readonly segmented: SegmentedText
  /** Places of the words of versions. */
  readonly taken: ReadonlySet<number>
  /** Where a trouble is claimed. */
  readonly claims: () => readonly Claim[]
}

/**
 * Marks versions on which the trouble is said to be the same ("the same on 2003", "be it 2003 or 2007", "both show it"), and
 * those that changed nothing: then it was there before, too ("RU4 made no difference").
 */
export type MarkAlike = (told: Told, text: AlikeText) => Steps<Told>

/** So many parts of a text are looked at in one step. */
const PARTS_AT_ONCE = 60

interface Placed {
  readonly mention: Mention
  readonly from: number
  readonly to: number
  readonly part: Segment
}

export const alikeReader = (comparing: Comparing, grammar: Grammar): MarkAlike => {
  const lists = listsOf(comparing, grammar)
  const isExcess = excessReader(grammar)
  return function* (told, text) {
    const { words } = text.segmented
    if (!MARKS.some(mark => lists[mark].in(words).length > 0)) return told
    const placed = told.flatMap(([g, m]) => placedOf(g, m, text.segmented))
    const marks = new Map<Mention, NonNullable<Mention['alike']>>()
    const mark = (some: readonly Placed[], as: NonNullable<Mention['alike']>): void => {
      for (const { mention } of some) if (marks.get(mention) !== 'unchanged') marks.set(mention, as)
    }
    const reader = partReader(placed, text, lists, isExcess)
    for (const [n, s] of text.segmented.segments.entries()) {
      if (n % PARTS_AT_ONCE === PARTS_AT_ONCE - 1) yield
      if (s.isLog || reader.isOfWell(s)) continue
      mark(reader.whichever(s), 'there')
      if (!isStated(s)) continue
      mark(reader.alike(s), 'there')
      mark(reader.each(s), 'there')
      mark(reader.unchanged(s), 'unchanged')
    }
    return marks.size === 0
      ? told
      : told.map(([g, m]) => {
          const alike = marks.get(m)
          return [g, alike ? { ...m, alike } : m] as const
        })
  }
}

/** In most texts none of these stands. */
const MARKS = ['alike', 'alikeAs', 'too', 'whichever', 'eachNamed', 'eachOf', 'unchanged'] as const

const listsOf = (comparing: Comparing, grammar: Grammar) => ({
  alike: phraseFinder(comparing.alike),
  // "Identically" is no "identical".
  alikeAs: phraseFinder(comparing['alike-as'], { literal: true }),
  alikeIn: phraseFinder(comparing['alike-in']),
  attributes: phraseFinder(grammar['alike-of-system']),
  filling: phraseFinder([
    ...grammar.articles,
    ...grammar.ours,
    ...grammar.between,
    ...grammar.auxiliaries,
    ...grammar.joining,
  ]),
  too: phraseFinder(comparing.too),
  comingThere: phraseFinder([...grammar.coming, ...grammar.prompt]),
  whichever: phraseFinder(grammar.whichever),
  eachNamed: phraseFinder(comparing['each-named']),
  eachOf: phraseFinder(comparing['each-of']),
  unchanged: phraseFinder(comparing.unchanged),
  changing: phraseFinder([...grammar.moving, ...grammar.changing, ...grammar.laying, ...grammar.replacing]),
  failing: phraseFinder(grammar['machine-failing']),
  /** Words that name nothing: between a word of comparison and its version. */
  leading: phraseFinder([...grammar.beside, ...grammar.between, ...grammar.ours, ...grammar['own-machines']]),
  beside: phraseFinder(grammar.beside),
  since: phraseFinder([...grammar['since-when'], ...grammar.occasions]),
  auxiliary: phraseFinder(grammar.auxiliaries),
})
type Lists = ReturnType<typeof listsOf>

const placedOf = (g: Group, mention: Mention, text: SegmentedText): readonly Placed[] => {
  if (!mention.hasVersion || mention.bearing === 'works') return []
  const from = wordAt(g.own?.start ?? Math.min(...g.atoms.map(a => a.start)), text)
  const to = wordAt(Math.max(...g.atoms.map(a => a.end)) - 1, text) + 1
  const part = segmentAt(from, text)
  return part ? [{ mention, from, to, part }] : []
}

/** In words: so few stand beside a version in a part that only adds to it: "still the same", "it is like that". */
const SHORT_PART = 7
/** From a verb of change to what is changed to: "went up to", "upgrading the server to". */
const CHANGE_REACH = 4
/** Between the members of a list, and before it: "regardless of whether the mailbox is on 2003 or on 2007". */
const LIST_GAP = 4
const LIST_REACH = 8

const partReader = (
  placed: readonly Placed[],
  { segmented, taken, claims }: AlikeText,
  lists: Lists,
  isExcess: IsExcess,
) => {
  const { words, segments, negations } = segmented
  const foundIn = (list: keyof Lists, s: Segment): readonly Found<string>[] =>
    lists[list].in(words, s.from, s.to, f => isDenied(f.from, s.from, negations))
  const has = (list: keyof Lists, s: Segment): boolean => foundIn(list, s).length > 0
  const byPart = grouped(placed, p => p.part)
  const bySentence = grouped(placed, p => p.part.sentence)
  const placeOf = new Map(segments.map((s, at) => [s, at] as const))
  const claimed = new Set(claims().map(c => c.segment))
  const claimedSentences = new Set([...claimed].map(s => s.sentence))
  const inPart = (s: Segment): readonly Placed[] => byPart.get(s) ?? NONE
  const isSystems = ({ mention }: Placed): boolean => OF_HERE.has(mention.bearing)
  const isClaimedIn = (s: Segment): boolean => claimed.has(s)
  const areLeading = (from: number, to: number): boolean => {
    for (let at = from; at < to; at++)
      if (!taken.has(at) && lists.leading.in(words, at, at + 1).length === 0) return false
    return true
  }
  /** "The same server", "the same Exchange 2010" compare nothing; "the same on …", "the same trouble" do. */
  const isOfNoun = (at: number, s: Segment): boolean =>
    at < s.to && lists.beside.in(words, at, at + 1).length === 0 && !isAlikeIn(at, s)
  const isAlikeIn = (at: number, s: Segment): boolean => lists.alikeIn.in(words, at, s.to).some(f => f.from === at)
  /** "The OS is the same": no trouble is. */
  const isOfSystem = (at: number, s: Segment): boolean => {
    let place = at
    while (place > s.from && !taken.has(place - 1)) {
      const fill = lists.filling.endingAt(words, place, s.from)
      if (!fill) break
      place = fill.from
    }
    return !taken.has(place - 1) && lists.attributes.endingAt(words, place, s.from) !== undefined
  }
  /** The word that compares, and those behind which its versions stand. */
  const comparisonIn = (s: Segment): number | undefined =>
    [
      ...foundIn('alike', s).filter(f => !isOfNoun(f.to, s) && !isOfSystem(f.from, s)),
      ...foundIn('alikeAs', s),
      ...foundIn('unchanged', s),
    ].map(f => f.to)[0]
  const isToo = (s: Segment): boolean =>
    foundIn('too', s).some(f => {
      // "A minute too late": that is no other version.
      if (isExcess(f, words, s.to)) return false
      const isBare = areLeading(s.from, f.from) && areLeading(f.to, s.to)
      return isBare || isClaimedIn(s) || has('failing', s)
    })
  /** The part of the same sentence before or behind it, where it only adds to it and names no version. */
  const besideOf = (s: Segment): readonly Segment[] => {
    const at = placeOf.get(s) ?? 0
    return [segments[at - 1], segments[at + 1]].flatMap(o =>
      o && o.sentence === s.sentence && isStated(o) && o.to - o.from <= SHORT_PART && inPart(o).length === 0 ? [o] : [],
    )
  }
  /** Of versions on which it goes well: "on 2003 all arrives. The same on 2000." */
  const isOfWell = (s: Segment): boolean => s.works || ofWell.has(s)
  const namesVersion = ({ from, to }: Segment): boolean => {
    for (let at = from; at < to; at++) if (taken.has(at)) return true
    return false
  }
  // Parts before which it was last told to go well, and not to go wrong.
  const ofWell = new Set<Segment>()
  let isWell = false
  for (const s of segments) {
    if (isWell) ofWell.add(s)
    if (isClaimedIn(s)) isWell = false
    else if (s.works && namesVersion(s)) isWell = true
  }
  /** "Same thing on 2003: the events appear": the same was done, and it goes well there. */
  const comesBehind = (s: Segment, end: number): boolean => {
    if (isClaimedIn(s) || (comparisonIn(s) ?? s.from) > end) return false
    for (let at = end; at < s.to; at++) if (negations.has(at)) return false
    return lists.comingThere.in(words, end, s.to).length > 0 && lists.failing.in(words, end, s.to).length === 0
  }
  /** "The same on …": what follows it; or all of its part: "2003 and 2007 the same". */
  const alike = (s: Segment): readonly Placed[] => {
    const own = inPart(s).filter(isSystems)
    const last = own.at(-1)
    if (!last || comesBehind(s, last.to)) return []
    const end = comparisonIn(s)
    const behind = end === undefined ? [] : own.filter(p => p.from >= end)
    const first = behind[0]
    if (end !== undefined && first && areLeading(end, first.from)) return behind
    const isSame = end !== undefined || isToo(s) || besideOf(s).some(o => comparisonIn(o) !== undefined && !o.works)
    return isSame ? own : []
  }
  /** "Be it 2003, 2007 or 2010", "neither 2003 nor 2007": a list behind such a word. */
  const whichever = (s: Segment): readonly Placed[] => {
    const named = claimedSentences.has(s.sentence) ? lists.eachNamed.in(words, s.from, s.to) : []
    return [...lists.whichever.in(words, s.from, s.to), ...named].flatMap(f => {
      const [first, ...rest] = (bySentence.get(s.sentence) ?? NONE).filter(p => p.from >= f.to)
      if (!first || first.from > f.to + LIST_REACH || first.mention.bearing === 'elsewhere') return []
      const list = [first]
      for (const p of rest)
        if (p.mention.product === first.mention.product && p.from - (list.at(-1)?.to ?? 0) <= LIST_GAP) list.push(p)
      return list.length > 1 ? list : []
    })
  }
  /** "We have a 2003 and a 2007 server. Both show it." */
  const each = (s: Segment): readonly Placed[] => {
    if (!has('eachOf', s) || inPart(s).length > 0) return []
    if (!isClaimedIn(s) && !has('failing', s) && comparisonIn(s) === undefined) return []
    const near = placed.filter(p => p.to <= s.from && p.part.sentence >= s.sentence - 1 && isSystems(p))
    return near.filter(p => near.some(o => excludes(o.mention, p.mention)))
  }
  /** "RU4 has changed nothing", "RU4 did not help". */
  const isHelped = (from: number, f: Found<string>): boolean => {
    for (let at = from; at < f.from; at++)
      if (!negations.has(at) && lists.auxiliary.in(words, at, at + 1).length === 0) return false
    return true
  }
  /** Behind "since". */
  const sinceWhen = once(() =>
    placed.filter(o => {
      const opened = lists.since.in(words, o.part.from, o.from).at(-1)
      return opened !== undefined && areLeading(opened.to, o.from)
    }),
  )
  /** "Since RU4 … RU4 again did not help": it was not so before. */
  const isSinceThen = ({ mention }: Placed): boolean => sinceWhen().some(o => !excludes(o.mention, mention))
  /** "RU4 changed nothing", "upgrading to RU3 did not help", "we went to RU5, still the same". */
  const unchanged = (s: Segment): readonly Placed[] => {
    const own = inPart(s).filter(isSystems)
    const isSame = (o: Segment): boolean => comparisonIn(o) !== undefined && !o.works
    const isChanged = (p: Placed): boolean =>
      lists.changing.in(words, Math.max(s.from, p.from - CHANGE_REACH), p.from).length > 0
    const isSubject = (p: Placed): boolean =>
      areLeading(s.from, p.from) &&
      foundIn('unchanged', s).some(f => f.from >= p.to && (f.from === p.to || isHelped(p.to, f)))
    const isNext = own.length > 0 && [s, ...besideOf(s), ...sentenceBehind(s)].some(isSame)
    return own.filter(p => !isSinceThen(p) && (isSubject(p) || (isNext && isChanged(p))))
  }
  /** "We installed RU4. No change." */
  const sentenceBehind = (s: Segment): readonly Segment[] => {
    const next = segments[(placeOf.get(s) ?? 0) + 1]
    return next && next.sentence === s.sentence + 1 && next.to - next.from <= SHORT_PART && inPart(next).length === 0
      ? [next]
      : []
  }
  return { isOfWell, alike, whichever, each, unchanged }
}

const NONE: readonly Placed[] = []

/** What is, or was, there: of the system in question, or nobody says of which. */
const OF_HERE: ReadonlySet<Mention['bearing']> = new Set(['has', 'unclear', 'past'])

const excludes = (a: Mention, b: Mention): boolean => a.product === b.product && !overlaps(a.ranges, b.ranges)
