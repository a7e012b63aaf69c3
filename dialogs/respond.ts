import {
  articleId,
  isSameMachine,
  type Knowledge,
  tellingWords,
  updateNumbered,
  versionNames,
} from '../knowledge/index.ts'
import { conclude } from './conclude.ts'
import { type Context, withState } from './context.ts'
import { changeNotes, free } from './free-text.ts'
import { keptState } from './kept-state.ts'
import type { Message } from './message.ts'
import { articleOf, effectsOf, type Response, turn } from './outcome.ts'
import { chooseOption, sayQuestion } from './questions/index.ts'
import { answerForget, pastForget } from './requests/forget.ts'
import { answerNoise, answerRequest } from './requests/index.ts'
import { answerPhrase } from './requests/phrases.ts'
import { plain, text, told } from './requests/tell.ts'
import { restoreState } from './restore.ts'
import { withCommands } from './saying/commands.ts'
import { sayArticle } from './saying/explanation.ts'
import { withKnown, wrongButtons } from './saying/known.ts'
import { labelOf } from './saying/why.ts'
import type { State } from './state.ts'
import { isPart } from './texts/request-words.ts'
import type { Texts } from './texts/texts.ts'
import { voiceOf } from './texts/voice.ts'
import { type Asked, requestReader } from './understanding/asked.ts'
import { claimsTrouble } from './understanding/claims.ts'
import { answerForeign, isForeign } from './understanding/foreign.ts'
import { type Intent, understand } from './understanding/intent.ts'
import { learnFromText } from './understanding/learn.ts'
import { readingContext } from './understanding/reading-context.ts'
import { reportIn, tellsOfTwo } from './understanding/report.ts'
import { systemsOf } from './understanding/systems.ts'
import { withoutWrong } from './understanding/without-wrong.ts'
import { answerOffer, takeFirst, withOffer } from './waiting.ts'
import { withinTurn } from './weighing/within-turn.ts'

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
    const voice = voiceOf(texts, state.spoke)
    const context: Context = { texts: voice.texts, names, knowledge: withinTurn(knowledge), state, contact }
    const choices = state.pending ? (await sayQuestion(state.pending, context)).choices : []
    const named = message.choice ? message : await withArticle(message, context)
    const intent = await asTold(
      understand(named, { offered: choices, wrong: wrongButtons(context) }, texts, text => readAsked(text, state)),
      named.text.trim(),
      context,
    )
    const forgotten = answerForget(intent, context)
    if (forgotten) return forgotten
    const going = pastForget(context)
    const response = await (answerOffer(intent, going, free) ?? respondTo(intent, going))
    const offered = await withOffer(withShown(withAnswered(response, going.state)), going)
    const said = withKnown(offered, going)
    const replies = withCommands(said.replies, knowledge.catalog)
    const after = { ...said.state, spoke: voice.spokeIn(replies) }
    return { ...said, replies, state: keptState(after), effects: effectsOf(state, said) }
  }
}

/** In characters: a longer message is more than an article's number. */
const SHORT = 80

/** "Does 951251 apply to us?": in a short message that tells no trouble, a number that an article has is that article. */
const withArticle = async (message: Message, { knowledge }: Context): Promise<Message> => {
  const { text } = message
  const number = text.length <= SHORT ? ARTICLE_NUMBER.exec(text) : null
  const id = number?.[0] === undefined ? undefined : articleId(number[0])
  if (!number || id === undefined || !(await knowledge.article(id))) return message
  if (claimsTrouble(knowledge.read(text))) return message
  return { ...message, text: `${text.slice(0, number.index)}${id}${text.slice(number.index + number[0].length)}` }
}

/** Alone among words: neither part of a code nor the number of an event. */
const ARTICLE_NUMBER = /(?<![\p{L}\p{N}.,#_-]|(?:event|error|code|id|port)\s*)\d{6,7}(?![\p{L}\p{N}_-]|[.,]\d)/iu

/** Remembers the question that was answered in this turn. */
const withAnswered = (response: Response, { pending }: State): Response =>
  pending !== undefined &&
  response.state.said.length > 0 &&
  JSON.stringify(response.state.pending) !== JSON.stringify(pending)
    ? { ...response, state: { ...response.state, answered: pending } }
    : response

/** Remembers the article that was told of. What has ended is not asked about any more. */
const withShown = (response: Response): Response => {
  const { state, outcome } = response
  const shown = outcome.kind === 'solved' ? undefined : (articleOf(outcome) ?? state.shown)
  return shown === state.shown ? response : { ...response, state: { ...state, shown } }
}

/**
 * Words of a request in a message that tells several problems, or in another language, are no request; nor is what is asked
 * about a question that is answered beside it.
 */
const asTold = async (intent: Intent, text: string, context: Context): Promise<Intent> =>
  intent.kind === 'request' &&
  (isAnswered(intent.asked) ||
    isVersionTold(intent.asked, text, context) ||
    isOfOther(intent.asked, text, context) ||
    context.knowledge.problemsOf(text).length > 1 ||
    (await isReported(intent.asked, text, context)) ||
    (await isForeign(text, context)))
    ? { kind: 'say', text }
    : intent

/** "The events were lost because the cable was loose. All is good": what is told as solved is no other trouble. */
const isReported = async ({ request }: Asked, text: string, context: Context): Promise<boolean> => {
  if (request === 'partly' || request === 'did-not-help') return false
  const report = await reportIn(text, context)
  if (request === 'new-problem') return report === 'over'
  const isOfAnother = request === 'worked' && context.knowledge.reportOf(text).isOfAnother
  return report !== undefined || isOfAnother
}

/** "Correction: the file version is …", "SP2 is installed now, and it still fails" tell what there is, in words that could ask for it. */
const isVersionTold = ({ request }: Asked, text: string, { knowledge, texts, state }: Context): boolean => {
  // "Which Exchange? 2007": who repeats what was asked answers it.
  const answers = state.pending?.kind === 'version'
  if (text.includes('?') && !answers) return false
  const reading = knowledge.read(text, readingContext(state))
  // "SP1, I suppose?" is no question, and what is asked by another one is answered.
  if (text.trimEnd().endsWith('?') && reading.troubles.some(t => t.standing === 'asked')) return false
  return (
    reading.mentions.some(m => m.bearing === 'has' && m.hasVersion) &&
    (ABOUT_KNOWN.has(request) ||
      (answers && ABOUT_VERSIONS.has(request)) ||
      texts.isCorrection(text) ||
      (isPart(request) && claimsTrouble(reading)))
  )
}

/** "The old one works fine": nothing is solved by that, where another one was in question. */
const isOfOther = ({ request }: Asked, text: string, { knowledge, state }: Context): boolean => {
  const { machine, systems } = state
  // "RU4 is on, and they come. The branch has RU3 on 2003": the second one is told of, too.
  if (request === 'worked' && tellsOfTwo(knowledge.read(text, readingContext(state)).mentions, state)) return true
  if (request !== 'worked' || machine === undefined || systems.length === 0) return false
  const { machines } = knowledge.read(text, { systems: systemsOf(state), machine })
  return machines.length > 0 && !machines.some(m => isSameMachine(m, machine))
}

/** Said of what is known or waits: a version that is told beside it answers. */
const ABOUT_KNOWN: ReadonlySet<Asked['request']> = new Set(['mine', 'unsure', 'none', 'hold'])

/** Asked of versions, which an answer names as well. */
const ABOUT_VERSIONS: ReadonlySet<Asked['request']> = new Set([
  'version',
  'latest',
  'combination',
  'also',
  'help',
  'list',
])

/** "It is SP1. Does it matter which rollup?" */
const isAnswered = ({ request, mentions }: Asked): boolean => request === 'why-ask' && mentions.length > 0

const respondTo = (intent: Intent, context: Context): Promise<Response> => {
  switch (intent.kind) {
    case 'greet':
      return told([text(context.texts.say('greeting'))], { kind: 'greeted' }, context)
    case 'nothing':
      return plain(intent.files ? 'no-text' : 'nothing-said', intent.files ? 'files' : 'nothing', context)
    case 'late':
      return plain('late', 'late', context)
    case 'phrase':
      return answerPhrase(intent.phrase, context)
    case 'request':
      return answerRequest(intent.asked, context)
    case 'noise':
      return answerNoise(context)
    case 'option':
      return choose(intent.option, context)
    case 'wrong':
      return takeBack(intent.facet, context)
    case 'article':
      return article(intent.id, intent.rest, context)
    case 'say':
      return say(intent.text, context)
  }
}

const say = async (said: string, context: Context): Promise<Response> => {
  const { knowledge } = context
  const id = said.length <= LONGEST_ID && !SENTENCE.test(said) ? said.toUpperCase() : undefined
  if (id !== undefined && (await knowledge.article(id))) return article(id, '', context)
  return (await isForeign(said, context))
    ? answerForeign(said, context)
    : takeFirst(knowledge.problemsOf(said), context, free)
}

/** In characters. */
const LONGEST_ID = 80

/** Of so many words as no article's id has: to look for it would be a question to another thread. */
const SENTENCE = /(?:\S\s+){4}\S/

/** So many telling words beside the number of an article that is not there are a problem to look for. */
const DESCRIBES = 3

const choose = (option: string, context: Context): Promise<Response> => {
  const { state, knowledge } = context
  const learned = state.pending && chooseOption(state.pending, option, state, knowledge)
  if (!learned) return plain('nothing-said', 'nothing', context)
  return conclude(withState(context, learned.state), changeNotes(learned.changes, context))
}

/** "Windows Server 2008 is not right." */
const takeBack = (facet: string, context: Context): Promise<Response> => {
  const { state, knowledge, texts } = context
  const versions = labelOf(facet, context)
  const facts = withoutWrong(state.facts, facet, knowledge)
  return conclude(withState(context, { ...state, facts, pending: undefined }), [texts.say('retracted', { versions })])
}

const article = async (id: string, said: string, context: Context): Promise<Response> => {
  const { state, knowledge, texts } = context
  const found = await knowledge.article(id)
  // "KB953469 is installed" tells a version, unless the knowledge base has that article.
  const update = found ? undefined : updateNumbered(knowledge.catalog, id)
  if (update !== undefined) return say(`${update} (${id}) ${said}`, context)
  // Of words that nobody here can read, the number counts alone.
  const rest = (await isForeign(said, context)) ? '' : said
  if (!found && tellingWords(rest, DESCRIBES) >= DESCRIBES) return free(rest, context)
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
