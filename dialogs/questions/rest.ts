import { description } from './description.ts'
import { type OpenPending, type QuestionKind, questionReply } from './question.ts'

/** "What is left?": asked after an article helped partly. */
export const rest: QuestionKind<OpenPending> = {
  ...description,
  say: async (_, { texts }) => questionReply(texts.say('ask-rest')),
}
