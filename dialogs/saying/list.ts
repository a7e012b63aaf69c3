import type { ArticleHead } from '../../knowledge/index.ts'
import type { Context } from '../context.ts'
import type { Reply } from '../reply.ts'
import { articleButtons } from './buttons.ts'

/** Articles to choose from by their numbers. `summary`: how many there are. */
export const sayList = (shown: readonly ArticleHead[], summary: string, { texts }: Context): Reply => ({
  kind: 'explanation',
  title: texts.say('list-title'),
  about: undefined,
  summary: `${summary} ${texts.say('list-choose')}`,
  parts: [
    {
      title: texts.say('list-part'),
      style: 'bullets',
      lines: shown.map(({ id, title }) => texts.say('article-shown', { article: id, title })),
    },
  ],
  links: [],
  choices: articleButtons(shown.map(a => a.id)),
})
