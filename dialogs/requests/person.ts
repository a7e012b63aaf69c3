import { type Context, withState } from '../context.ts'
import type { Response } from '../outcome.ts'
import { caseSummary } from '../saying/parts/case-summary.ts'
import type { Asked } from '../understanding/asked.ts'
import { learnFromText } from '../understanding/learn.ts'
import { standingOf } from '../weighing/candidates.ts'
import { outcomeChoices, told } from './tell.ts'

/** "Can I talk to a person?": whom the operator names, and the case as text to hand over. */
export const answerPerson = async ({ rest }: Pick<Asked, 'rest'>, asking: Context): Promise<Response> => {
  const learned = rest === '' ? undefined : await learnFromText(asking.state, rest, asking)
  const context = learned?.understood ? withState(asking, { ...learned.state, pending: asking.state.pending }) : asking
  const { contact, texts } = context
  const words = contact === undefined ? texts.say('person-nobody') : texts.say('person', { contact })
  return withSummary('person', `${words} ${texts.say('person-summary')}`, context)
}

/** "Give me a summary for my ticket." */
export const answerSummary = (context: Context): Promise<Response> =>
  withSummary('summary', context.texts.say('summary-intro'), context)

const withSummary = async (request: 'person' | 'summary', summary: string, context: Context): Promise<Response> => {
  const { state, knowledge, texts, contact } = context
  const part = caseSummary(await standingOf(state, knowledge), context)
  const isLink = contact !== undefined && /^(?:https?:|mailto:)/.test(contact)
  const reply = {
    kind: 'explanation',
    title: texts.say(`${request}-title`),
    about: undefined,
    summary,
    parts: [part],
    links: request === 'person' && isLink ? [{ title: texts.say('person-link'), url: contact }] : [],
    choices: outcomeChoices(context),
  } as const
  const what = request === 'person' ? ({ kind: 'handed-over' } as const) : ({ kind: 'answered', request } as const)
  return told([reply], what, context)
}
