import { type Context, withState } from '../context.ts'
import { type Response, turn } from '../outcome.ts'
import { sayQuestion } from '../questions/index.ts'
import { freshState, type State } from '../state.ts'
import type { Intent } from '../understanding/intent.ts'
import { text } from './tell.ts'

/** "Delete my data": asked once more, because it cannot be undone. What waited before waits behind the question. */
export const askToForget = async (context: Context): Promise<Response> => {
  const { state } = context
  const before = state.pending?.kind === 'forget' ? state.pending.before : state.pending
  const pending = { kind: 'forget', before } as const
  return turn({ ...state, pending }, [await sayQuestion(pending, context)], { kind: 'answered', request: 'forget' })
}

/** What an answer to "shall I delete it?" leads to; undefined when it is none. */
export const answerForget = (intent: Intent, { state, texts }: Context): Response | undefined => {
  if (state.pending?.kind !== 'forget') return undefined
  const answer = intent.kind === 'option' ? intent.option : intent.kind === 'phrase' ? intent.phrase : undefined
  if (answer === 'yes')
    return { ...turn(freshState, [text(texts.say('forgotten'))], { kind: 'forgotten' }), effects: [{ kind: 'forget' }] }
  if (answer !== 'no' && answer !== 'none' && answer !== 'unsure') return undefined
  return turn(withoutForget(state), [text(texts.say('not-forgotten'))], { kind: 'answered', request: 'forget' })
}

/** Whoever says something else instead goes on where they were. */
export const pastForget = (context: Context): Context => withState(context, withoutForget(context.state))

const withoutForget = (state: State): State =>
  state.pending?.kind === 'forget' ? { ...state, pending: state.pending.before } : state
