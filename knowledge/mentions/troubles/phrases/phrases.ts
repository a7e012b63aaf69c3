import type { Found } from '../../../words/index.ts'
import type { Denials } from '../../sentences/negations.ts'
import type { Segment, SegmentedText } from '../../sentences/segments.ts'
import type { Told } from '../kind-phrases.ts'

/** What stands beside a trouble in its part of the sentence. */
export interface Beside {
  /** Each with the groups that it is one of. */
  readonly things: readonly (readonly string[])[]
  /** Of those, that sharing shows little. */
  readonly broad: readonly string[]
  /** The other telling words, as stems; words of half of all problems left out. */
  readonly words: readonly string[]
  /** The same with those. */
  readonly everything: readonly string[]
}

export const NOTHING: Beside = { things: [], broad: [], words: [], everything: [] }

/** The lexicon's phrases, ready to be found. */
export interface Phrases {
  /** Those that are really there: "not arrive" is found in "arrives" only where something denies it. */
  readonly kindsIn: (segment: Segment, text: SegmentedText) => readonly Found<Told>[]
  /** How it is told what is denied. */
  readonly denials: Denials
  /** "When mail comes in": then what waits for it ought to do something. */
  readonly comesIn: (segment: Segment, text: SegmentedText) => boolean
  /** The kinds that "no callbacks" means. */
  readonly absentKinds: readonly string[]
  readonly thingsIn: (segment: Segment, text: SegmentedText) => readonly Found<readonly string[]>[]
  /** The kind of "no callbacks": a thing right behind a negation. */
  readonly nothingIn: (segment: Segment, text: SegmentedText) => readonly string[]
  /** Up to "since": "it comes late since the mailboxes moved" does not befall the move. */
  readonly untilSince: (segment: Segment, text: SegmentedText) => Segment
  readonly besideIn: (segment: Segment, text: SegmentedText) => Beside
  /** What has no part in it: "no add-ins", "MAPI is not involved". */
  readonly withoutIn: (segment: Segment, text: SegmentedText) => Beside
  /** With the thing that a kind of trouble implies, unless it is named, or one of its kind. */
  readonly withImplied: (beside: Beside, told: Told) => Beside
  /** Of the things beside a trouble, those that are moments. */
  readonly momentsIn: (beside: Beside) => readonly string[]
  /** "For the mailboxes on B it is deaf": what is named there is not what that is said of. */
  readonly isOfIt: (segment: Segment, text: SegmentedText) => boolean
  /** "This", "they": what it is about was named before. */
  readonly pointsIn: (segment: Segment, text: SegmentedText) => boolean
  /** "Over MAPI": it tells by what way something is done. */
  readonly isWay: (thing: Found<readonly string[]>, text: SegmentedText) => boolean
  /** With the things that the parts of their name make together: "MAPI" and "notification". */
  readonly withWhole: (beside: Beside, all: ReadonlySet<string>) => Beside
}
