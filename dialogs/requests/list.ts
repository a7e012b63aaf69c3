import { type ArticleHead, overlaps } from '../../knowledge/index.ts'
import { type Context, nameOfVersions, productNames } from '../context.ts'
import type { Response } from '../outcome.ts'
import { sayList } from '../saying/list.ts'
import type { Asked } from '../understanding/asked.ts'
import { text, told } from './tell.ts'

/** "Which articles are about Exchange 2010?": how many, and the first of them to choose from. */
export const answerList = async (asked: Asked, context: Context): Promise<Response> => {
  const { knowledge, texts } = context
  const mention = asked.mentions[0]
  const product = mention?.product ?? asked.products[0]
  const about = product === undefined ? undefined : knowledge.catalog.products.get(product)
  if (!about)
    return told(
      [text(texts.say('list-all', { count: String(knowledge.size), products: productNames(context) }))],
      { kind: 'answered', request: 'list' },
      context,
    )
  const name = mention ? nameOfVersions(mention.product, mention.ranges, context) : about.name
  const isAbout = ({ conditions }: ArticleHead): boolean =>
    conditions.some(c => c.facet === about.id && (!mention || overlaps(c.affected, mention.ranges)))
  const hits = await knowledge.search(`${name} ${about.name}`, MOST_LOOKED_AT)
  const found = hits.map(h => h.article).filter(isAbout)
  if (found.length === 0)
    return told([text(texts.say('list-none', { name }))], { kind: 'answered', request: 'list', articles: [] }, context)
  const shown = found.slice(0, MOST_LISTED)
  const articles = shown.map(a => a.id)
  const summary = texts.say('list-count', { count: countOf(found, hits.length, context), name })
  return told([sayList(shown, summary, context)], { kind: 'answered', request: 'list', articles }, context)
}

/** A search looks at so many; what has more is told as "more than". */
const MOST_LOOKED_AT = 200
const MOST_LISTED = 8

const countOf = (found: readonly ArticleHead[], looked: number, { texts }: Context): string =>
  looked < MOST_LOOKED_AT ? String(found.length) : texts.say('list-more-than', { count: String(found.length) })
