import type { Context } from '../context.ts'
import { type Response, turn } from '../outcome.ts'
import { sayQuestion } from '../questions/index.ts'
import type { Choice, Reply } from '../reply.ts'
import { buttons, OUTCOMES, SAY } from '../saying/buttons.ts'
import { quoted } from '../saying/quoted.ts'
import type { SentenceKey } from '../texts/texts.ts'
import type { Unclear } from '../understanding/likeliest.ts'

/** Says it; the conversation stays where it is, and a question that waits is asked again. */
export const told = async (
  said: readonly Reply[],
  what: Parameters<typeof turn>[2],
  context: Context,
): Promise<Response> => {
  const { pending } = context.state
  return turn(context.state, [...said, ...(pending ? [await sayQuestion(pending, context)] : [])], what)
}

export const text = (words: string): Reply => ({ kind: 'text', text: words, choices: [] })

/** What can be said of an advice stays in reach while it stands and nothing else waits. */
export const outcomeChoices = ({ state, texts }: Context): readonly Choice[] =>
  state.recommended !== undefined && !state.pending ? buttons(OUTCOMES, texts) : []

/** Words beside an advice that stands. */
export const beside = (words: string, context: Context): Reply => ({
  kind: 'text',
  text: words,
  choices: outcomeChoices(context),
})

/** A question that nobody understood: what it may ask is offered. Its choices are said as they stand. */
export const sayUnclear = ({ likeliest }: Unclear, { state, texts }: Context): Reply => {
  const isAdvised = state.recommended !== undefined && !state.pending
  const offered = [...likeliest.slice(0, MOST_GUESSED), 'person' as const]
  return {
    kind: 'text',
    text: likeliest.length > 0 ? texts.say('unclear') : texts.say('unclear-plain'),
    choices: [
      ...[...new Set(offered)].map(name => ({ title: texts.say(`say-${name}`), question: SAY, option: name })),
      ...(isAdvised ? buttons(['worked', 'did-not-help'], texts) : []),
    ],
  }
}

const MOST_GUESSED = 3

/** A sentence alone. */
export const plain = (key: SentenceKey, request: string, context: Context): Promise<Response> =>
  told([text(context.texts.say(key))], { kind: 'answered', request }, context)

export const notUnderstood = (said: string, context: Context): Promise<Response> =>
  told([text(context.texts.say('not-understood', { said: quoted(said) }))], { kind: 'not-understood' }, context)
