import { isDenied, isDeniedInside } from '../sentences/negations.ts'
import type { Segment, SegmentedText } from '../sentences/segments.ts'
import type { Phrases, Told } from './beside.ts'

/** A kind of trouble as a part of a text tells it. */
export interface FoundKind {
  readonly told: Told
  readonly denied: boolean
  /** It is told by denying something: "does not start". */
  readonly byDenial: boolean
  readonly at: number | undefined
}

/** What a part of a text says to go wrong, or not to. */
export const kindsIn = (segment: Segment, text: SegmentedText, phrases: Phrases): readonly FoundKind[] => {
  const found = phrases.kindsIn(segment, text)
  if (found.length === 0)
    return phrases
      .nothingIn(segment, text)
      .map(kind => ({ told: { kind }, denied: false, byDenial: true, at: undefined }))
  return found.map((f, n) => {
    const before = found[n - 1]
    // "Not start and crashes": the negation belongs to the first of them.
    const since = before?.denied ? before.to : segment.from
    // "Crashes: none."
    const isAnswered = f.to === segment.to - 1 && text.negations.has(f.to)
    const isDeniedHere =
      !f.denied && (isAnswered || isDenied(f.from, since, text.negations) !== isDeniedInside(f, text))
    return {
      told: f.value,
      at: f.from,
      byDenial: f.denied,
      // "What do I do so that it does not crash?": it does.
      denied: f.from < segment.wantedFrom && isDeniedHere !== (f.value.isNotSo === true),
    }
  })
}
