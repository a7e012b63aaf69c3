import { type Fact, isEmpty, isWithin, type Knowledge, subtract, versionFact } from '../../../knowledge/index.ts'
import { buttons } from '../../saying/buttons.ts'
import { labelOf } from '../../saying/why.ts'
import type { ContradictionPending, State } from '../../state.ts'
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

/** "2007 RTM is not right" leaves the other service packs of 2007; when nothing is left, the fact goes. */
export const withoutWrong = (
  facts: readonly Fact[],
  facet: string,
  knowledge: Pick<Knowledge, 'catalog'>,
): readonly Fact[] => {
  const wrong = versionFact(facts, facet)
  const product = knowledge.catalog.products.get(facet)
  const release = wrong && product?.releases.find(r => isWithin(wrong.ranges, r.ranges))
  const left = wrong && release ? subtract(release.ranges, wrong.ranges) : []
  const others = facts.filter(f => f !== wrong)
  return wrong && !isEmpty(left) ? [...others, { ...wrong, ranges: left }] : others
}
