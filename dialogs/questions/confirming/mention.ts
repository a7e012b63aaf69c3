import { addFacts, type Fact } from '../../../knowledge/index.ts'
import { nameOfVersions } from '../../context.ts'
import { buttons } from '../../saying/buttons.ts'
import type { MentionPending, State } from '../../state.ts'
import { type QuestionKind, questionReply } from '../question.ts'

const YES = 'yes'
const NO = 'no'

/** "You mention Windows Server 2003. Does the server with the problem run it?" Asked before a fix that it would rule out. */
export const mention: QuestionKind<MentionPending> = {
  say: async ({ facet, ranges }, context) => {
    const { texts } = context
    const question = 'mention'
    return questionReply(texts.say('ask-mention', { version: nameOfVersions(facet, ranges, context) }), [
      { title: texts.say('mention-yes'), question, option: YES },
      { title: texts.say('mention-no'), question, option: NO },
      ...buttons(['unsure'], texts),
    ])
  },
  why: ({ facet, ranges }, _, context) =>
    context.texts.say('why-mention', { version: nameOfVersions(facet, ranges, context) }),
  choose: ({ facet, ranges }, option, state, knowledge) => {
    if (option === NO) return { state: { ...state, pending: undefined }, changes: [], understood: true }
    if (option !== YES) return undefined
    const fact: Fact = { kind: 'version', facet, ranges, said: '', source: 'chosen' }
    const added = addFacts(state.facts, [fact], knowledge.catalog)
    return { state: { ...state, pending: undefined, facts: added.facts }, changes: added.changes, understood: true }
  },
  // Then neither is sure, and no fix rests on it.
  unsure: ({ facet }, state) => ({ ...state, pending: undefined, facts: withoutVersion(state.facts, facet) }),
  none: (_, state) => ({ ...state, pending: undefined }),
  yes: () => YES,
  goesOn: true,
}

const withoutVersion = (facts: State['facts'], facet: string): State['facts'] => [
  ...facts.filter(f => f.kind !== 'version' || f.facet !== facet),
  { kind: 'unsure', facet },
]
