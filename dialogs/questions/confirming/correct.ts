import { buttons } from '../../saying/buttons.ts'
import { labelOf } from '../../saying/why.ts'
import type { CorrectPending } from '../../state.ts'
import { withoutWrong } from '../../understanding/without-wrong.ts'
import { type QuestionKind, questionReply } from '../question.ts'

/** "That is not right": which of what is known? */
export const correct: QuestionKind<CorrectPending> = {
  say: async ({ facets }, context) => {
    const { texts } = context
    const choices = facets.map(option => ({
      title: texts.say('not-right', { label: labelOf(option, context) }),
      question: 'correct',
      option,
    }))
    return questionReply(texts.say('ask-correct'), [...choices, ...buttons(['none', 'unsure'], texts)])
  },
  why: (_, __, { texts }) => texts.say('why-correct'),
  choose: ({ facets }, option, state, knowledge) =>
    facets.includes(option)
      ? {
          state: { ...state, pending: undefined, facts: withoutWrong(state.facts, option, knowledge) },
          changes: [],
          understood: true,
        }
      : undefined,
  unsure: (_, state) => ({ ...state, pending: undefined }),
  none: (_, state) => ({ ...state, pending: undefined }),
  goesOn: true,
}
