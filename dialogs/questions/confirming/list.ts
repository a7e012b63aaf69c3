import { buttons } from '../../saying/buttons.ts'
import { numbered } from '../../saying/list.ts'
import type { ListPending } from '../../state.ts'
import { type QuestionKind, questionReply } from '../question.ts'

/** A list of articles, each of which can be opened by its number in the list. */
export const list: QuestionKind<ListPending> = {
  say: async ({ articles }, { texts, knowledge }) => {
    const found = (await Promise.all(articles.map(id => knowledge.article(id)))).flatMap(a => a ?? [])
    const lines = numbered(found, texts)
    return questionReply([texts.say('list-choose'), ...lines].join('\n'), [
      ...found.map((a, i) => ({ title: String(i + 1), question: 'list', option: a.id })),
      ...buttons(['none'], texts),
    ])
  },
  why: (_, __, { texts }) => texts.say('list-choose'),
  unsure: (_, state) => ({ ...state, pending: undefined }),
  none: (_, state) => ({ ...state, pending: undefined }),
  goesOn: false,
}
