import { buttons } from '../../saying/buttons.ts'
import { type State, type TopicPending, withNewTopic, withSaid } from '../../state.ts'
import { type QuestionKind, questionReply } from '../question.ts'

const TOPIC = 'topic'

/** "Is this a new problem?": asked where something else is told while an advice stands, and it could be either. */
export const topic: QuestionKind<TopicPending> = {
  say: async (_, { texts }) =>
    questionReply(texts.say('ask-topic'), [
      { title: texts.say('topic-new'), question: TOPIC, option: 'new' },
      { title: texts.say('topic-same'), question: TOPIC, option: 'same' },
      ...buttons(['unsure'], texts),
    ]),
  why: (_, __, { texts }) => texts.say('why-topic'),
  choose: ({ said }, option, state, knowledge) => {
    if (option !== 'new' && option !== 'same') return undefined
    const { troubles } = knowledge.read(said)
    const base = option === 'new' ? withNewTopic(state) : { ...state, pending: undefined }
    return { state: withSaid(base, said, troubles), changes: [], understood: true }
  },
  unsure: (_, state): State => ({ ...state, pending: undefined }),
  none: ({ said }, state) => withSaid({ ...state, pending: undefined }, said),
  yes: () => 'new',
  goesOn: false,
}
