import type { PhraseFinder } from '../../words/index.ts'
import type { SegmentedText } from '../sentences/segments.ts'

/**
 * What a text says of a version that it mentions. Only what a rule licenses is a fact about the system in question; what
 * no rule licenses is unclear, and decides nothing.
 */
export type Standing =
  /** The system in question has it now. */
  | { readonly kind: 'has'; readonly licence: Licence }
  /** It was so before. */
  | { readonly kind: 'past' }
  /** It is not so: "it is not 2008", "2008 is wrong". */
  | { readonly kind: 'denied' }
  /** Another machine has it. */
  | { readonly kind: 'elsewhere' }
  /** Asked, planned, supposed, or reported. */
  | { readonly kind: 'not-now' }
  /** Nothing says whose it is; or somebody only guesses at it. */
  | { readonly kind: 'unclear'; readonly isGuessed?: boolean }

/** Why a version counts as said. */
export type Licence =
  /** Nothing stands before it in its part of the sentence: "E2K7 SP1 RU3 / W2K8". */
  | 'bare'
  /** "Our Exchange 2007 server": claims it whatever else is said. */
  | 'ours'
  /** "We have", "it runs", "is". */
  | 'having'
  /** "Fails on …", "with …". */
  | 'beside'
  /** "Moved to …". */
  | 'moved'
  /** "Mailbox server: …". */
  | 'machine'
  /** A trouble, or the thing that it befalls, stands right before it: "no events E2K7". */
  | 'trouble'
  /** What was asked, or printed by a tool. */
  | 'answer'

/** Places of the words that versions and their pieces take up. */
type Taken = ReadonlySet<number>

interface StandingContext {
  /** It was asked for, or a tool printed it. */
  readonly isAnswer: boolean
  /** The whole text only supposes: is that article right for …? */
  readonly supposes: boolean
  /** A word of the name of a machine. */
  readonly isMachine: (word: number) => boolean
  readonly isTrouble: (word: number) => boolean
  /** A sign before it adds it to what stands before: "… + Exchange 2010". */
  readonly isAdded: (word: number) => boolean
  /** A word of a service pack or an update. */
  readonly isPiece: (word: number) => boolean
  /** A word that tells what goes wrong, and no thing alone. */
  readonly isKind: (word: number) => boolean
  /** A word with which a label ends: "Product: …". */
  readonly isLabel: (word: number) => boolean
  /** A tool that prints versions of this product. */
  readonly isTool: (word: number) => boolean
  /** A number behind a name: another product with its version, "Unity 7". */
  readonly isProduct: (word: number) => boolean
  /** Words that mean another machine where this product is meant, and those that mean its own. */
  readonly elsewhere: PhraseFinder<string>
  readonly home: PhraseFinder<string>
}

export type ReadStanding = (
  /** Places of its first word, and behind its last. */
  word: number,
  end: number,
  read: SegmentedText,
  taken: Taken,
  context: StandingContext,
) => Standing
