import { type OpenPending, type QuestionKind, questionReply } from './question.ts'

/** "What goes wrong exactly?": asked where nothing was described yet. */
export const description: QuestionKind<OpenPending> = {
  say: async (_, { texts }) => questionReply(texts.say('ask-description')),
  why: (_, __, { texts }) => texts.say('why-description'),
  unsure: (_, state) => ({ ...state, pending: undefined }),
  goesOn: true,
}
