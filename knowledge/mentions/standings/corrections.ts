import { overlaps } from '../../catalog/index.ts'
import { type Grammar, phraseFinder } from '../../words/index.ts'
import type { Mention } from '../mentions.ts'
import { isStated, type SegmentedText, wordAt } from '../sentences/segments.ts'

/** Marks what the same message takes back: "Server 2008 … hm, I had it wrong: the logon screen says 2003". */
export type WithCorrections = (mentions: readonly Mention[], text: SegmentedText) => readonly Mention[]

export const correctionReader = (grammar: Grammar): WithCorrections => {
  const taking = phraseFinder(grammar['taking-back'], { literal: true })
  const askingBack = phraseFinder(grammar['asking-back'], { literal: true })
  return (mentions, text) => {
    const claims = mentions.filter(m => m.hasVersion && (m.bearing === 'has' || m.bearing === 'unclear'))
    const isTwice = claims.some(m => claims.some(o => excludes(o, m)))
    if (!isTwice) return mentions
    const marks = text.segments
      .flatMap(s => (isStated(s) ? taking : askingBack).in(text.words, s.from, s.to))
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

const excludes = (a: Mention, b: Mention): boolean => a.product === b.product && !overlaps(a.ranges, b.ranges)

/** Of two machines that have names each has its own. */
const isApart = (a: Mention, b: Mention): boolean =>
  a.machine !== undefined && b.machine !== undefined && a.machine !== b.machine
