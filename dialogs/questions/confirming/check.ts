import { buttons } from '../../saying/buttons.ts'
import type { CheckPending } from '../../state.ts'
import { type QuestionKind, questionReply } from '../question.ts'

const CHECK = 'check'

/** "Shall I check whether it applies to your system?": behind an article that was asked for by its number. */
export const check: QuestionKind<CheckPending> = {
  say: async ({ article }, { texts }) =>
    questionReply(texts.say('article-asked'), [
      { title: texts.say('check-it'), question: CHECK, option: article },
      ...buttons(['unsure'], texts),
    ]),
  why: (_, __, { texts }) => texts.say('why-check'),
  choose: ({ article }, option, state) =>
    option === article
      ? { state: { ...state, pending: undefined, focus: article }, changes: [], understood: true }
      : undefined,
  unsure: (_, state) => ({ ...state, pending: undefined }),
  none: (_, state) => ({ ...state, pending: undefined }),
  yes: ({ article }) => article,
  goesOn: false,
}
