import { type Context, withState } from './context.ts'
import { type Response, turn } from './outcome.ts'
import { sayQuestion } from './questions/index.ts'
import { quoted } from './saying/quoted.ts'
import { freshState, type State, withNewTopic, withoutWaiting, withWaiting } from './state.ts'
import type { Intent } from './understanding/intent.ts'

type Take = (said: string, context: Context) => Promise<Response>

/** Takes the first of several problems; the others wait. `take` answers one problem. */
export const takeFirst = async (
  [first, ...others]: readonly [string, ...string[]],
  context: Context,
  take: Take,
): Promise<Response> => {
  if (others.length === 0) return take(first, context)
  const response = await take(first, withState(context, withWaiting(context.state, others)))
  // Where the first one ends at once, the next is offered, and that says it.
  if (isOver(response)) return response
  const said = others.map(other => quoted(other)).join('"; "')
  const note = { kind: 'text', text: context.texts.say('waits', { said }), choices: [] } as const
  return { ...response, replies: [note, ...response.replies] }
}

/** What an answer to "shall I look at that now?" leads to; undefined when it is none. */
export const answerOffer = (intent: Intent, context: Context, take: Take): Promise<Response> | undefined => {
  const { state, texts } = context
  const [next] = state.waiting
  if (state.pending?.kind !== 'waiting' || next === undefined) return undefined
  const answer = intent.kind === 'option' ? intent.option : intent.kind === 'phrase' ? intent.phrase : undefined
  if (answer === 'yes') return take(next, withState(context, withNewTopic(withoutWaiting(state))))
  if (answer !== 'no' && answer !== 'none' && answer !== 'unsure') return undefined
  const left = withoutWaiting(state)
  // What was settled before is forgotten now, as it is where nothing else waits.
  const rest = isSettled(left) ? { ...freshState, waiting: left.waiting } : left
  const reply = { kind: 'text', text: texts.say('waiting-dropped'), choices: [] } as const
  return Promise.resolve(turn(rest, [reply], { kind: 'answered', request: 'waiting' }))
}

/** Offers what waits, where the problem before it has come to an end. */
export const withOffer = async (response: Response, context: Context): Promise<Response> => {
  const ended = endOf(response, context.state)
  if (!ended || ended.state.waiting.length === 0) return response
  const state: State = { ...ended.state, pending: { kind: 'waiting' } }
  const question = await sayQuestion({ kind: 'waiting' }, withState(context, state))
  return {
    ...response,
    state,
    replies: [...(ended.asks ? [] : response.replies), question],
    outcome: { ...response.outcome, waitsFor: { kind: 'waiting' } },
  }
}

/**
 * The state behind a problem that has ended: what waits, and the versions for it, are kept. `asks`: the reply asks what
 * goes wrong, which would be a second question.
 */
const endOf = (response: Response, before: State): { readonly state: State; readonly asks: boolean } | undefined => {
  const { kind, waitsFor } = response.outcome
  // Who starts over where the offer waits for an answer wants none of it.
  if (before.pending?.kind === 'waiting' && kind === 'restarted') return undefined
  if (kind === 'solved' || kind === 'restarted')
    return { state: { ...withNewTopic(before), earlier: [] }, asks: kind === 'restarted' }
  const isLeft = waitsFor?.kind === 'description' && isSettled(response.state) && !isSettled(before)
  return isOver(response) || isLeft ? { state: response.state, asks: isLeft } : undefined
}

const isOver = ({ outcome }: Response): boolean =>
  outcome.kind === 'abstained' || (outcome.kind === 'took-back' && outcome.waitsFor === undefined)

const isSettled = ({ said, focus }: State): boolean => said.length === 0 && focus === undefined
