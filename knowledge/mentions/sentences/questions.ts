import type { PhraseFinder, TextWord } from '../../words/index.ts'
import type { Cut } from './cuts.ts'
import type { Finders } from './finders.ts'
import type { Segment } from './segments.ts'

/** Behind all words. */
const NEVER = Number.POSITIVE_INFINITY

/** From which word on a sentence asks; `presumes`: for the reason of what is so. */
export interface AskedFrom {
  readonly from: number
  readonly presumes: boolean
  /** True for "what", "how", where no yes or no will do, and for who looks for a way. */
  readonly how: boolean
  /** True where the sentence tells what is wanted: "what makes it come?". */
  readonly wants: boolean
}

export const NOTHING_ASKED: AskedFrom = { from: NEVER, presumes: false, how: false, wants: false }

/**
 * Where the question of a sentence begins: at a part that opens like one, and what follows it up to the mark; in a marked
 * sentence that nothing opens, at its last part.
 */
export const askedFrom = (sentence: readonly Cut[], words: readonly TextWord[], finders: Finders): AskedFrom => {
  const opens = (c: Cut): boolean => {
    const at = (finder: PhraseFinder<string>): boolean => finder.in(words, c.from, c.to).some(f => f.from === c.from)
    return (
      c.opener === undefined &&
      ((c.isFirst && at(finders.asking) && !at(finders.telling) && !isCleft(c, words, finders)) ||
        (c.marked && (at(finders.asking) || at(finders.askingMarked))))
    )
  }
  const last = sentence.at(-1)
  const opened = sentence.find(opens)
  const first = opened ?? (last?.marked ? last : undefined)
  const from = first?.from ?? sentence[0]?.from ?? 0
  const isIn = (finder: PhraseFinder<string>): boolean => finder.in(words, from, last?.to).length > 0
  if (!first) return { ...NOTHING_ASKED, how: isIn(finders.seeking) }
  // "Exchange 2003: what do I set so that …?" opens with a name.
  const earliest = opened ? from : (sentence[0]?.from ?? from)
  const how = finders.askingHow.in(words, earliest, last?.to).some(f => f.from <= from)
  const presuming = finders.presuming.in(words, from, last?.to)
  // "Would that explain that …?": nothing is doubted by that.
  const isDoubted = finders.doubting
    .in(words, from, last?.to)
    .some(d => !presuming.some(p => p.from <= d.from && d.to <= p.to))
  const isForCure = seeksCure(from, last?.to ?? from, words, finders)
  const presumes = (presuming.length > 0 || isIn(finders.mending) || isForCure) && !isDoubted
  return { from, presumes, how, wants: how && isIn(finders.wanting) }
}

/** "Is there a known fix for the crash on SP2?": whoever looks for a cure has what it is for. */
const seeksCure = (from: number, to: number, words: readonly TextWord[], finders: Finders): boolean =>
  finders.askingForCure
    .in(words, from, to)
    .filter(f => f.from === from)
    .flatMap(f => finders.cures.in(words, f.to, Math.min(to, f.to + CURE_REACH)))
    .some(cure => finders.curing.in(words, cure.to, Math.min(to, cure.to + CURE_REACH)).length > 0)

/** In words: "is there already a known …", "which rollup do we need for …". */
const CURE_REACH = 4

/** "What it was upgraded to is Server 2008": who asks puts the verb first, and ends with a mark. */
const isCleft = ({ from, to, marked }: Cut, words: readonly TextWord[], finders: Finders): boolean => {
  const what = finders.cleft.in(words, from, to).find(f => f.from === from)
  if (marked || what === undefined || finders.verbsFirst.in(words, what.to, to).some(f => f.from === what.to))
    return false
  // "What we need is SP2."
  const isWanted = finders.planningTo.in(words, what.to, to).length > 0
  return !isWanted && finders.being.in(words, what.to + 1, to).length > 0
}

/** "What do I install so that it gets its events?", "we need it to be told again": whoever wants it has it not. */
export const wantedFrom = (
  { from, to }: Cut,
  asked: AskedFrom,
  words: readonly TextWord[],
  finders: Finders,
): number => {
  const lastIn = (finder: PhraseFinder<string>): number => finder.in(words, from, to).at(-1)?.to ?? NEVER
  if (asked.how) return lastIn(finders.wanting)
  return finders.again.in(words, from, to).length > 0 ? lastIn(finders.wantingAgain) : NEVER
}

/** "Which update makes 2007 (with RU2) send them?": behind brackets the same goes on. */
export const behindBrackets = (s: Segment, before: readonly Segment[]): Segment => {
  if (s.opener !== undefined || s.isBracketed || before.at(-1)?.isBracketed !== true || !s.wants) return s
  const opened = before.findLast(b => !b.isBracketed)
  const goesOn = opened?.sentence === s.sentence && Number.isFinite(opened.wantedFrom)
  return goesOn ? { ...s, wantedFrom: s.from, presumes: true } : s
}
