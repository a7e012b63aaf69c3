import { type ArticleHead, type Hit, overlaps, type Product, tellingWords, textWords } from '../../knowledge/index.ts'
import { type Context, nameOfVersions, productNames } from '../context.ts'
import type { Response } from '../outcome.ts'
import { sayList } from '../saying/list.ts'
import { quoted } from '../saying/quoted.ts'
import type { Asked, NamedVersion } from '../understanding/asked.ts'
import { text, told } from './tell.ts'

/** "Which articles are about public folders?", "… about Exchange 2010?": how many, and the first of them to choose from. */
export const answerList = async (asked: Asked, context: Context): Promise<Response> => {
  const { knowledge, texts } = context
  const about = aboutIn(asked, context)
  const words = wordsIn(asked, context)
  if (!about && words === undefined)
    return told(
      [text(texts.say('list-all', { count: String(knowledge.size), products: productNames(context) }))],
      { kind: 'answered', request: 'list' },
      context,
    )
  const hits = await knowledge.search(asked.topic ?? `${about?.name} ${about?.product.name}`, MOST_LOOKED_AT)
  const worded = words === undefined ? hits : withWords(hits, words)
  const found = about ? worded.filter(hit => isAbout(hit.article, about, words)) : worded
  const name = words === undefined ? (about?.name ?? '') : quoted(asked.topic ?? '')
  // Of the words there is something, if not for that version.
  const isNear = found.length === 0 && words !== undefined
  const shown = (isNear ? worded : found).slice(0, MOST_LISTED).map(h => h.article)
  const articles = shown.map(a => a.id)
  const what = { kind: 'answered', request: 'list', articles } as const
  if (shown.length === 0) return told([text(texts.say('list-none', { name }))], what, context)
  const summary = isNear
    ? [texts.say('list-near', { name, words: quoted(words ?? '') })]
    : [
        texts.say('list-count', { count: countOf(found, hits, context), name }),
        ...(shown.length < found.length ? [texts.say('list-first', { shown: String(shown.length) })] : []),
      ]
  return told([sayList(shown, summary.join(' '), context)], what, context)
}

/** A search looks at so many; what has more is told as "more than". */
const MOST_LOOKED_AT = 200
const MOST_LISTED = 8
/** Of the words of a topic, so much must stand in an article that is about it. */
const LEAST_COVERED = 0.75

/** Those that have the words in what they are about; where there are none, those that have them anywhere. */
const withWords = (hits: readonly Hit[], words: string): readonly Hit[] => {
  const asked = new Set(textWords(words.toLowerCase()).map(w => w.word))
  const most = LEAST_COVERED * tellingWords(words)
  const countIn = ({ matches }: Hit, isMeant: (m: Hit['matches'][number]) => boolean): number =>
    matches.filter(m => asked.has(m.word) && isMeant(m)).length
  const having = hits.filter(hit => hit.coverage >= LEAST_COVERED || countIn(hit, () => true) >= most)
  const about = having.filter(hit => countIn(hit, m => m.fields.some(f => f === 'title' || f === 'symptoms')) >= most)
  return about.length > 0 ? about : having
}

interface About {
  readonly product: Product
  readonly mention: NamedVersion | undefined
  readonly name: string
}

const aboutIn = ({ mentions, products }: Asked, context: Context): About | undefined => {
  const [mention] = mentions
  const product = context.knowledge.catalog.products.get(mention?.product ?? products[0] ?? '')
  const name = mention ? nameOfVersions(mention.product, mention.ranges, context) : (product?.name ?? '')
  return product && { product, mention, name }
}

/** What is searched for: what the topic has beside products and versions. */
const wordsIn = ({ topic }: Asked, { knowledge }: Context): string | undefined => {
  if (topic === undefined) return undefined
  const { mentions, normal } = knowledge.read(topic, {})
  const rest = mentions.reduceRight(
    (left, m) => `${left.slice(0, m.start)} ${left.slice(m.start + m.said.length)}`,
    normal,
  )
  return tellingWords(rest, 1) > 0 ? rest.trim() : undefined
}

/** By its conditions; of a topic an article that only names the product may be about every version. */
const isAbout = (
  { conditions, title, appliesTo }: ArticleHead,
  { product, mention }: About,
  words: string | undefined,
): boolean => {
  const own = conditions.filter(c => c.facet === product.id)
  if (own.length > 0) return own.some(c => !mention || overlaps(c.affected, mention.ranges))
  const named = [title, ...appliesTo].join('\n').toLowerCase()
  return words !== undefined && product.file.names.some(n => named.includes(n.toLowerCase()))
}

/** What is still found among the last that a search looks at may go on behind them. */
const countOf = (found: readonly Hit[], hits: readonly Hit[], { texts }: Context): string => {
  const last = hits.slice(-MOST_LISTED)
  const goesOn = hits.length >= MOST_LOOKED_AT && found.some(f => last.includes(f))
  return goesOn ? texts.say('list-more-than', { count: String(found.length) }) : String(found.length)
}
