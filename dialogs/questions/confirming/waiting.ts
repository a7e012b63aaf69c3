import { buttons } from '../../saying/buttons.ts'
import { quoted } from '../../saying/quoted.ts'
import { type WaitingPending, withoutWaiting } from '../../state.ts'
import { type QuestionKind, questionReply } from '../question.ts'

const YES = 'yes'
const NO = 'no'

/** "You also told me: '…'. Shall I look at that now?" What is done then is in ../../waiting.ts. */
export const waiting: QuestionKind<WaitingPending> = {
  say: async (_, { texts, state }) => {
    const question = 'waiting'
    return questionReply(texts.say('ask-waiting', { said: quoted(state.waiting[0] ?? '') }), [
      { title: texts.say('waiting-yes'), question, option: YES },
      { title: texts.say('waiting-no'), question, option: NO },
      ...buttons(['unsure'], texts),
    ])
  },
  why: (_, __, { texts }) => texts.say('why-waiting'),
  unsure: (_, state) => withoutWaiting(state),
  none: (_, state) => withoutWaiting(state),
  yes: () => YES,
  goesOn: false,
}
