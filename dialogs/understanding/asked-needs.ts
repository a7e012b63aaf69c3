import type { Mention, ReleaseNode } from '../../knowledge/index.ts'
import type { State } from '../state.ts'
import { isPart, type RequestMatch, type RequestName } from '../texts/request-words.ts'

/**
 * What words of the sentence's own may cost. Where an advice stands, or a question waits, a question that has a request's
 * words is hardly anything else; before that, most that is typed tells a problem.
 */
const MOST_LEFT = {
  advised: { question: { telling: 4, else: 2 }, else: { telling: 1, else: 0 } },
  start: { question: { telling: 2, else: 0 }, else: { telling: 1, else: 0 } },
} as const

/** Of these more may be said, and hardly anything else is meant. */
const LEFT: Partial<Record<RequestName, number>> = {
  also: 6,
  back: 4,
  person: 4,
  list: 2,
  summary: 3,
  support: 3,
  'new-problem': 3,
}

const mostLeft = (
  { request, size, isTelling, opens }: RequestMatch,
  { isQuestion }: Pick<PartLike, 'isQuestion'>,
  state: State,
): number => {
  if (size < 2 && !isTelling) return opens ? 0 : -1
  const most = MOST_LEFT[isAdvised(state) ? 'advised' : 'start'][isQuestion ? 'question' : 'else']
  return isTelling ? Math.max(most.telling, LEFT[request] ?? 0) : most.else
}

/** An advice stands, a question waits, or an article was shown. */
export const isAdvised = ({ recommended, pending, shown }: State): boolean =>
  recommended !== undefined || pending !== undefined || shown !== undefined

/** True where no more is left than a request may have, as things stand. */
export const hasLittleLeft = (match: RequestMatch, part: Pick<PartLike, 'isQuestion'>, state: State): boolean =>
  match.left <= mostLeft(match, part, state) && (part.isQuestion || !ONLY_ASKED.has(match.request))

/** Told without a question, these words tell a version: "Windows Server 2008". */
const ONLY_ASKED: ReadonlySet<RequestName> = new Set(['version', 'combination', 'also'])

/** True where a sentence with these words may be that request, as things stand. */
export const isPossible = (match: RequestMatch, part: PartLike, state: State): boolean =>
  hasLittleLeft(match, part, state) &&
  (match.left === 0 || !part.hasTrouble || ASKS_OF_TROUBLE.has(match.request)) &&
  NEEDS[match.request]?.(state, part, match) !== false

/** What is likelier as things stand, in words: of a question that waits it is asked why, and how it can be answered. */
export const leaning = ({ request, isTelling }: RequestMatch, state: State): number => {
  if (OF_QUESTION.has(request)) return state.pending ? LEANING : 0
  if (isPart(request) || (request === 'also' && isTelling)) return !hasArticle(state) ? -1 : state.pending ? 0 : 1
  return 0
}
const OF_QUESTION: ReadonlySet<RequestName> = new Set(['why-ask', 'mine', 'unsure', 'none'])
const LEANING = 2

/** An article was recommended or shown: what is asked may be asked of it. */
const hasArticle = ({ recommended, focus, shown, advised, pending }: State): boolean =>
  [recommended, focus, shown, advised].some(id => id !== undefined) || pending?.kind === 'symptom'

/** A sentence that tells a trouble is no request, but for these. */
const ASKS_OF_TROUBLE: ReadonlySet<RequestName> = new Set(['also', 'back', 'cause', 'did-not-help', 'partly', 'worked'])

interface PartLike {
  readonly said: string
  readonly isQuestion: boolean
  readonly hasTrouble: boolean
  readonly mentions: readonly Mention[]
  readonly products: readonly string[]
  readonly called: readonly ReleaseNode[]
  readonly strange: readonly string[]
  readonly article: string | undefined
}

type Need = (state: State, part: PartLike, match: RequestMatch) => boolean

const advised: Need = state => state.recommended !== undefined && state.pending === undefined
const isReport: Need = (state, part, match) =>
  advised(state, part, match) && !part.said.includes('?') && (part.mentions.length === 0 || match.hasVersion)
/** Said of a question that waits, without a version in it. */
const waits: Need = ({ pending }, { mentions, isQuestion }) =>
  pending !== undefined && !isQuestion && mentions.length === 0
const versioned: Need = (_, { mentions, called, strange }) => mentions.length + called.length + strange.length > 0
/** Told without a question's beginning it is what the person has: "with the latest updates". */
const isAsked: Need = (state, { isQuestion, mentions, products }, { opens }) =>
  isQuestion || (opens && !state.pending && mentions.length + products.length > 0)
/** An advice, or an update by name: else "how do I install …" is a question that no part of an article answers. */
const aboutArticle: Need = (state, part, match) =>
  (part.isQuestion || state.recommended !== undefined || match.opens) &&
  (part.article !== undefined ||
    state.recommended !== undefined ||
    state.focus !== undefined ||
    !versioned(state, part, match))

/** What must be there for a request to be one. */
const NEEDS: Partial<Record<RequestName, Need>> = {
  download: aboutArticle,
  link: aboutArticle,
  install: aboutArticle,
  reboot: aboutArticle,
  workaround: aboutArticle,
  cause: aboutArticle,
  prerequisites: aboutArticle,
  // Before an advice, it is told which machines have the trouble.
  scope: ({ recommended, focus }, { isQuestion, article }) =>
    isQuestion && (recommended !== undefined || focus !== undefined || article !== undefined),
  show: aboutArticle,
  mine: (_, { isQuestion }, { opens }) => isQuestion || opens,
  latest: isAsked,
  support: isAsked,
  version: versioned,
  combination: (_, { mentions, products }) => mentions.length + products.length > 0,
  also: (state, part, match) => advised(state, part, match) || (state.said.length > 0 && versioned(state, part, match)),
  worked: isReport,
  partly: isReport,
  'did-not-help': isReport,
  hold: (_, { mentions, called }) => mentions.length === 0 && called.length === 0,
  'why-ask': state => state.pending !== undefined || state.answered !== undefined,
  unsure: waits,
  none: waits,
  back: state => state.earlier.length > 0,
  // Before anything was told, a file without a version is a problem.
  summary: ({ said }, { isQuestion }, { opens }) => said.length > 0 || isQuestion || opens,
  // "Windows Server 2008, asked a colleague" answers.
  person: (_, { mentions, isQuestion }) => isQuestion || !mentions.some(m => m.hasVersion),
  // "The new one is 2007 SP1" tells of a server.
  'new-problem': (_, { mentions, hasTrouble }) => hasTrouble || !mentions.some(m => m.hasVersion),
}
