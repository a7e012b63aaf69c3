import { buttons } from '../../saying/buttons.ts'
import { labelOf } from '../../saying/why.ts'
import type { ContradictionPending, State } from '../../state.ts'
import { withoutWrong } from '../../understanding/without-wrong.ts'
import { type QuestionKind, questionReply } from '../question.ts'

const BOTH = 'both'

/** "Exchange 2007 RTM cannot be installed on Windows Server 2008. Which one is not right?" */
export const contradiction: QuestionKind<ContradictionPending> = {
  say: async ({ conflict, facets }, context) => {
    const { texts, knowledge } = context
    const question = 'contradiction'
    const labels = facets.map(option => ({ option, label: labelOf(option, context) }))
    const because = knowledge.catalog.conflicts.find(c => c.id === conflict)?.because ?? ''
    return questionReply(texts.say('ask-contradiction', { because, facts: labels.map(l => l.label).join('; ') }), [
      ...labels.map(({ option, label }) => ({ title: texts.say('not-right', { label }), question, option })),
      { title: texts.say('both-right'), question, option: BOTH },
      ...buttons(['unsure'], texts),
    ])
  },
  why: (_, __, { texts }) => texts.say('why-contradiction'),
  choose: (pending, option, state, knowledge) => {
    if (option === BOTH) return { state: confirmed(pending, state), changes: [], understood: true }
    if (!pending.facets.includes(option)) return undefined
    const facts = withoutWrong(state.facts, option, knowledge)
    return { state: { ...state, pending: undefined, facts }, changes: [], understood: true }
  },
  unsure: (pending, state) => confirmed(pending, state),
  goesOn: false,
}

const confirmed = ({ conflict }: ContradictionPending, state: State): State => ({
  ...state,
  pending: undefined,
  confirmed: [...state.confirmed, conflict],
})
