import { isErrorCode } from '../../words/index.ts'
import { isDenied, isDeniedInside } from '../sentences/negations.ts'
import { type Segment, type SegmentedText, segmentAt } from '../sentences/segments.ts'
import type { Told } from './kind-phrases.ts'
import type { Phrases } from './phrases/phrases.ts'

/** A kind of trouble as a part of a text tells it. */
export interface FoundKind {
  readonly told: Told
  readonly denied: boolean
  /** It is told by denying something: "does not start". */
  readonly byDenial: boolean
  readonly at: number | undefined
  /** What stands for all that might happen is denied: "nothing is printed". */
  readonly isOfNothing: boolean
}

/** What a part of a text says to go wrong, or not to; of a person's message, also by no more than an error's code. */
export const kindsIn = (
  segment: Segment,
  text: SegmentedText,
  phrases: Phrases,
  isOfPerson: boolean,
): readonly FoundKind[] => {
  const found = phrases.kindsIn(segment, text)
  const { isFronted: isFrontedBy, isNothingAt, verbAt } = phrases.denials
  if (found.length === 0) {
    const nothing = phrases.nothingIn(segment, text)
    return nothing.length > 0
      ? nothing.map(kind => ({ told: { kind }, denied: false, byDenial: true, at: undefined, isOfNothing: false }))
      : isOfPerson
        ? codeIn(segment, text, phrases)
        : []
  }
  return found.map((f, n) => {
    const before = found[n - 1]
    // "Not start and crashes": the negation belongs to the first of them.
    const since = before?.denied ? before.to : segment.from
    // "Crashes: none."
    const isAnswered = f.to === segment.to - 1 && text.negations.has(f.to)
    const isFronted = n === 0 && isFrontedBy(f, segment, text.words)
    const isBefore = isDenied(verbAt(f, since, text.words), since, text.negations)
    const isDeniedHere = !f.denied && (isAnswered || isFronted || isBefore !== isDeniedInside(f, text))
    return {
      told: f.value,
      at: f.from,
      byDenial: f.denied,
      isOfNothing: f.denied && isNothingAt(verbAt(f, since, text.words) - 1, text.words),
      // "What do I do so that it does not crash?": it does.
      denied: f.from < segment.wantedFrom && isDeniedHere !== (f.value.isNotSo === true),
    }
  })
}

/** "0x8007000E out of Advise", "E_FAIL when it opens the store": who names the code of an error beside a thing has it there. */
const codeIn = (segment: Segment, text: SegmentedText, phrases: Phrases): readonly FoundKind[] => {
  const { from, to } = segment
  const { words, negations } = text
  const next = segmentAt(to, text)
  const isBeside = (s: Segment): boolean => phrases.thingsIn(s, text).length > 0
  const isAtMoment = next?.sentence === segment.sentence && next.opener !== undefined && isBeside(next)
  if (!isBeside(segment) && !isAtMoment) return []
  const at = words.slice(from, to).findIndex(w => isErrorCode(w.word)) + from
  return at < from
    ? []
    : [{ told: { kind: ERROR }, denied: isDenied(at, from, negations), byDenial: false, at, isOfNothing: false }]
}
const ERROR = 'error'
