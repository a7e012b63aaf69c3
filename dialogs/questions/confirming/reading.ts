import { addFacts, type Fact } from '../../../knowledge/index.ts'
import { type Context, nameOfVersions } from '../../context.ts'
import { buttons } from '../../saying/buttons.ts'
import type { ReadingPending } from '../../state.ts'
import { type QuestionKind, questionReply } from '../question.ts'

const YES = 'yes'
const NO = 'no'

/** "I read in your message: Exchange Server 2007 SP1. Does the system with the problem run it?" No fact before a yes. */
export const reading: QuestionKind<ReadingPending> = {
  say: async (pending, context) => {
    const { texts } = context
    const question = 'reading'
    return questionReply(texts.say('ask-reading', { versions: namesOf(pending, context) }), [
      { title: texts.say('reading-yes'), question, option: YES },
      { title: texts.say('reading-no'), question, option: NO },
      ...buttons(['unsure'], texts),
    ])
  },
  why: (_, __, { texts }) => texts.say('why-reading'),
  choose: ({ versions }, option, state, knowledge) => {
    if (option === NO) return { state: { ...state, pending: undefined }, changes: [], understood: true }
    if (option !== YES) return undefined
    const facts = versions.map((v): Fact => ({ kind: 'version', ...v, said: '', source: 'chosen' }))
    const added = addFacts(state.facts, facts, knowledge.catalog)
    return { state: { ...state, pending: undefined, facts: added.facts }, changes: added.changes, understood: true }
  },
  unsure: (_, state) => ({ ...state, pending: undefined }),
  none: (_, state) => ({ ...state, pending: undefined }),
  yes: () => YES,
  goesOn: true,
}

const namesOf = ({ versions }: ReadingPending, context: Context): string =>
  versions.map(v => nameOfVersions(v.facet, v.ranges, context)).join(', ')
