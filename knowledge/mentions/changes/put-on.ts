import { compareBuilds, overlaps } from '../../catalog/index.ts'
import { type Found, type Grammar, type PhraseFinder, phraseFinder } from '../../words/index.ts'
import { otherMachines } from '../machines/others.ts'
import type { Told } from '../mention-of.ts'
import type { Mention } from '../mentions.ts'
import type { ReadingContext } from '../reading-context.ts'
import { isDenied } from '../sentences/negations.ts'
import { isStated, partsOf, type Segment, type SegmentedText, segmentAt, wordAt } from '../sentences/segments.ts'
import { type Group, rangesOf } from '../versions/grouping.ts'

/**
 * Reads what is there since somebody put it on ("since we put RU4 on it", "when RU4 came in"), and since when it is no longer
 * as it was ("it was fine before RU4", "until we installed RU4"): that one came then, and is there unless another one is told
 * or known.
 */
export type WithPutOn = (
  told: Told,
  text: SegmentedText,
  /** Places of the words of versions. */
  taken: ReadonlySet<number>,
  context: ReadingContext,
) => Told

interface Placed {
  readonly group: Group
  readonly mention: Mention
  readonly from: number
  readonly to: number
  readonly part: Segment
}

export const putOnReader = (grammar: Grammar): WithPutOn => {
  const lists = listsOf(grammar)
  return (told, text, taken, context) => {
    const { words, negations } = text
    const verbs = [...lists.putting.in(words), ...lists.wentOn.in(words)]
    const bounds = lists.bounds.in(words)
    // In most texts nothing is put on, and nothing was otherwise before.
    if (verbs.length === 0 && bounds.length === 0 && told.length < 2) return told
    const placed = told.flatMap(([g, m]) => placedOf(g, m, text))
    const areAll = (some: readonly PhraseFinder<string>[], from: number, to: number): boolean => {
      for (let at = from; at < to; at++)
        if (!taken.has(at) && !some.some(l => l.in(words, at, at + 1).length > 0)) return false
      return true
    }
    const isOnOther = ({ to, part }: Placed, verb: Found<string>): boolean =>
      lists.other.in(words, to, part.to).length > 0 || lists.other.in(words, part.from, verb.from).length > 0
    /** "We put", "since somebody put", "put it on our server"; who knows what "he" put "it" on. */
    const isOurs = ({ to, part }: Placed, verb: Found<string>): boolean =>
      lists.sinceWhen.in(words, part.from, verb.from).length > 0 ||
      lists.we.in(words, part.from, verb.from).length > 0 ||
      lists.ours.in(words, to, part.to).length > 0
    const isPutOn = (p: Placed): boolean =>
      p.mention.bearing === 'unclear' &&
      verbs.some(v => {
        const isHere = p.part.from <= v.from && v.to <= p.part.to
        if (!isHere || !isOurs(p, v) || isDenied(v.from, p.part.from, negations) || isOnOther(p, v)) return false
        return v.to <= p.from
          ? lists.putting.in(words, v.from, v.to).length > 0 && areAll([lists.leading], v.to, p.from)
          : v.from === p.to && lists.wentOn.in(words, v.from, v.to).length > 0
      })
    /** "Before", with nothing but who put it on between. */
    const isBound = (p: Placed): boolean =>
      bounds.some(
        b =>
          p.part.from <= b.from &&
          b.to <= p.from &&
          areAll([lists.leading, lists.bringing, lists.putting, lists.pastMoving, lists.reaching], b.to, p.from) &&
          !isDenied(b.from, p.part.from, negations) &&
          tellsOfThen(p, text, b.from),
      ) && !isSubject(p)
    /** "Before 2003 was replaced", and not "before RU4 was installed". */
    const isSubject = ({ to, part }: Placed): boolean =>
      to < part.to &&
      lists.auxiliary.in(words, to, to + 1).length > 0 &&
      !lists.wentOn.in(words, to, part.to).some(f => f.from === to)
    /** That it went well before, or at all how it was. */
    const tellsOfThen = ({ part }: Placed, { segments }: SegmentedText, bound: number): boolean =>
      segments.some(
        s =>
          s.sentence === part.sentence &&
          isStated(s) &&
          (s.works || [lists.well, lists.past].some(l => l.in(words, s.from, s.to).some(f => f.from !== bound))),
      )
    const isOtherTold = (p: Placed): boolean =>
      placed.some(
        o =>
          o !== p &&
          o.mention.product === p.mention.product &&
          o.mention.bearing === 'has' &&
          o.mention.isCompared !== true &&
          o.mention.hasVersion &&
          !overlaps(o.mention.ranges, rangesOf(p.group)),
      )
    /** "We have RU5, since RU4 it is late": it came with that one, and a newer one is there now. */
    const isSince = (p: Placed): boolean => {
      const opens = words.slice(p.part.from, p.from).findLastIndex((_, n) => {
        const at = p.part.from + n
        return !taken.has(at) && lists.leading.in(words, at, at + 1).length === 0
      })
      const at = p.part.from + opens
      const isBegun = lists.beginning.in(words, p.part.from, at + 1).length > 0
      const isOf = (finder: PhraseFinder<string>): boolean =>
        opens >= 0 && finder.endingAt(words, at + 1, p.part.from) !== undefined
      // "It is still at RU3": it stands there.
      let verb = at - 1
      // "We are | at RU2".
      const first = isOf(lists.beside) ? (partsOf(p.part.sentence, text)[0]?.from ?? p.part.from) : p.part.from
      while (verb >= first && lists.leading.in(words, verb, verb + 1).length > 0) verb--
      if (verb >= first && lists.being.endingAt(words, verb + 1, first) !== undefined) return false
      return p.mention.bearing === 'has' && (isOf(lists.sinceWhen) || (isBegun && isOf(lists.beside))) && isNewerTold(p)
    }
    const isNewerTold = (p: Placed): boolean =>
      placed.some(({ mention: o, group }) => {
        const [own, other] = [rangesOf(p.group), rangesOf(group)]
        const [first, next] = [own[0]?.from, other[0]?.from]
        const isSame = o.product === p.mention.product && o.machine === p.mention.machine
        const isHad = o !== p.mention && isSame && o.bearing === 'has' && o.hasVersion
        return isHad && !overlaps(own, other) && first && next && compareBuilds(first, next) < 0
      })
    const isOtherKnown = ({ mention: { product }, group }: Placed): boolean => {
      const known = context.corrects || context.asked?.includes(product) ? undefined : context.versions?.[product]
      return known !== undefined && !overlaps(known, rangesOf(group))
    }
    const changed = new Map<Mention, Mention>()
    for (const p of placed) {
      if (!p.mention.hasVersion || !isStated(p.part)) continue
      if (isBound(p)) {
        const bearing = isOtherTold(p) || isOtherKnown(p) ? 'past' : 'has'
        changed.set(p.mention, { ...p.mention, ranges: rangesOf(p.group), bearing, isBeside: true, isCompared: false })
      } else if (isSince(p)) changed.set(p.mention, { ...p.mention, bearing: 'past' })
      else if (isPutOn(p)) changed.set(p.mention, { ...p.mention, bearing: 'has', isBeside: true })
    }
    return changed.size === 0 ? told : told.map(([g, m]) => [g, changed.get(m) ?? m] as const)
  }
}

const listsOf = (grammar: Grammar) => {
  const literal = (phrases: readonly string[]) => phraseFinder(phrases, { literal: true })
  const past = new Set(grammar['past-verbs'])
  return {
    putting: literal(grammar.putting),
    wentOn: literal(grammar['went-on']),
    bounds: literal(grammar.bounds),
    beginning: phraseFinder(grammar.beginning),
    beside: phraseFinder(grammar.beside),
    being: phraseFinder(grammar.being),
    leading: phraseFinder([...grammar.articles, ...grammar.between, ...grammar.ours, ...grammar.deciders]),
    we: literal(grammar['we-ourselves']),
    ours: phraseFinder(grammar.ours),
    sinceWhen: phraseFinder([...grammar['since-when'], ...grammar.occasions]),
    bringing: phraseFinder(grammar.renewals),
    pastMoving: literal([...grammar.moving.filter(m => past.has(m)), ...grammar['moved-on']]),
    reaching: phraseFinder([...grammar.reaching, ...grammar.parting]),
    well: phraseFinder([...grammar.working, ...grammar.prompt]),
    past: literal(grammar['past-verbs']),
    auxiliary: phraseFinder([...grammar.auxiliaries, ...grammar.had]),
    other: phraseFinder(otherMachines(grammar), { nouns: true }),
  }
}

const placedOf = (group: Group, mention: Mention, text: SegmentedText): readonly Placed[] => {
  const from = wordAt(group.own?.start ?? Math.min(...group.atoms.map(a => a.start)), text)
  const part = segmentAt(from, text)
  // "Since we put RU4 on Exchange 2010": it ends with the piece that was put on.
  const pieces = group.own ? [group.own] : group.atoms
  const first = pieces.reduce((a, b) => (b.start < a.start ? b : a), pieces[0] as Group['atoms'][number])
  const last = group.own
    ? group.own.end
    : endOfRow(
        group.atoms.toSorted((a, b) => a.start - b.start),
        first.end,
      )
  return part ? [{ group, mention, from, to: wordAt(last - 1, text) + 1, part }] : []
}

/** In characters: pieces of one row stand this close. */
const ROW_GAP = 3

const endOfRow = (atoms: readonly Group['atoms'][number][], first: number): number =>
  atoms.reduce((end, a) => (a.start - end <= ROW_GAP ? Math.max(end, a.end) : end), first)
