import { type ArticleHead, leaves, overlaps, type ReleaseNode, versionFact } from '../../knowledge/index.ts'
import { conclude } from '../conclude.ts'
import { type Context, withState } from '../context.ts'
import { type Response, turn } from '../outcome.ts'
import { chooseOption, optionOfYes, sayQuestion, takeNone, takeUnsure, whyAsked } from '../questions/index.ts'
import type { Reply } from '../reply.ts'
import { buttons, OUTCOMES } from '../saying/buttons.ts'
import { MOST_OTHERS, othersIn, sayOthers, sayWhy } from '../saying/explanation.ts'
import { findingHint, findingLines } from '../saying/finding.ts'
import { freshState, type State, withNewTopic, withTried } from '../state.ts'
import type { Phrase } from '../texts/texts.ts'
import { type Candidate, standingOf, wholeOf } from '../weighing/candidates.ts'
import { askToForget } from './forget.ts'
import { notUnderstood, plain, text, told } from './tell.ts'
import { answerMine } from './versions.ts'

/** What is done when the whole message is one of the phrases that people say to the bot itself. */
export const answerPhrase = (phrase: Phrase, context: Context): Promise<Response> => ON_PHRASE[phrase](context)

type OnPhrase = (context: Context) => Promise<Response>

const greet: OnPhrase = context => told([text(context.texts.say('greeting'))], { kind: 'greeted' }, context)

/** Why what waits is asked; else why the last question was, as things stood before its answer. */
const whyAsk = async (context: Context, request: string = 'why-ask'): Promise<Response> => {
  const { state, knowledge } = context
  const { pending, answered } = state
  const before = answered?.kind === 'version' ? withoutVersion(state, answered.facet) : state
  const asked = withState(context, pending ? state : before)
  const words = whyAsked(pending ?? answered, await standingOf(asked.state, knowledge), asked)
  return told([text(words)], { kind: 'answered', request }, context)
}

const withoutVersion = (state: State, facet: string): State => ({
  ...state,
  facts: state.facts.filter(f => f.facet !== facet || f.kind === 'works'),
})

const whyArticle: OnPhrase = async context => {
  const { state, knowledge } = context
  const { candidates } = await standingOf(state, knowledge)
  const recommended = candidates.find(c => c.article.id === state.recommended)
  const about = recommended ?? (state.pending ? undefined : candidates[0])
  const [whole] = await wholeOf(about ? [about] : [], knowledge)
  if (!whole) return whyAsk(context, 'why-article')
  const articles = [whole.article.id]
  return turn(state, [sayWhy(whole, context)], { kind: 'answered', request: 'why-article', articles })
}

const whatElse: OnPhrase = async context => {
  const { state, knowledge, texts } = context
  const others = othersIn(await standingOf(state, knowledge), state)
  const related = await relatedTo(state.recommended, others, context)
  const articles = [...others.map(c => c.article.id), ...related.map(a => a.id)].slice(0, MOST_OTHERS)
  const isNew = articles.some(id => !state.listed.includes(id))
  if (isNew) {
    const listed = [...new Set([...state.listed, ...articles])].slice(-MOST_LISTED)
    return told(
      [sayOthers(others, related, context)],
      { kind: 'listed', articles },
      withState(context, { ...state, listed }),
    )
  }
  const words =
    articles.length > 0 ? texts.say('others-again', { articles: articles.join(', ') }) : texts.say('others-none')
  const nothing: Reply = { kind: 'text', text: words, choices: buttons(['start-over'], texts) }
  return told([nothing], { kind: 'listed', articles: [] }, context)
}

const MOST_LISTED = 30

/** What the article that was recommended names as related, and is there. */
const relatedTo = async (
  recommended: string | undefined,
  others: readonly Candidate[],
  { state, knowledge }: Context,
): Promise<readonly ArticleHead[]> => {
  const article = recommended === undefined ? undefined : await knowledge.article(recommended)
  const wanted = (article?.related ?? []).filter(
    id => !others.some(c => c.article.id === id) && !state.tried.includes(id),
  )
  const found = await Promise.all(wanted.slice(0, MOST_OTHERS - others.length).map(id => knowledge.article(id)))
  return found.flatMap(a => a ?? [])
}

/** Of the version that is asked for; else of one that is known, or that the advice depends on. */
const howToFind: OnPhrase = async context => {
  const { pending, facts, recommended } = context.state
  const hasVersions = recommended !== undefined || facts.some(f => f.kind === 'version')
  if (pending?.kind !== 'version' && hasVersions) return answerMine({ mentions: [], products: [] }, context, true)
  const lines = pending?.kind === 'version' ? findingLines(pending.facet, 'update', context) : []
  if (lines.length === 0) return whyAsk(context, 'how-to-find')
  const ways = lines.map(way => context.texts.say('how-to-find', { way })).join('\n\n')
  return told([text(ways)], { kind: 'answered', request: 'how-to-find' }, context)
}

const unsure: OnPhrase = context => {
  const { pending, recommended, shown } = context.state
  // Who cannot say whether an article is it hears what else it could be, and not the same again.
  if (!pending && recommended === undefined && shown !== undefined) return whatElse(context)
  const how = pending?.kind === 'version' ? findingHint(pending.facet, 'level', context) : []
  return conclude(withState(context, takeUnsure(context.state)), [], how)
}

const noneOfThese: OnPhrase = async context => {
  const { state } = context
  const { pending } = state
  const without = takeNone(state)
  if (without) return conclude(withState(context, without))
  const other = pending?.kind === 'version' ? pending.options.find(o => o.isRest) : undefined
  if (pending?.kind === 'version' && other) return withVersion(pending.facet, other.ranges, context)
  const bare = nothingInstalled(context)
  return bare
    ? withVersion(bare.product, bare.ranges, context)
    : notUnderstood(context.texts.say('none-of-these'), context)
}

const withVersion = (facet: string, ranges: ReleaseNode['ranges'], context: Context): Promise<Response> => {
  const facts = context.state.facts.filter(f => f.facet !== facet || f.kind === 'works')
  const fact = { kind: 'version', facet, ranges, said: '', source: 'typed' } as const
  return conclude(withState(context, { ...context.state, pending: undefined, facts: [...facts, fact] }))
}

/** "None", where updates are what is open: the bare service pack. */
const nothingInstalled = ({ state, knowledge }: Context): ReleaseNode | undefined => {
  const { pending } = state
  const facets = pending?.kind === 'version' ? [pending.facet] : pending ? [] : state.facts.map(f => f.facet)
  return facets.flatMap(facet => {
    const product = knowledge.catalog.products.get(facet)
    const known = versionFact(state.facts, facet)?.ranges
    return product && known ? leaves(product).filter(l => l.kind === 'base' && overlaps(l.ranges, known)) : []
  })[0]
}

const yes: OnPhrase = context => {
  const { state, knowledge } = context
  const option = optionOfYes(state)
  const learned =
    option !== undefined && state.pending ? chooseOption(state.pending, option, state, knowledge) : undefined
  return learned ? conclude(withState(context, learned.state)) : acknowledged(context)
}

const no: OnPhrase = context => {
  const { state } = context
  const without = optionOfYes(state) === undefined ? undefined : takeNone(state)
  if (without) return conclude(withState(context, without))
  return state.recommended && !state.pending ? didNotHelp(context) : notUnderstood('no', context)
}

/** "ok", "hm", "yes" without a question: heard, and nothing is concluded from it. Only who says that it worked is done. */
const acknowledged: OnPhrase = async context => {
  const { state, texts } = context
  if (state.pending)
    return optionOfYes(state) === undefined ? plain('pending-open', 'acknowledged', context) : yes(context)
  if (state.recommended === undefined) return plain('why-nothing', 'acknowledged', context)
  const words = texts.say('acknowledged', { article: state.recommended })
  const reply: Reply = { kind: 'text', text: words, choices: buttons(OUTCOMES, texts) }
  return turn(state, [reply], { kind: 'answered', request: 'acknowledged' })
}

const worked: OnPhrase = async ({ state, texts }) => {
  const article = state.recommended
  const words = article ? texts.say('solved', { article }) : texts.say('solved-plain')
  const after = article ? (['watch', 'start-over'] as const) : (['start-over'] as const)
  const reply: Reply = { kind: 'text', text: words, choices: buttons(after, texts) }
  return turn({ ...freshState, advised: article ?? state.advised }, [reply], { kind: 'solved', article })
}

/** "That's wrong": of what is known, it is asked what. */
const notRight: OnPhrase = async context => {
  const { state } = context
  const facets = state.facts.flatMap(f => (f.kind === 'version' ? [f.facet] : []))
  if (facets.length === 0) return no(context)
  const pending = { kind: 'correct', facets } as const
  return turn({ ...state, pending }, [await sayQuestion(pending, context)], { kind: 'asked', dismissed: [] })
}

/** Who was given an article is told when it changes, if they want to. */
const watch: OnPhrase = context => {
  const { state, texts } = context
  const article = state.recommended ?? state.advised
  if (article === undefined) return plain('watch-nothing', 'watch', context)
  const what = { kind: 'answered', request: 'watch', articles: [article] } as const
  return told([text(texts.say('watch-on', { article }))], what, context)
}

const unwatch: OnPhrase = context => plain('watch-off', 'unwatch', context)

const partly: OnPhrase = async context => {
  if (context.state.recommended === undefined) return notUnderstood('partly', context)
  const tried = withTried(context.state)
  const pending = { kind: 'rest' } as const
  const state: State = { ...withNewTopic(tried), tried: tried.tried, pending }
  return turn(state, [await sayQuestion(pending, context)], { kind: 'asked', dismissed: [] })
}

const didNotHelp: OnPhrase = context => conclude(withState(context, withTried(context.state)))

const startOver: OnPhrase = async ({ texts }) => turn(freshState, [text(texts.say('restarted'))], { kind: 'restarted' })

const ON_PHRASE: Readonly<Record<Phrase, OnPhrase>> = {
  hello: greet,
  help: context => plain('help', 'help', context),
  thanks: context => plain('thanks', 'thanks', context),
  acknowledged,
  'start-over': startOver,
  'why-ask': context => whyAsk(context),
  'why-article': whyArticle,
  'what-else': whatElse,
  'how-to-find': howToFind,
  unsure,
  none: noneOfThese,
  yes,
  no,
  worked,
  partly,
  'did-not-help': didNotHelp,
  'forget-me': askToForget,
  'not-right': notRight,
  watch,
  unwatch,
}
