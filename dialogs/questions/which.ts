import { type Alternative, addFacts, type Fact, type Knowledge } from '../../knowledge/index.ts'
import { type Context, type Learned, nameOfVersions } from '../context.ts'
import { buttons } from '../saying/buttons.ts'
import { MOST_SYSTEMS, type State, type WhichPending } from '../state.ts'
import { type QuestionKind, questionReply } from './question.ts'

/** "You mention Exchange 2007 SP1 RU3 and RU8. Which one has the trouble?" */
export const which: QuestionKind<WhichPending> = {
  say: async ({ options }, context) => {
    const { texts } = context
    const titles = options.map(o => titleOf(o, context))
    const versions = titles.join('; ')
    return questionReply(texts.say('ask-which', { versions }), [
      ...titles.map((title, i) => ({ title, question: 'which', option: String(i) })),
      ...buttons(['unsure'], texts),
    ])
  },
  why: (_, __, { texts }) => texts.say('why-which'),
  choose: ({ options }, option, state, knowledge) => {
    const chosen = options[Number(option)]
    if (!chosen) return undefined
    const systems = options.filter(o => o.machine !== undefined).slice(0, MOST_SYSTEMS)
    return { ...withAlternative(chosen, { ...state, systems }, knowledge), understood: true }
  },
  unsure: (pending, state) => ({ ...state, pending: undefined, facts: withUnsure(pending, state.facts) }),
  none: (pending, state) => ({ ...state, pending: undefined, facts: withUnsure(pending, state.facts) }),
  goesOn: true,
}

const titleOf = ({ machine, versions }: Alternative, context: Context): string => {
  const names = versions.map(v => nameOfVersions(v.facet, v.ranges, context)).join(', ')
  return machine === undefined ? names : context.texts.say('which-machine', { machine, versions: names })
}

/** The same state for somebody whose trouble that system has. */
export const withAlternative = (
  { machine, versions }: Alternative,
  state: State,
  knowledge: Knowledge,
): Pick<Learned, 'state' | 'changes'> => {
  const facts = versions.map(
    ({ facet, ranges }): Fact => ({ kind: 'version', facet, ranges, said: '', source: 'chosen' }),
  )
  const added = addFacts(state.facts, facts, knowledge.catalog)
  return {
    state: { ...state, pending: undefined, facts: added.facts, machine: machine ?? state.machine },
    changes: added.changes,
  }
}

/** What they have in common stays known, and it is not asked for again. */
const withUnsure = ({ options }: WhichPending, facts: State['facts']): State['facts'] => {
  const facets = [...new Set(options.flatMap(o => o.versions.map(v => v.facet)))]
  const open = facets.filter(facet => {
    const all = options.map(o => JSON.stringify(o.versions.find(v => v.facet === facet)?.ranges))
    return new Set(all).size > 1
  })
  return [...facts, ...open.map((facet): Fact => ({ kind: 'unsure', facet }))]
}
