import { buttons } from '../../saying/buttons.ts'
import type { ForgetPending, State } from '../../state.ts'
import { type QuestionKind, questionReply } from '../question.ts'

/** "Shall I delete all that you told me?" What is done then is in ../../requests/forget.ts. */
export const forget: QuestionKind<ForgetPending> = {
  say: async (_, { texts }) => {
    const question = 'forget'
    return questionReply(texts.say('ask-forget'), [
      { title: texts.say('forget-yes'), question, option: 'yes' },
      { title: texts.say('forget-no'), question, option: 'no' },
      ...buttons(['unsure'], texts),
    ])
  },
  why: (_, __, { texts }) => texts.say('why-forget'),
  unsure: ({ before }, state): State => ({ ...state, pending: before }),
  none: ({ before }, state): State => ({ ...state, pending: before }),
  yes: () => 'yes',
  goesOn: false,
}
