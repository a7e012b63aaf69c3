import { textWords } from '../../knowledge/index.ts'
import type { Context } from '../context.ts'
import type { Piece, RequestName } from '../texts/request-words.ts'
import { claimsTrouble } from './claims.ts'

/** What can be offered to whoever asks something that nobody understood: each can be said at any time. */
export const OFFERED = [
  'download',
  'link',
  'install',
  'reboot',
  'workaround',
  'cause',
  'prerequisites',
  'show',
  'mine',
  'list',
  'summary',
  'person',
  'what-else',
  'help',
] as const satisfies readonly RequestName[]
type OfferedRequest = (typeof OFFERED)[number]

/** A question, or an order, that is no request which is known: what it may ask, the likeliest first. */
export interface Unclear {
  readonly likeliest: readonly OfferedRequest[]
  /** The first of them, where it is far ahead of the next. */
  readonly clearly: OfferedRequest | undefined
  /** True where hardly a word of it says anything else. */
  readonly isOnlyAsked: boolean
}

/** Undefined when a message tells what goes wrong, or, where it must ask, asks nothing. */
export const unclearIn = (said: string, { texts, knowledge }: Context, mustAsk: boolean): Unclear | undefined => {
  if (said.length > MOST_ASKED) return undefined
  const { requests } = texts
  const pieces = textWords(said.toLowerCase(), MOST_WORDS).map(
    (w): Piece => ({ form: requests.formOf(w.word), is: /\d/.test(w.word) ? 'version' : 'word' }),
  )
  if (mustAsk && !requests.isQuestion(said, pieces, false)) return undefined
  if (claimsTrouble(knowledge.read(said))) return undefined
  const all = requests.likeliest(pieces)
  const likeliest = all.flatMap(({ request }) => OFFERED.find(o => o === request) ?? [])
  const [first, second] = all
  const isAhead = first && first.weight >= AHEAD.least && first.weight >= AHEAD.times * (second?.weight ?? 0)
  return {
    likeliest,
    clearly: isAhead && first.request === likeliest[0] ? likeliest[0] : undefined,
    isOnlyAsked: requests.ownWords(pieces) <= MOST_OWN,
  }
}

/** What people may tune: how much the words of a request must weigh, and how many times those of the next. */
const AHEAD = { least: 1.2, times: 1.4 } as const

/** In characters, words, and words that say something else: what is longer tells a problem. */
const MOST_ASKED = 200
const MOST_WORDS = 30
const MOST_OWN = 1
