import { overlaps } from '../../catalog/index.ts'
import { type Grammar, type PhraseFinder, phraseFinder } from '../../words/index.ts'
import type { Mention } from '../mentions.ts'
import { type Segment, type SegmentedText, segmentAt, wordAt } from '../sentences/segments.ts'

interface UsedText {
  readonly segmented: SegmentedText
  /** Places of the words of versions. */
  readonly told: ReadonlySet<number>
  /** True when the text takes back what was said before. */
  readonly corrects: boolean
}

/**
 * True for the version of a machine that is there for something else: "the 2008 one only has the website", where another
 * version is told as well; and, in what corrects what was said, for that of any machine beside the one that is told to hold
 * the mailboxes: "the mailbox server is 2003, on the 2008 machine our program runs".
 */
export type HasOtherUse = (m: Mention, all: readonly Mention[], text: UsedText) => boolean

export const otherUseReader = (grammar: Grammar): HasOtherUse => {
  const kinds = phraseFinder([...grammar['machine-words'], ...grammar['machine-pronouns']], { nouns: true })
  const pronouns = phraseFinder(grammar['machine-pronouns'])
  const glue = phraseFinder([...grammar.beside, ...grammar.having, ...grammar.articles])
  const uses = phraseFinder(grammar['machine-sole-uses'])
  const holding = phraseFinder(grammar['machine-holding-mail'])
  const failing = phraseFinder([...grammar['machine-failing'], ...grammar.singling.filter(s => !POINTING.has(s))])
  return (m, all, { segmented, told, corrects }) => {
    const { words } = segmented
    const isIn = (list: PhraseFinder<string>, from: number, to: number): boolean =>
      from >= 0 && from < to && list.in(words, from, to).length > 0
    const placeOf = (o: Mention): Place | undefined => {
      const [from, to] = [wordAt(o.start, segmented), wordAt(o.start + o.said.length - 1, segmented) + 1]
      const part = segmentAt(from, segmented)
      return part && { part, from, to: Math.min(to, part.to) }
    }
    const holdsMail = (o: Mention): boolean => {
      const place = placeOf(o)
      return place !== undefined && isIn(holding, place.part.from, place.from)
    }
    const others = all.filter(o => o !== m && o.hasVersion && o.bearing === 'has' && excludes(o, m))
    const place = placeOf(m)
    if (others.length === 0 || place === undefined || isIn(failing, place.part.from, place.part.to)) return false
    const { part, from, to } = place
    // "The one with RU2", "the 2008 one".
    let one = from - 1
    while (one >= part.from && isIn(glue, one, one + 1)) one--
    const isMachine = isIn(kinds, to, Math.min(to + 1, part.to)) || isIn(kinds, to - 1, to)
    if (!isMachine && !(one < from - 1 && isIn(pronouns, one, one + 1))) return false
    if (isIn(holding, part.from, from) || isIn(holding, to + 1, part.to)) return false
    const hasVersion = words.some((_, at) => at >= to && at < part.to && told.has(at))
    const isSole = uses.in(words, to, part.to).some(f => f.to < part.to)
    return (isSole && !hasVersion) || (corrects && others.some(holdsMail))
  }
}

/** Of what singles a machine out, what also points to any: "the one with RU2". */
const POINTING: ReadonlySet<string> = new Set(['only', 'the one', 'that one'])

interface Place {
  readonly part: Segment
  readonly from: number
  readonly to: number
}

const excludes = (a: Mention, b: Mention): boolean => a.product === b.product && !overlaps(a.ranges, b.ranges)
