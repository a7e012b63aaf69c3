import type { ArticleHead } from '../../knowledge/index.ts'
import type { Context } from '../context.ts'
import type { Reply } from '../reply.ts'
import type { Texts } from '../texts/texts.ts'
import { buttons } from './buttons.ts'

/** Articles to choose from by their numbers. `summary`: how many there are. */
export const sayList = (shown: readonly ArticleHead[], summary: string, { texts }: Context): Reply => ({
  kind: 'explanation',
  waits: true,
  title: texts.say('list-title'),
  summary: `${summary} ${texts.say('list-choose')}`,
  parts: [{ title: texts.say('list-part'), style: 'steps', lines: shown.map(a => lineOf(a, texts)) }],
  links: [],
  choices: [
    ...shown.map((a, i) => ({ title: String(i + 1), question: 'list', option: a.id })),
    ...buttons(['none'], texts),
  ],
})

/** "1. KB951251: MAPI notifications do not work …". */
export const numbered = (articles: readonly ArticleHead[], texts: Texts): readonly string[] =>
  articles.map((a, i) => `${i + 1}. ${lineOf(a, texts)}`)

const lineOf = ({ id, title }: ArticleHead, texts: Texts): string => texts.say('article-shown', { article: id, title })
