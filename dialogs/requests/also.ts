import { type Article, type Fact, isWithin, judge } from '../../knowledge/index.ts'
import { type Context, nameOfVersions } from '../context.ts'
import type { Response } from '../outcome.ts'
import { withNewTopic } from '../state.ts'
import type { Asked, NamedVersion } from '../understanding/asked.ts'
import { isLive, standingOf } from '../weighing/candidates.ts'
import { beside, plain, told } from './tell.ts'

/** "Does that also fix Exchange 2010?", "will SP3 fix it?", "RU4 or RU10?": judged by the article's conditions. */
export const answerAlso = async (asked: Asked, context: Context): Promise<Response> => {
  const { state, knowledge } = context
  const id = asked.article ?? state.recommended ?? state.focus ?? (await leading(context))
  const article = id === undefined ? undefined : await knowledge.article(id)
  if (!article) return plain('no-article-yet', 'also', context)
  const lines =
    asked.mentions.length > 0
      ? versionLines(asked.mentions, article, context)
      : await troubleLine(asked, article, context)
  const what = { kind: 'answered', request: 'also', articles: [article.id] } as const
  return told([beside(lines.join('\n\n'), context)], what, context)
}

/** While a question waits: the article that it is most likely about. */
const leading = async ({ state, knowledge }: Context): Promise<string | undefined> =>
  (await standingOf(state, knowledge)).candidates.find(isLive)?.article.id

const versionLines = (mentions: readonly NamedVersion[], article: Article, context: Context): readonly string[] => {
  const { texts, state } = context
  const verdicts = mentions.map(m => verdictOn(m, article, context))
  const isEveryFixed = verdicts.length > 1 && verdicts.every(v => v.kind === 'fixed')
  return [
    ...(state.recommended === undefined
      ? [texts.say('also-likely', { article: article.id, title: article.title })]
      : []),
    ...verdicts.map(v => v.line),
    ...(isEveryFixed ? [texts.say('before-newest')] : []),
  ]
}

/** What would be if the system had this version, all else being as it is known. */
const verdictOn = (
  { product, ranges, said }: NamedVersion,
  article: Article,
  context: Context,
): { readonly kind: 'fixed' | 'applies' | 'not' | 'unsaid'; readonly line: string } => {
  const { state, texts } = context
  const label = nameOfVersions(product, ranges, context)
  const values = { article: article.id, label }
  const condition = article.conditions.find(c => c.facet === product)
  if (!condition) return { kind: 'unsaid', line: texts.say('also-unsaid', values) }
  const fact: Fact = { kind: 'version', facet: product, ranges, said, source: 'typed' }
  const others = state.facts.filter(f => f.kind === 'version' && f.facet !== product)
  const kind = judge(article, [...others, fact]).conditions.find(v => v.condition.facet === product)?.kind
  const affected = nameOfVersions(product, condition.affected, context)
  const since = (condition.fixedIn ?? []).map(r => nameOfVersions(product, r, context)).join(', ')
  if (kind === 'fixed' && isWithin(ranges, condition.fixed ?? []))
    return { kind: 'fixed', line: texts.say('also-fixed', { ...values, since }) }
  if (kind === 'met') return { kind: 'applies', line: texts.say('also-applies', { ...values, affected }) }
  if (kind === 'works') return { kind: 'not', line: texts.say('also-works', values) }
  return { kind: 'not', line: texts.say('also-not', { ...values, affected }) }
}

/** Whether what else is seen is the article's trouble, too. */
const troubleLine = async (asked: Asked, article: Article, context: Context): Promise<readonly string[]> => {
  const { state, knowledge, texts } = context
  const { troubles } = knowledge.read(asked.said)
  const about = {
    ...withNewTopic(state),
    said: [asked.said],
    troubles: troubles.map(t => ({ ...t, standing: 'claimed' as const })),
  }
  const { candidates } = await standingOf(about, knowledge)
  const isSame = candidates.some(c => c.article.id === article.id && c.likelihood >= SAME)
  return [texts.say(isSame ? 'also-same' : 'also-other', { article: article.id, title: article.title })]
}

/** How likely the article must be from the words that are asked about. */
const SAME = 0.5
