import { type Change, type Knowledge, tellingWords, updateNumbered, versionNames } from '../knowledge/index.ts'
import { asking, conclude } from './conclude.ts'
import { type Context, type Learned, nameOfVersions, withState } from './context.ts'
import { differ } from './deciding/alternatives.ts'
import type { Message } from './message.ts'
import { type Response, turn } from './outcome.ts'
import { chooseOption, sayQuestion } from './questions/index.ts'
import { answerNoise, answerRequest } from './requests/index.ts'
import { answerPhrase } from './requests/phrases.ts'
import { MOST_QUOTED, notUnderstood, plain, text, told } from './requests/tell.ts'
import { restoreState } from './restore.ts'
import { sayArticle } from './saying/explanation.ts'
import type { State } from './state.ts'
import type { Texts } from './texts/texts.ts'
import { requestReader } from './understanding/asked.ts'
import { answerForeign, isForeign } from './understanding/foreign.ts'
import { type Intent, understand } from './understanding/intent.ts'
import { learnFromText } from './understanding/learn.ts'
import { answerOffer, takeFirst, withOffer } from './waiting.ts'
import { likenessOf } from './weighing/meaning.ts'

export type Respond = (state: unknown, message: Message) => Promise<Response>

/**
 * The conversation's heart: what was remembered and what was said lead to what is remembered and said back. The same
 * arguments always give the same result; its only `await` is the knowledge port. `state` may be what any earlier
 * release has kept, or undefined for a new conversation.
 */
export const createRespond = (
  knowledge: Knowledge,
  texts: Texts,
  { contact }: { readonly contact?: string | undefined } = {},
): Respond => {
  const unknown = texts.askedProducts.filter(p => !knowledge.catalog.products.has(p))
  if (unknown.length > 0)
    throw new Error(
      `questions.yaml asks for ${unknown.join(', ')}, which the catalog does not have. Use one of ${[...knowledge.catalog.products.keys()].join(', ')}.`,
    )
  const names = versionNames(texts.language)
  const readAsked = requestReader(knowledge, texts)
  return async (kept, message) => {
    const state = restoreState(kept, knowledge.catalog)
    const context: Context = { texts, names, knowledge, state, contact }
    const offered = state.pending ? (await sayQuestion(state.pending, context)).choices : []
    const intent = await asTold(
      understand(message, offered, texts, text => readAsked(text, state)),
      message.text.trim(),
      context,
    )
    return withOffer(await (answerOffer(intent, context, free) ?? respondTo(intent, context)), context)
  }
}

/** Words of a request in a message that tells several problems, or in another language, are no request. */
const asTold = async (intent: Intent, text: string, context: Context): Promise<Intent> =>
  intent.kind === 'request' && (context.knowledge.problemsOf(text).length > 1 || (await isForeign(text, context)))
    ? { kind: 'say', text }
    : intent

const respondTo = (intent: Intent, context: Context): Promise<Response> => {
  switch (intent.kind) {
    case 'greet':
      return told([text(context.texts.say('greeting'))], { kind: 'greeted' }, context)
    case 'nothing':
      return plain(intent.files ? 'no-text' : 'nothing-said', intent.files ? 'files' : 'nothing', context)
    case 'phrase':
      return answerPhrase(intent.phrase, context)
    case 'request':
      return answerRequest(intent.asked, context)
    case 'noise':
      return answerNoise(context)
    case 'option':
      return choose(intent.option, context)
    case 'article':
      return article(intent.id, intent.rest, context)
    case 'say':
      return say(intent.text, context)
  }
}

const say = async (said: string, context: Context): Promise<Response> =>
  (await isForeign(said, context))
    ? answerForeign(said, context)
    : takeFirst(context.knowledge.problemsOf(said), context, free)

const changeNotes = (changes: readonly Change[], context: Context): readonly string[] =>
  changes.map(({ facet, now, before }) =>
    context.texts.say('changed', {
      now: nameOfVersions(facet, now, context),
      before: nameOfVersions(facet, before, context),
    }),
  )

const free = async (said: string, context: Context): Promise<Response> => {
  const { knowledge } = context
  if (said.length <= MOST_QUOTED && (await knowledge.article(said.toUpperCase())))
    return article(said.toUpperCase(), '', context)
  const learned = await learnFromText(context.state, said, context)
  if (!learned.understood) return notUnderstood(said, context)
  const { which } = learned
  const notes = changeNotes(learned.changes, context)
  if (which && learned.state.said.length > 0 && (await differ(which.pending, withState(context, learned.state))))
    return asking({ ...learned.state, pending: which.pending }, context, notes)
  // Where it makes no difference which of them it is, it is one of them.
  const state = which ? { ...learned.state, facts: which.eitherOf } : learned.state
  const concluded = await conclude(withState(context, state), notes)
  // Before a fix: what the words may also mean would rule it out.
  if (learned.doubt && (concluded.outcome.kind === 'upheld' || concluded.outcome.kind === 'recommended'))
    return asking({ ...state, pending: learned.doubt }, context, notes)
  const response = noting(learned.noted ?? [], concluded, context)
  // Words that lead nowhere are forgotten, so that small talk does not blur the problem that is told next.
  if (concluded.outcome.kind === 'upheld' && (await isApart(learned.state, context)))
    return asking({ ...context.state, facts: state.facts, pending: { kind: 'topic', said } }, context, [])
  return learned.leadsNowhere ? { ...response, state: { ...response.state, said: context.state.said } } : response
}

/** True when what was just told is another trouble than that of the article that was recommended. */
const isApart = async (now: State, { state, knowledge }: Context): Promise<boolean> => {
  const troubles = now.troubles.slice(state.troubles.length)
  const advised = state.recommended === undefined ? undefined : await knowledge.article(state.recommended)
  if (!advised || now.said.length === state.said.length) return false
  const things = new Set(advised.troubles.flatMap(t => t.things.flat()))
  const isOfTheSame = troubles.some(t => t.things.some(([thing = '']) => things.has(thing)))
  return !isOfTheSame && likenessOf(troubles, advised, undefined, knowledge.near).meaning === 'other'
}

/** Says which versions were understood where the reply does not show it: the same advice stands, or the same question. */
const noting = (noted: NonNullable<Learned['noted']>, response: Response, context: Context): Response => {
  const { outcome, replies } = response
  const isAgain = isAskedAgain(response.state, context.state, noted)
  if (noted.length === 0 || !(outcome.kind === 'upheld' || isAgain)) return response
  const versions = noted.map(f => nameOfVersions(f.facet, f.ranges, context)).join(', ')
  return { ...response, replies: [text(context.texts.say('noted', { versions })), ...replies] }
}

/** Asked what goes wrong, the bot has said what it knows already. */
const isAskedAgain = ({ pending }: State, before: State, noted: NonNullable<Learned['noted']>): boolean =>
  pending !== undefined &&
  pending.kind !== 'description' &&
  pending.kind === before.pending?.kind &&
  (pending.kind !== 'version' || (pending.facet === askedFacet(before) && !noted.some(f => f.facet === pending.facet)))

const askedFacet = ({ pending }: State): string | undefined => (pending?.kind === 'version' ? pending.facet : undefined)

/** So many telling words beside the number of an article that is not there are a problem to look for. */
const DESCRIBES = 3

const choose = (option: string, context: Context): Promise<Response> => {
  const { state, knowledge } = context
  const learned = state.pending && chooseOption(state.pending, option, state, knowledge)
  if (!learned) return plain('nothing-said', 'nothing', context)
  return conclude(withState(context, learned.state), changeNotes(learned.changes, context))
}

const article = async (id: string, said: string, context: Context): Promise<Response> => {
  const { state, knowledge, texts } = context
  const found = await knowledge.article(id)
  // "KB953469 is installed" tells a version, unless the knowledge base has that article.
  const update = found ? undefined : updateNumbered(knowledge.catalog, id)
  if (update !== undefined) return say(`${update} ${said}`, context)
  // Of words that nobody here can read, the number counts alone.
  const rest = (await isForeign(said, context)) ? '' : said
  if (!found && tellingWords(rest) >= DESCRIBES) return free(rest, context)
  const request = 'article'
  if (!found)
    return told(
      [text(texts.say('article-unknown', { article: id }))],
      { kind: 'answered', request, articles: [] },
      context,
    )
  const learned = await learnFromText({ ...state, focus: id }, rest, context, true)
  if (learned.state.facts.some(f => !state.facts.includes(f)))
    return conclude(withState(context, learned.state), changeNotes(learned.changes, context))
  const pending = { kind: 'check', article: id } as const
  const question = await sayQuestion(pending, context)
  return turn({ ...state, pending }, [sayArticle(found, context), question], {
    kind: 'answered',
    request,
    articles: [id],
  })
}
