import { type Article, phraseFinder, type Section, textWords } from '../../knowledge/index.ts'
import type { Context } from '../context.ts'
import type { Response } from '../outcome.ts'
import { sayQuestion } from '../questions/index.ts'
import type { Part, Reply } from '../reply.ts'
import { buttons, OUTCOMES } from '../saying/buttons.ts'
import { type Explanation, explanation, sayArticle, titleOf } from '../saying/explanation.ts'
import { remedyPart, workaroundPart } from '../saying/parts/remedy.ts'
import type { ArticlePart } from '../texts/request-words.ts'
import type { Asked } from '../understanding/asked.ts'
import { plain, text, told } from './tell.ts'

/** "Does it need a reboot?": what the article that was recommended or shown says of it, or that it says nothing. */
export const answerPart = async (part: ArticlePart, asked: Asked, context: Context): Promise<Response> => {
  const { state, knowledge, texts } = context
  const id =
    asked.article ?? (await placedIn(asked.said, context)) ?? state.recommended ?? state.focus ?? shownIn(context)
  if (id === undefined) return plain('no-article-yet', part, context)
  const article = await knowledge.article(id)
  if (!article) {
    const gone = texts.say(id === asked.article ? 'article-unknown' : 'article-gone', { article: id })
    return told([text(gone)], { kind: 'answered', request: part, articles: [] }, context)
  }
  const what = { kind: 'answered', request: part, articles: [article.id] } as const
  return told([sayPart(part, article, context)], what, context)
}

/** An article that stands before the person without being recommended. */
const shownIn = ({ state: { pending, shown, said, advised } }: Context): string | undefined =>
  pending?.kind === 'check'
    ? pending.article
    : pending?.kind === 'symptom' && pending.articles.length === 1
      ? pending.articles[0]
      : (shown ?? (said.length === 0 ? advised : undefined))

/** "Show me the second one": one of those that stand to be chosen. */
const placedIn = async (said: string, context: Context): Promise<string | undefined> => {
  const { pending } = context.state
  const place = pending?.kind === 'symptom' ? context.texts.placeIn(said) : undefined
  if (pending?.kind !== 'symptom' || place === undefined) return undefined
  const { choices } = await sayQuestion(pending, context)
  return choices.filter(c => pending.articles.includes(c.option)).at(place)?.option
}

const sayPart = (part: ArticlePart, article: Article, s: Context): Reply => {
  const choices = article.id === s.state.recommended ? buttons(OUTCOMES, s.texts) : []
  if (part === 'show') return { ...wholeArticle(article, s), choices }
  const lines = linesOf(part, article, s)
  const links = part === 'download' || part === 'link' ? article.links.slice(0, MOST_LINKS) : []
  const said = explanation(
    titleOf(article, s),
    lines.length > 0 || links.length > 0 || part === 'link' ? '' : nothingOf(part, article, s),
    [partSaying(part, lines, article, s)],
    article,
    s,
  )
  const others = links.filter(l => l.url !== article.source).map(l => ({ title: l.text, url: l.url }))
  return { ...said, links: [...said.links, ...others], choices }
}

/** Steps stand as the article has them. */
const partSaying = (
  part: Exclude<ArticlePart, 'show'>,
  lines: readonly string[],
  article: Article,
  s: Context,
): Part => {
  if (part === 'install' && lines === article.guidance.steps) return remedyPart(article, s)
  if (part === 'workaround' && lines === article.guidance.workaround) return workaroundPart(article, s)
  return { title: s.texts.say(`part-${part}`), style: 'bullets', lines }
}

const MOST_LINKS = 4
const MOST_LINES = 5

/** All of it, as far as a message holds it. */
const wholeArticle = (article: Article, s: Context): Explanation => {
  const shown = sayArticle(article, s)
  const { before, more } = article.guidance
  const part = (key: 'part-before' | 'part-more', lines: readonly string[]): Part => ({
    title: s.texts.say(key),
    style: 'bullets',
    lines,
  })
  const cause: Part = { title: s.texts.say('part-cause'), style: 'paragraphs', lines: sectionLines('cause', article) }
  const parts = [
    cause,
    part('part-before', before),
    ...shown.parts,
    workaroundPart(article, s),
    part('part-more', more),
  ]
  return { ...shown, parts: parts.filter(p => p.lines.length > 0) }
}

/** "KB951251 says nothing about a restart": with what an update needs always, where it is one. */
const nothingOf = (part: Exclude<ArticlePart, 'show'>, article: Article, s: Context): string => {
  const isUpdate = article.conditions.some(c => c.fixedIn !== undefined)
  return [
    s.texts.say('says-nothing', { article: article.id, what: s.texts.say(`about-${part}`) }),
    ...(isUpdate && (part === 'reboot' || part === 'prerequisites') ? [s.texts.say('before-update')] : []),
  ].join(' ')
}

const linesOf = (part: ArticlePart, article: Article, { texts }: Context): readonly string[] => {
  const { guidance } = article
  const { sections, words } = texts.requests.parts[part]
  const told = { install: guidance.steps, workaround: guidance.workaround, prerequisites: guidance.before }
  const own =
    part in told
      ? told[part as keyof typeof told]
      : sections.flatMap(kind => sectionLines(kind as Section['kind'], article))
  return own.length > 0
    ? own
    : sentencesWith(words, article, part === 'scope' ? TELLS_WHERE : TELLS).slice(0, MOST_LINES)
}

const sectionLines = (kind: Section['kind'], { sections }: Article): readonly string[] =>
  sections
    .filter(s => s.kind === kind)
    .flatMap(s => s.blocks)
    .filter(b => b.kind !== 'heading')
    .map(b => b.text)
    .slice(0, MOST_LINES)

/** Sentences of the article, what it is about left out, that have one of the phrases. */
const sentencesWith = (
  phrases: readonly string[],
  { sections }: Article,
  tells: ReadonlySet<Section['kind']>,
): readonly string[] => {
  const wanted = phraseFinder(phrases)
  return sections
    .filter(s => tells.has(s.kind))
    .flatMap(s => s.blocks)
    .filter(b => b.kind !== 'heading')
    .flatMap(b => b.text.split(/(?<=[.!?])\s+(?=\p{Lu})/u))
    .filter(sentence => wanted.in(textWords(sentence.toLowerCase())).length > 0)
}

const TELLS: ReadonlySet<Section['kind']> = new Set([
  'resolution',
  'workaround',
  'before',
  'status',
  'more-information',
  'other',
])

/** Where the cause lies is where the remedy belongs. */
const TELLS_WHERE: ReadonlySet<Section['kind']> = new Set(['cause', ...TELLS])
