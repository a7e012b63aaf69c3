import {
  type Change,
  type Knowledge,
  knownRanges,
  leaves,
  overlaps,
  tellingWords,
  updateNumbered,
} from '../knowledge/index.ts'
import { standingOf, wholeOf } from './candidates.ts'
import { conclude, type Response } from './conclude.ts'
import { type Learned, learnFromChoice, learnFromText, learnNone, learnUnsure } from './learn.ts'
import type { Message } from './message.ts'
import { sayArticle, sayOthers, sayWhy } from './say-explanation.ts'
import { findingHint, findingLines, sayCheck, sayRest, whyAsked } from './say-question.ts'
import { buttons } from './say-recommendation.ts'
import type { Saying } from './say-why.ts'
import { freshState, restoreState, type State, withNewTopic, withTried } from './state.ts'
import type { Phrase, SentenceKey, Texts } from './texts.ts'
import { choiceTitles, type Intent, understand } from './understand.ts'

export type Respond = (state: unknown, message: Message) => Promise<Response>

/**
 * The conversation's heart: what was remembered and what was said lead to what is remembered and said back. The same
 * arguments always give the same result; its only `await` is the knowledge port. `state` may be what any earlier
 * release has kept, or undefined for a new conversation.
 */
export const createRespond = (knowledge: Knowledge, texts: Texts): Respond => {
  const unknown = texts.askedProducts.filter(p => !knowledge.catalog.products.has(p))
  if (unknown.length > 0)
    throw new Error(
      `dialogs/questions.yaml asks for ${unknown.join(', ')}, which the catalog does not have. Use one of ${[...knowledge.catalog.products.keys()].join(', ')}.`,
    )
  return async (kept, message) => {
    const state = restoreState(kept)
    return respondTo(understand(message, state, texts), { knowledge, texts, state })
  }
}

const respondTo = (intent: Intent, s: Saying): Promise<Response> => {
  switch (intent.kind) {
    case 'greet':
      return plain('greeting', s)
    case 'nothing':
      return plain(intent.files ? 'no-text' : 'nothing-said', s)
    case 'phrase':
      return ON_PHRASE[intent.phrase](s)
    case 'choice':
      return choose(intent.index, s)
    case 'article':
      return article(intent.id, intent.rest, s)
    case 'say':
      return free(intent.text, s)
  }
}

/** Says a sentence; the conversation stays where it is, and a question that waits is asked again. */
const plain = async (key: SentenceKey, s: Saying, values: Readonly<Record<string, string>> = {}): Promise<Response> =>
  told(s.texts.say(key, values), s)

const told = (text: string, s: Saying): Response => ({
  state: s.state,
  replies: [{ kind: 'text', text, choices: [] }, ...(s.state.pending ? [s.state.pending.question] : [])],
})

const within = (state: State, s: Saying): Saying => ({ ...s, state })

const changeNotes = (changes: readonly Change[], s: Saying): readonly string[] =>
  changes.map(c => s.texts.say('changed', { now: c.now, before: c.before }))

const free = async (text: string, s: Saying): Promise<Response> => {
  if (text.length <= MOST_QUOTED && (await s.knowledge.article(text.toUpperCase())))
    return article(text.toUpperCase(), '', s)
  const learned = await learnFromText(s.state, text, s)
  if (!learned.understood) return notUnderstood(text, s)
  const response = noting(
    learned.noted ?? [],
    await conclude(within(learned.state, s), changeNotes(learned.changes, s)),
    s,
  )
  // Words that lead nowhere are forgotten, so that small talk does not blur the problem that is told next.
  return learned.leadsNowhere ? { ...response, state: { ...response.state, said: s.state.said } } : response
}

/** Says which versions were understood where the reply does not show it: the same advice stands, or the same question. */
const noting = (noted: readonly string[], { state, replies }: Response, s: Saying): Response => {
  const stands = state.recommended !== undefined && state.recommended === s.state.recommended
  // Asked what goes wrong, the bot has said what it knows already.
  const repeats =
    state.pending !== undefined &&
    state.pending.kind !== 'description' &&
    state.pending.question.text === s.state.pending?.question.text
  if (noted.length === 0 || !(stands || repeats)) return { state, replies }
  const text = s.texts.say('noted', { versions: noted.join(', ') })
  return { state, replies: [{ kind: 'text', text, choices: [] }, ...replies] }
}

const notUnderstood = (text: string, s: Saying): Response =>
  told(s.texts.say('not-understood', { said: text.length > MOST_QUOTED ? `${text.slice(0, MOST_QUOTED)}…` : text }), s)

const MOST_QUOTED = 80
/** So many telling words beside the number of an article that is not there are a problem to look for. */
const DESCRIBES = 3

const choose = (index: number, s: Saying): Promise<Response> => {
  const { pending } = s.state
  if (!pending) return plain('nothing-said', s)
  const learned: Learned = learnFromChoice(s.state, pending, index, s.knowledge)
  return conclude(within(learned.state, s), changeNotes(learned.changes, s))
}

const article = async (id: string, rest: string, s: Saying): Promise<Response> => {
  const found = await s.knowledge.article(id)
  // "KB953469 is installed" tells a version, unless the knowledge base has that article.
  const update = found ? undefined : updateNumbered(s.knowledge.catalog, id)
  if (update !== undefined) return free(`${update} ${rest}`, s)
  if (!found && tellingWords(rest) >= DESCRIBES) return free(rest, s)
  if (!found) return plain('article-unknown', s, { article: id })
  const learned = await learnFromText({ ...s.state, focus: id }, rest, s)
  if (learned.state.facts.some(f => !s.state.facts.includes(f)))
    return conclude(within(learned.state, s), changeNotes(learned.changes, s))
  const pending = sayCheck(id, s)
  return { state: { ...s.state, pending }, replies: [sayArticle(found, s), pending.question] }
}

const ON_PHRASE: Readonly<Record<Phrase, (s: Saying) => Promise<Response>>> = {
  hello: s => plain('greeting', s),
  help: s => plain('help', s),
  thanks: s => plain('thanks', s),
  'start-over': s => plain('restarted', within(freshState, s)),
  'why-ask': async s => told(whyAsked(s.state.pending, await standingOf(s.state, s.knowledge), s), s),
  'why-article': async s => {
    const { candidates } = await standingOf(s.state, s.knowledge)
    const about =
      candidates.find(c => c.article.id === s.state.recommended) ?? (s.state.pending ? undefined : candidates[0])
    const [whole] = await wholeOf(about ? [about] : [], s.knowledge)
    return whole
      ? { state: s.state, replies: [sayWhy(whole, s)] }
      : told(whyAsked(s.state.pending, { candidates, none: 0 }, s), s)
  },
  'what-else': async s => ({
    state: s.state,
    replies: [
      sayOthers(await standingOf(s.state, s.knowledge), s.state.recommended, s),
      ...(s.state.pending ? [s.state.pending.question] : []),
    ],
  }),
  'how-to-find': async s => {
    const { pending } = s.state
    const lines = pending?.kind === 'version' ? findingLines(pending.facet, 'update', s) : []
    return lines.length > 0
      ? told(lines.map(way => s.texts.say('how-to-find', { way })).join('\n\n'), s)
      : told(whyAsked(pending, await standingOf(s.state, s.knowledge), s), s)
  },
  unsure: s => {
    const { pending } = s.state
    const how = pending?.kind === 'version' ? findingHint(pending.facet, 'level', s) : []
    return conclude(within(learnUnsure(s.state), s), [], how)
  },
  none: s => {
    const state = learnNone(s.state)
    if (state) return conclude(within(state, s))
    const other = choiceTitles(s.state.pending, s.texts).indexOf(s.texts.say('another-version'))
    const bare = other < 0 ? nothingInstalled(s) : undefined
    if (bare !== undefined) return free(bare, s)
    return other >= 0 ? choose(other, s) : Promise.resolve(notUnderstood(s.texts.say('none-of-these'), s))
  },
  yes: s =>
    isSingleOffer(s.state)
      ? choose(0, s)
      : s.state.recommended && !s.state.pending
        ? ON_PHRASE.worked(s)
        : Promise.resolve(notUnderstood('yes', s)),
  no: s => {
    const state = isSingleOffer(s.state) ? learnNone(s.state) : undefined
    if (state) return conclude(within(state, s))
    return s.state.recommended && !s.state.pending
      ? ON_PHRASE['did-not-help'](s)
      : Promise.resolve(notUnderstood('no', s))
  },
  worked: async s => {
    const text = s.state.recommended
      ? s.texts.say('solved', { article: s.state.recommended })
      : s.texts.say('solved-plain')
    return { state: freshState, replies: [{ kind: 'text', text, choices: buttons(['start-over'], s) }] }
  },
  partly: async s => {
    if (s.state.recommended === undefined) return notUnderstood('partly', s)
    const state = withTried(s.state)
    const pending = sayRest(s)
    return { state: { ...withNewTopic(state), tried: state.tried, pending }, replies: [pending.question] }
  },
  'did-not-help': s => conclude(within(withTried(s.state), s)),
}

/** "None", where updates are what is open: the catalog's words for the bare service pack, "no update rollup". */
const nothingInstalled = (s: Saying): string | undefined => {
  const facets =
    s.state.pending?.kind === 'version'
      ? [s.state.pending.facet]
      : s.state.pending
        ? []
        : s.state.facts.map(f => f.facet)
  return facets
    .flatMap(facet => {
      const product = s.knowledge.catalog.products.get(facet)
      const known = knownRanges(s.state.facts, facet)
      return product && known ? leaves(product).filter(l => l.kind === 'base' && overlaps(l.ranges, known)) : []
    })
    .map(l => l.name)[0]
}

/** A question that "yes" and "no" answer. */
const isSingleOffer = (state: State): boolean =>
  state.pending?.kind === 'check' || (state.pending?.kind === 'symptom' && state.pending.choices.length === 1)
