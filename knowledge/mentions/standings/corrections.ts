import { overlaps } from '../../catalog/index.ts'
import { type Found, type Grammar, phraseFinder } from '../../words/index.ts'
import { otherMachines } from '../machines/others.ts'
import type { Mention } from '../mentions.ts'
import { isStated, type Segment, type SegmentedText, wordAt } from '../sentences/segments.ts'
import type { At, Is, Lists } from './around-versions.ts'

/** Marks what the same message takes back: "Server 2008 … hm, I had it wrong: the logon screen says 2003". */
export type WithCorrections = (mentions: readonly Mention[], text: SegmentedText) => readonly Mention[]

export const correctionReader = (grammar: Grammar): WithCorrections => {
  const taking = phraseFinder(grammar['taking-back'], { literal: true })
  const askingBack = phraseFinder(grammar['asking-back'], { literal: true })
  const verdicts = phraseFinder(grammar['told-wrong'])
  const told = phraseFinder([...grammar.sources, ...grammar['told-parts']], { nouns: true })
  /** "Wrong.", "That's not true", "the Windows part of the inventory is wrong": what was told is, and not what goes wrong. */
  const verdictsIn = ({ from, to }: Segment, { words }: SegmentedText): readonly Found<string>[] =>
    verdicts.in(words, from, to).filter(f => f.to - from <= LONGEST_VERDICT || told.in(words, from, f.from).length > 0)
  const pointing = phraseFinder(grammar['that-was'], { literal: true })
  const others = phraseFinder(otherMachines(grammar), { nouns: true })
  const leading = phraseFinder([...grammar.articles, ...grammar.ours, ...grammar['standing-on']])
  /** "… no, that was the hub": where such a part begins. */
  const ofOthers = ({ words, segments }: SegmentedText): readonly number[] =>
    segments.filter(isStated).flatMap(s =>
      pointing.in(words, s.from, s.to).flatMap(f => {
        let at = f.to
        while (at < s.to && leading.in(words, at, at + 1).length > 0) at++
        return others.in(words, at, s.to).some(o => o.from === at) ? [f.from] : []
      }),
    )
  return (told, text) => {
    const elsewhere = ofOthers(text)
    const isOf = (m: Mention): boolean => m.hasVersion && (m.bearing === 'has' || m.bearing === 'unclear')
    const end = (m: Mention): number => wordAt(m.start + m.said.length - 1, text)
    const mentions =
      elsewhere.length === 0
        ? told
        : told.map((m): Mention => {
            const said = told.filter(o => isOf(o) && o.product === m.product)
            const isLast = elsewhere.some(at => said.findLast(o => end(o) < at) === m)
            const isReplaced = said.some(o => excludes(o, m) && elsewhere.some(at => end(m) < at && at < end(o)))
            return isLast && isReplaced ? { ...m, bearing: 'elsewhere' } : m
          })
    const claims = mentions.filter(m => m.hasVersion && (m.bearing === 'has' || m.bearing === 'unclear'))
    const isTwice = claims.some(m => claims.some(o => excludes(o, m)))
    if (!isTwice) return mentions
    const marks = text.segments
      .flatMap(s =>
        isStated(s)
          ? [...taking.in(text.words, s.from, s.to), ...verdictsIn(s, text)]
          : askingBack.in(text.words, s.from, s.to),
      )
      .toSorted((a, b) => a.from - b.from)
      .filter(f => !f.denied || text.negations.has(f.from - 1))
    const placeOf = (m: Mention): number => wordAt(m.start + m.said.length - 1, text)
    const [first] = marks
    if (!first) return mentions
    /** What stands behind the words that take back is what there is; a list of what is not there stands behind them, too. */
    const isNew = (m: Mention): boolean =>
      marks.some(f => placeOf(m) >= f.to) && (m.bearing === 'has' || (m.bearing === 'unclear' && m.isGuessed !== true))
    const last = marks.at(-1) ?? first
    const sure = claims.filter(m => isNew(m))
    const isOld = (m: Mention): boolean =>
      placeOf(m) < last.from &&
      sure.some(s => excludes(s, m) && marks.some(f => placeOf(m) < f.from && f.to <= placeOf(s)) && !isApart(s, m))
    const old = claims.filter(isOld)
    return mentions.map((m): Mention => {
      if (old.includes(m)) return { ...m, bearing: 'not-now' }
      // "I misread that: RU9, not RU2."
      return m.bearing === 'unclear' && sure.includes(m) && old.some(o => excludes(o, m)) ? { ...m, bearing: 'has' } : m
    })
  }
}

/** In words: "but wrong", "that's not true". */
const LONGEST_VERDICT = 3

const excludes = (a: Mention, b: Mention): boolean => a.product === b.product && !overlaps(a.ranges, b.ranges)

/** Of two machines that have names each has its own. */
const isApart = (a: Mention, b: Mention): boolean =>
  a.machine !== undefined && b.machine !== undefined && a.machine !== b.machine

/** "I was wrong about 2008". */
export const isWrongAbout = (before: number, { from }: Segment, is: Is, { beside, wrong }: Lists): boolean =>
  (is(beside, before) && before > from && is(wrong, before - 1)) || is(wrong, before)

/** "SP1 was wrong", "2008 is a mistake". */
export const isCalledWrong = (end: number, { to }: Segment, at: At, lists: Lists): boolean => {
  for (let place = end; place < Math.min(to, end + VERDICT_REACH); place++) {
    const verdict = at(lists.wrong, place)
    const verb = at(lists.being, end) ?? at(lists.had, end)
    if (verdict && (verdict.from === end || (verb && verdict.from <= verb.to + 1))) return true
  }
  return false
}

/** In words: "was of course a mistake". */
const VERDICT_REACH = 6
