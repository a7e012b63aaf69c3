import { type ArticleHead, onceFor } from '../../knowledge/index.ts'
import type { Choice } from '../reply.ts'
import type { Phrase, SentenceKey, Texts } from '../texts/texts.ts'

/** The question that buttons without a question belong to: things that can be said to the bot at any time. */
export const TALK = 'talk'

/** The question that buttons belong to which say what stands on them: as if it had been typed. */
export const SAY = 'say'

/** The question that buttons belong to which open an article. */
export const ARTICLE = 'article'

/** Opens these articles; their number is what can be typed. */
export const articleButtons = (ids: readonly string[]): readonly Choice[] =>
  ids.map(id => ({ title: id, question: ARTICLE, option: id }))

/** Chooses what is seen by its number: each with what its article says is seen, and the article's name. */
export const seenChoices = (
  all: readonly (readonly [article: ArticleHead, seen: string])[],
  texts: Texts,
): readonly Choice[] =>
  all.map(([{ id, title }, seen], at) => ({
    title: String(at + 1),
    means: `${seen}\n${texts.say('article-shown', { article: id, title })}`,
    question: 'symptom',
    option: id,
  }))

/** What a person may say of a reply, each with its sentence. */
const BUTTONS = {
  worked: 'worked',
  partly: 'partly',
  'did-not-help': 'did-not-help',
  'why-article': 'why-this-article',
  'what-else': 'what-else',
  'start-over': 'start-over',
  unsure: 'not-sure',
  none: 'none-of-these',
  watch: 'tell-changes',
} as const satisfies Partial<Record<Phrase, SentenceKey>>

type Button = keyof typeof BUTTONS

export const buttons = (phrases: readonly Button[], texts: Texts): readonly Choice[] =>
  phrases.map(option => ({ title: texts.say(BUTTONS[option]), question: TALK, option }))

/** The button of which this is the title, as `simple` writes it: understood when typed, however they are worded. */
export const buttonTitled = (title: string, texts: Texts): Phrase | undefined => titlesOf(texts).get(title)

const titlesOf = onceFor(
  (texts: Texts): ReadonlyMap<string, Phrase> =>
    new Map(
      (Object.keys(BUTTONS) as Button[]).toReversed().map(phrase => [simple(texts.say(BUTTONS[phrase])), phrase]),
    ),
)

/** A title without what does not matter when it is typed: case and punctuation. */
export const simple = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}.]+/gu, ' ')
    .trim()

/** What can be said of advice. */
export const OUTCOMES: readonly Button[] = ['worked', 'partly', 'did-not-help', 'why-article', 'what-else']
