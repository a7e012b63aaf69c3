import type { Ranges } from './catalog/index.ts'
import type { Aspect } from './words/index.ts'

/** What a named part of an article is for. `other` keeps its own heading. */
export type SectionKind =
  | 'symptoms'
  | 'cause'
  | 'resolution'
  | 'workaround'
  | 'before'
  | 'status'
  | 'summary'
  | 'more-information'
  | 'applies-to'
  | 'references'
  | 'other'

/** One paragraph, list item or command of a section. `depth` is 0 for a paragraph, 1 for a list item, 2 for one below it. */
export interface Block {
  readonly kind: 'paragraph' | 'item' | 'step' | 'code' | 'heading'
  readonly depth: number
  readonly text: string
  /** 1-based line in the file. */
  readonly line: number
  /** What of the text is written as code: commands, names of files. */
  readonly code?: readonly string[]
}

export interface Section {
  readonly kind: SectionKind
  readonly heading: string
  readonly line: number
  readonly blocks: readonly Block[]
}

export interface Link {
  readonly text: string
  readonly url: string
  readonly line: number
}

/** Where in an article something is said, so that every conclusion can be shown. */
export interface Quote {
  readonly section: SectionKind | 'title' | 'front-matter'
  readonly text: string
  readonly line: number
}

/**
 * What an article says about one product: which versions have the problem, from where on it is fixed, where it is
 * said to work. A fact about that product is judged against it (see applicability.ts).
 */
export interface Condition {
  /** A product's id in the catalog, such as `exchange-server`. */
  readonly facet: string
  readonly affected: Ranges
  readonly fixed?: Ranges
  /** The first release with the fix; several where it was fixed in several branches. */
  readonly fixedIn?: readonly Ranges[]
  readonly works?: Ranges
  readonly quote: Quote
  readonly worksQuote?: Quote
}

/**
 * What must be so beside the versions for an article to be the right one, and that a person may tell or deny: "Windows was
 * upgraded in place", "NAT stands between client and server".
 */
export interface Circumstance {
  /** For people, one sentence. */
  readonly that: string
  /** How it is told that it is so, and that it is otherwise: phrases, found by the stems of their words. */
  readonly said: readonly string[]
  readonly instead: readonly string[]
  /** Without it nobody has this trouble: the article is not recommended before it was told. */
  readonly needed?: boolean
  /**
   * In what the cause lies, where that is the circumstance: it is otherwise for whom it goes well with another one of anything
   * else ("with another user", of a cause in the server), or is the same with each of these.
   */
  readonly liesIn?: readonly Aspect[]
}

/**
 * One version of one product that "applies to" lists: "Microsoft Exchange Server, versions 4.0, 5.0, 5.5" is three of
 * them. For a product that the catalog does not know it is all there is to compare.
 */
export interface ListedProduct {
  /** Without its version: "Microsoft Exchange Server". */
  readonly name: string
  /** "5.5", "2007 Service Pack 1"; undefined when the article names none. */
  readonly version: string | undefined
}

/**
 * Something that goes wrong, or goes well: its kind, what it befalls, and when. Read of articles and messages alike; plain
 * data, without the words' language.
 */
export interface Trouble {
  /** One of the lexicon's kinds, or one of the reader's own: `WORKS`, `NAMED`, `CAUSE` and so on. */
  readonly kind: string
  /** The things that stand beside it: each a group of the lexicon, and behind it those that it is one of. */
  readonly things: readonly (readonly string[])[]
  /** Of those, that stand in so many problems that sharing them shows little. */
  readonly broad: readonly string[]
  /** The other telling words beside it, as stems. */
  readonly words: readonly string[]
  /** The same of the moment at which it happens; empty when none is told. */
  readonly occasion: readonly string[]
  /** The part of the sentence that tells it, as a person wrote it; not kept of articles. */
  readonly said?: string
  /** `claimed`: it is so now, for all. `named`: no trouble at all. Else why it does not count. */
  readonly standing:
    | 'claimed'
    | 'named'
    | 'denied'
    | 'over'
    | 'asked'
    | 'supposed'
    | 'reported'
    | 'planned'
    | 'one-of-many'
}

/** Kinds of the reader's own: something goes well; something is only asked, without a trouble. */
export const WORKS = 'works'
export const QUESTION = 'question'
/** A thing that a system may have has no part in it: "no add-ins loaded". */
export const WITHOUT = 'without'
/** Things that a person's message is about, wherever they stand in it: a trouble told without its thing may befall them. */
export const NAMED = 'named'
/** A thing is switched on, or off: no trouble, but whose article is about the opposite has another one. */
export const SWITCHED_ON = 'switched-on'
export const SWITCHED_OFF = 'switched-off'
/** What was told before happened once, and never again. */
export const ONCE = 'once'
/** It is the same with these things, or with all: whose article says that they go well has another trouble. */
export const ALSO = 'also'
export const EVERYWHERE = 'everywhere'
/** All of it goes well but this part: whose article speaks of no such part has another trouble. `occasion`: things named beside it. */
export const ONLY = 'only'
/** The cause that a person found or names, with what tells it; `reported`: what a tool shows. Empty: the person's own program is new. */
export const CAUSE = 'cause'
/** What was done to something when it went well: "with the scanner unloaded they arrive". */
export const RELIEF = 'relief'
/** A step of a program is done, or fails: "Advise succeeds". */
export const STEP_DONE = 'step-done'
export const STEP_FAILED = 'step-failed'

/** All of these: none is a trouble by itself. */
export const OWN_KINDS: ReadonlySet<string> = new Set([
  WORKS,
  QUESTION,
  WITHOUT,
  NAMED,
  SWITCHED_ON,
  SWITCHED_OFF,
  ALSO,
  EVERYWHERE,
  ONLY,
  CAUSE,
  RELIEF,
  STEP_DONE,
  STEP_FAILED,
  ONCE,
])

const OPPOSITES: Readonly<Record<string, string>> = {
  [SWITCHED_ON]: SWITCHED_OFF,
  [SWITCHED_OFF]: SWITCHED_ON,
  [STEP_DONE]: STEP_FAILED,
  [STEP_FAILED]: STEP_DONE,
}

/** They befall the same thing, called by the same name. */
export const sharesThing = (a: Trouble, b: Trouble): boolean =>
  a.things.some(([own]) => b.things.some(([thing]) => thing === own))

/** Both cannot be so of the same thing: it is switched on, and off. */
export const isOppositeOf = (a: Trouble, b: Trouble): boolean => OPPOSITES[a.kind] === b.kind && sharesThing(a, b)

/** A trouble that somebody has now. */
export const isClaimed = (t: Trouble): boolean => t.standing === 'claimed' && !OWN_KINDS.has(t.kind)

/** What has to be known of an article to say whether it may be the right one. */
export interface ArticleHead {
  /** `KB951251`; the form in which it is cited. */
  readonly id: string
  readonly title: string
  /** Address of the original; undefined when the text names none. */
  readonly source: string | undefined
  /** ISO date of the last review. */
  readonly reviewed: string | undefined
  readonly revision: string | undefined
  readonly file: string
  /** One product with its version a line, as written. */
  readonly appliesTo: readonly string[]
  /** The same, product and each version apart. */
  readonly products: readonly ListedProduct[]
  /** Those lines of it that name no product of the catalog. */
  readonly otherProducts: readonly string[]
  /**
   * The products of "applies to" are alternatives, as support articles mean them: one of them is enough. In our own
   * layout each product that is listed is a condition, or `either` of them is: whoever has another version of one is asked
   * about the other.
   */
  readonly productsAre: 'alternatives' | 'conditions' | 'either'
  /** The layout that it was written in, such as `markdown`. */
  readonly layout: string
  readonly keywords: readonly string[]
  readonly related: readonly string[]
  /** What a person sees, in one sentence: offered as an answer to "which comes closest?". */
  readonly symptom: string
  /** What else people call it, in their own words: the author's list. */
  readonly askedAs: readonly string[]
  readonly circumstances: readonly Circumstance[]
  /** Error codes and events that it is about: named in its title or its symptoms, each in one writing. */
  readonly codes: readonly string[]
  /** How many words of the title say something, versions left out. */
  readonly titleWords: number
  readonly conditions: readonly Condition[]
  /** What goes wrong by its title and symptoms: `claimed`, or `one-of-many` where it says that others are spared. */
  readonly troubles: readonly Trouble[]
  /** What goes well by the same: "Outlook Web App shows them". */
  readonly well: readonly Trouble[]
}

/** What an article tells people, as lines that can be shown: concluded once, when it is read. */
export interface Guidance {
  /** What happens and why, in two sentences. */
  readonly summary: string
  /** What to do: the resolution, else the workaround, else what else tells it. Behind a line break: what belongs to the line. */
  readonly steps: readonly string[]
  /** What to check before. */
  readonly before: readonly string[]
  /** What helps until then; nothing when it is the remedy itself. */
  readonly workaround: readonly string[]
  readonly more: readonly string[]
  /** How these lines stand: one letter a line, `s` a numbered step, `i` an item of a list, `t` words of their own. */
  readonly marks: { readonly steps: string; readonly workaround: string }
  /** True when no part of the article tells what to do, and `steps` are what else it says. */
  readonly onlyTells: boolean
  /** Sub-headings with which some of these lines begin: each opens a way of its own, "Method 2: Pull the string." */
  readonly ways: readonly string[]
  /** What of these lines is written as code, each once: shown so that it can be told apart and copied. */
  readonly code: readonly string[]
}

/** A known problem and its remedy. */
export interface Article extends ArticleHead {
  readonly guidance: Guidance
  readonly sections: readonly Section[]
  readonly links: readonly Link[]
}
