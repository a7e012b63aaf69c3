import { type Alternative, type Fact, isOppositeOf, type Ranges, type Trouble } from '../knowledge/index.ts'

/**
 * Everything remembered of a conversation: what was said, and the question that waits. Plain data with a version, and ids
 * instead of sentences; which articles are in question is worked out anew each turn, so new knowledge or another wording
 * changes nothing that is stored. What older releases have kept is read by restore.ts.
 */
export interface State {
  readonly version: 2
  /** What the person wrote about the problem, oldest first; bounded by `MAX_SAID`. */
  readonly said: readonly string[]
  /** The same as it was written, versions and all, for whoever takes the case over; bounded by `MOST_WRITTEN`. */
  readonly wrote: readonly string[]
  readonly facts: readonly Fact[]
  /** What goes wrong by what was written, oldest first; at most `MOST_TROUBLES`. */
  readonly troubles: readonly Trouble[]
  /** The name of the machine that the versions are of, where machines have names. */
  readonly machine: string | undefined
  /** The systems that were told apart, in order: another of them may turn out to be meant. At most `MOST_SYSTEMS`. */
  readonly systems: readonly Alternative[]
  /** The symptom that the person chose as closest, by article. */
  readonly chosen: string | undefined
  /** Articles whose symptoms were offered and not chosen. */
  readonly denied: readonly string[]
  /** Articles that were tried and did not help. */
  readonly tried: readonly string[]
  /** Asked for by its number: the conversation is about this article alone. */
  readonly focus: string | undefined
  /** The article recommended last. */
  readonly recommended: string | undefined
  /** The same, also when it has solved the problem: of that one people may want to hear. */
  readonly advised: string | undefined
  /** The article that was told of last, recommended or not: what is asked of "it" is asked of that one. */
  readonly shown: string | undefined
  /** What the person was told once, by id: articles that do not apply, and unsupported combinations. */
  readonly told: readonly string[]
  /** Ids of impossible combinations that the person has confirmed all the same. */
  readonly confirmed: readonly string[]
  /** What was asked about, in order: a facet, or the kind of question. */
  readonly asked: readonly string[]
  /** Other problems that were told in one message with this one, in the person's words; at most `MOST_WAITING`. */
  readonly waiting: readonly string[]
  readonly pending: Pending | undefined
  /** The question that was answered last: "why do you ask?" may still mean it. */
  readonly answered: Pending | undefined
  /** Articles that were listed as what else it could be, so that no list is told twice. */
  readonly listed: readonly string[]
  /** What was said in the last turn and can be said another way, as numbers of its words. */
  readonly spoke: readonly number[]
  /** Problems that were put aside for another one, the newest last; at most `MOST_EARLIER`. */
  readonly earlier: readonly Earlier[]
}

/** What is kept of a problem that was put aside, so that it can be taken up again. */
export type Earlier = Pick<
  State,
  'said' | 'wrote' | 'troubles' | 'chosen' | 'denied' | 'tried' | 'focus' | 'recommended'
>

/** The question that waits for an answer: what it asks and what can be chosen. Its words are made when it is said. */
export type Pending =
  | VersionPending
  | SymptomPending
  | ProductPending
  | ContradictionPending
  | CorrectPending
  | MentionPending
  | ReadingPending
  | WaitingPending
  | WhichPending
  | CheckPending
  | TopicPending
  | ForgetPending
  | OpenPending

export interface VersionPending {
  readonly kind: 'version'
  readonly facet: string
  /** Other products that the articles in question are about. */
  readonly beside: readonly string[]
  readonly options: readonly VersionOption[]
}

export interface VersionOption {
  readonly ranges: Ranges
  /** True for "another version": what none of the others has. */
  readonly isRest: boolean
}

/** Which of these articles' symptoms is seen? */
export interface SymptomPending {
  readonly kind: 'symptom'
  readonly articles: readonly string[]
}

/** Which of the products that the articles list? As the articles write them. */
export interface ProductPending {
  readonly kind: 'product'
  readonly products: readonly string[]
}

/** Which of the facts that cannot be together is not right? */
export interface ContradictionPending {
  readonly kind: 'contradiction'
  readonly conflict: string
  readonly facets: readonly string[]
}

/** "Which of these is not right?": versions that are known, by product. */
export interface CorrectPending {
  readonly kind: 'correct'
  readonly facets: readonly string[]
}

/** "You mention Windows Server 2003. Does the mailbox server run it?": what was said leaves open whose it is. */
export interface MentionPending {
  readonly kind: 'mention'
  readonly facet: string
  readonly ranges: Ranges
}

/** "I read in your message: … Is that what it runs?": versions in a text whose words nobody here can read. */
export interface ReadingPending {
  readonly kind: 'reading'
  readonly versions: readonly { readonly facet: string; readonly ranges: Ranges; readonly cannotTell?: string }[]
}

/** "Shall I look at that now?", the first of what waits. */
export interface WaitingPending {
  readonly kind: 'waiting'
}

/** "You mention 2007 SP1 RU3 and RU8. Which one has the trouble?" */
export interface WhichPending {
  readonly kind: 'which'
  readonly options: readonly Alternative[]
}

/** "KB951251: shall I check whether it applies?" */
export interface CheckPending {
  readonly kind: 'check'
  readonly article: string
}

/** "Is this a new problem?": something else was told while an advice stands. */
export interface TopicPending {
  readonly kind: 'topic'
  readonly said: string
}

/** "Shall I delete all that you told me?" `before`: the question that waits behind it. */
export interface ForgetPending {
  readonly kind: 'forget'
  readonly before: Exclude<Pending, ForgetPending> | undefined
}

/** In the person's own words: what goes wrong, what else is seen, what is left after an article helped partly. */
export interface OpenPending {
  readonly kind: 'description' | 'more' | 'rest'
}

/** Characters of description that are kept; the newest stay. */
export const MAX_SAID = 2000

export const freshState: State = {
  version: 2,
  said: [],
  wrote: [],
  facts: [],
  troubles: [],
  machine: undefined,
  systems: [],
  chosen: undefined,
  denied: [],
  tried: [],
  focus: undefined,
  recommended: undefined,
  advised: undefined,
  shown: undefined,
  told: [],
  confirmed: [],
  asked: [],
  waiting: [],
  pending: undefined,
  answered: undefined,
  listed: [],
  spoke: [],
  earlier: [],
}

/** Troubles of more sentences are not kept; the newest stay. */
const MOST_TROUBLES = 24

/** In characters. */
const MOST_WRITTEN = 2000

/** Adds a description, what it says of troubles, and how it was written; the oldest go when it becomes too long. */
export const withSaid = (
  state: State,
  text: string,
  troubles: readonly Trouble[] = [],
  wrote: string = text,
): State => {
  const said = bounded([...state.said, text], MAX_SAID)
  const written = bounded([...state.wrote, wrote], MOST_WRITTEN)
  // "Sorry, it is cleared": then it is not ticked, as was told before.
  // "Once it is delivered the program shows it at once": then it is not late, as was told before.
  const isOfIt = (one: Trouble, t: Trouble): boolean =>
    one.kind === t.kind && one.things.some(([thing = '']) => t.things.some(names => names.includes(thing)))
  const isTakenBack = (t: Trouble, later: Trouble): boolean =>
    later.standing === 'denied' &&
    isOfIt(later, t) &&
    t.standing === 'claimed' &&
    !troubles.some(o => o.standing === 'claimed' && isOfIt(o, t))
  const isUndone = (t: Trouble): boolean =>
    troubles.some(later => (later.standing === 'claimed' && isOppositeOf(later, t)) || isTakenBack(t, later))
  const kept = state.troubles.filter(t => !isUndone(t))
  return { ...state, said, wrote: written, troubles: [...kept, ...troubles].slice(-MOST_TROUBLES) }
}

/** The newest of these texts, together no longer than so many characters. */
const bounded = (texts: readonly string[], most: number): readonly string[] => {
  const kept = texts.map(t => t.slice(0, most))
  while (kept.length > 1 && kept.reduce((n, t) => n + t.length, 0) > most) kept.shift()
  return kept
}

/** The article that was recommended has been tried: it is out of the question from now on. */
export const withTried = (state: State): State => ({
  ...state,
  tried: state.recommended === undefined ? state.tried : [...state.tried, state.recommended],
  recommended: undefined,
  focus: undefined,
  pending: undefined,
})

/** A new problem on the same system: the versions stay, and what was said about the old one is put aside. */
export const withNewTopic = (state: State): State => ({
  ...freshState,
  facts: state.facts.filter(f => f.kind === 'version'),
  confirmed: state.confirmed,
  advised: state.advised,
  machine: state.machine,
  systems: state.systems,
  waiting: state.waiting,
  earlier: [...state.earlier, ...putAside(state)].slice(-MOST_EARLIER),
})

export const MOST_WAITING = 3
/** In characters. */
const LONGEST_WAITING = 500

/** Other problems wait, behind those that wait already. */
export const withWaiting = (state: State, others: readonly string[]): State => ({
  ...state,
  waiting: [...state.waiting, ...others.map(o => o.slice(0, LONGEST_WAITING))].slice(0, MOST_WAITING),
})

/** The first of what waits has been taken, or is not wanted. */
export const withoutWaiting = (state: State): State => ({
  ...state,
  waiting: state.waiting.slice(1),
  pending: undefined,
})

export const MOST_SYSTEMS = 4

const MOST_EARLIER = 2

/** Characters and troubles that are kept of a problem that was put aside. */
const MOST_ASIDE = { said: 600, troubles: 6 } as const

const putAside = ({ said, wrote, troubles, chosen, denied, tried, focus, recommended }: State): readonly Earlier[] =>
  said.length === 0
    ? []
    : [
        {
          said: [said.join('\n').slice(0, MOST_ASIDE.said)],
          wrote: [wrote.join('\n').slice(0, MOST_ASIDE.said)],
          troubles: troubles.slice(0, MOST_ASIDE.troubles),
          chosen,
          denied,
          tried,
          focus,
          recommended,
        },
      ]

/** Goes back to one of the problems that were put aside; the one that is left for it waits in its place. */
export const withEarlier = (state: State, index: number): State => {
  const next = withNewTopic(state)
  const earlier = state.earlier[index]
  return { ...next, ...earlier, recommended: undefined, earlier: next.earlier.filter(e => e !== earlier) }
}

/** Under what a question is remembered as asked: the product of a version, else its kind. */
export const askedAs = (pending: Pending): string => (pending.kind === 'version' ? pending.facet : pending.kind)
