import type { Article, Condition } from '../article.ts'
import type { Catalog, Ranges } from '../catalog/index.ts'
import type { OpenedKnowledge } from '../knowledge.ts'
import { versionNames } from '../naming/index.ts'
import { articleId } from '../reading/index.ts'
import { nearest } from './check/nearest.ts'
import { count, type Output, visible } from './output.ts'

/** Shows one article as the bot understands it; gives the exit status. */
export const show = async (
  { knowledge, library }: OpenedKnowledge,
  text: string,
  json: boolean,
  write: Output['write'],
): Promise<number> => {
  const id = articleId(text) ?? text
  const article = await knowledge.article(id)
  if (article) {
    const conditions = article.conditions.map(c => readable(c, knowledge.catalog))
    write(json ? JSON.stringify({ ...article, conditions }, null, 2) : asText(article, conditions))
    return 0
  }
  const near = nearest(id, await library.ids(), MOST_SUGGESTED)
  write(
    `There is no article ${id} among ${count(knowledge.size, 'article')}. ${near.length > 0 ? `Near it: ${near.join(', ')}.` : '"kb search WORDS" finds articles by what they say.'}`,
  )
  return 1
}

const MOST_SUGGESTED = 3

/** A condition in the catalog's words. */
interface ReadableCondition {
  readonly product: string
  readonly affected: string
  readonly fixedIn?: readonly string[]
  readonly works?: string
  readonly from: Condition['quote']
}

const names = versionNames()

const readable = (c: Condition, catalog: Catalog): ReadableCondition => {
  const product = catalog.products.get(c.facet)
  const name = (ranges: Ranges): string => (product ? names.of(product, ranges) : c.facet)
  return {
    product: c.facet,
    affected: name(c.affected),
    ...(c.fixedIn ? { fixedIn: c.fixedIn.map(name) } : {}),
    ...(c.works ? { works: name(c.works) } : {}),
    from: c.quote,
  }
}

const asText = (article: Article, conditions: readonly ReadableCondition[]): string =>
  [
    `${article.id}: ${article.title}`,
    `file: ${article.file}`,
    `source: ${article.source ?? 'none'}`,
    `reviewed: ${article.reviewed ?? 'unknown'}`,
    `shown as: ${article.symptom}`,
    `applies to: ${article.appliesTo.join('; ') || 'not said'}`,
    ...conditions.flatMap(c => [
      `${c.product}: affected ${c.affected}${c.fixedIn ? `, fixed in ${c.fixedIn.join(', ')}` : ''}${c.works ? `, works on ${c.works}` : ''}`,
      `    from ${c.from.section}, line ${c.from.line}: ${c.from.text}`,
    ]),
    ...article.sections.map(
      s => `line ${s.line}: ${s.heading || '(opening)'} → ${s.kind}, ${count(s.blocks.length, 'block')}`,
    ),
  ]
    .map(visible)
    .join('\n')
