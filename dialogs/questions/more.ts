import { isUnsure } from '../../knowledge/index.ts'
import type { State } from '../state.ts'
import { entropy, normalise } from '../weighing/belief.ts'
import { hasMost } from '../weighing/candidates.ts'
import { beliefsOf, type OpenPending, QUESTION, type QuestionKind, questionReply } from './question.ts'

const MORE = 'more'
const asUnsure = (state: State): State => ({
  ...state,
  pending: undefined,
  facts: [...state.facts, { kind: 'unsure', facet: MORE }],
})

/** "What else do you see?": worth the more, the less the words so far decide. */
export const more: QuestionKind<OpenPending> = {
  possible: weighing => {
    const { state, live, standing } = weighing
    const isAhead = live.some(c => c.belief >= QUESTION.ahead)
    // Who uses other words than all articles, and has put the first of them aside, is not led to one by more of them.
    const isSearched = state.denied.length > 0 && !hasMost(standing)
    if (
      isAhead ||
      isSearched ||
      state.asked.filter(a => a === MORE).length >= QUESTION.moreTimes ||
      isUnsure(state.facts, MORE)
    )
      return []
    const gain = QUESTION.openAnswer * entropy(normalise(beliefsOf(weighing)))
    return [{ pending: { kind: MORE }, gain, cost: QUESTION.cost.more }]
  },
  clearsEvidence: true,
  say: async (_, { texts }) => questionReply(texts.say('ask-more')),
  why: (_, __, { texts }) => texts.say('why-more'),
  unsure: (_, state) => asUnsure(state),
  // Nothing more is seen: then it need not be asked again.
  none: (_, state) => asUnsure(state),
  goesOn: true,
}
