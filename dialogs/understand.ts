import { articleId } from '../knowledge/index.ts'
import type { Message } from './message.ts'
import type { Pending, State } from './state.ts'
import type { Phrase, Texts } from './texts.ts'

/** What a message asks of the bot, before anything is looked up. */
export type Intent =
  | { readonly kind: 'greet' }
  | { readonly kind: 'nothing'; readonly files: boolean }
  | { readonly kind: 'phrase'; readonly phrase: Phrase }
  /** One of the offered choices, by its place. */
  | { readonly kind: 'choice'; readonly index: number }
  /** An article by its number, perhaps with more words. */
  | { readonly kind: 'article'; readonly id: string; readonly rest: string }
  | { readonly kind: 'say'; readonly text: string }

export const understand = (message: Message, state: State, texts: Texts): Intent => {
  if (message.joined) return { kind: 'greet' }
  const text = (message.choice ?? message.text).trim()
  if (text === '') return { kind: 'nothing', files: message.attachments > 0 }
  const titles = choiceTitles(state.pending, texts)
  const index = titles.findIndex(t => same(t, text))
  const place = index >= 0 ? index : texts.placeOf(text)
  if (place !== undefined && place < titles.length) return { kind: 'choice', index: place }
  const phrase = buttonPhrase(text, texts) ?? texts.phraseOf(text)
  if (phrase) return { kind: 'phrase', phrase }
  const named = namedArticle(text)
  return named ? { kind: 'article', ...named } : { kind: 'say', text }
}

/** The titles under which a pending question can be answered, in order; "Not sure" and the like are phrases. */
export const choiceTitles = (pending: Pending | undefined, texts: Texts): readonly string[] => {
  if (pending === undefined) return []
  if (pending.kind === 'check') return [texts.say('check-it')]
  return 'choices' in pending ? pending.choices.map(c => c.title) : []
}

const same = (a: string, b: string): boolean => simple(a) === simple(b)
const simple = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}.]+/gu, ' ')
    .trim()

/** The titles of the buttons that are phrases: worded in sentences.yaml, understood whatever the wording. */
const buttonPhrase = (text: string, texts: Texts): Phrase | undefined => {
  const buttons: readonly (readonly [Phrase, string])[] = [
    ['unsure', texts.say('not-sure')],
    ['none', texts.say('none-of-these')],
    ['worked', texts.say('worked')],
    ['partly', texts.say('partly')],
    ['did-not-help', texts.say('did-not-help')],
    ['why-article', texts.say('why-this-article')],
    ['what-else', texts.say('what-else')],
    ['start-over', texts.say('start-over')],
  ]
  return buttons.find(([, title]) => same(title, text))?.[0]
}

const ARTICLE_NUMBER =
  /\b(?:kb|q)[\s#:-]*(\d{5,7})\b|\barticle\s+(?:id\s*|number\s*|no\.?\s*)?#?(\d{5,7})\b|^\s*#?(\d{6,7})\s*[?!.]?\s*$/i

const namedArticle = (text: string): { readonly id: string; readonly rest: string } | undefined => {
  const match = ARTICLE_NUMBER.exec(text)
  // "Update Rollup 2 (KB948016)" says what is installed.
  if (match && text[match.index - 1] === '(') return undefined
  const id = match && articleId(match[1] ?? match[2] ?? match[3] ?? '')
  return match && id
    ? { id, rest: `${text.slice(0, match.index)} ${text.slice(match.index + match[0].length)}`.trim() }
    : undefined
}
