import { articleId, textWords } from '../../knowledge/index.ts'
import type { Message } from '../message.ts'
import type { Choice, Chosen } from '../reply.ts'
import { ARTICLE, buttonTitled, simple, TALK } from '../saying/buttons.ts'
import { isPart } from '../texts/request-words.ts'
import { isPhrase, type Phrase, type Texts } from '../texts/texts.ts'
import type { Asked } from './asked.ts'

/** What a message asks of the bot, before anything is looked up. */
export type Intent =
  | { readonly kind: 'greet' }
  | { readonly kind: 'nothing'; readonly files: boolean }
  /** A button of a question that waits no more. */
  | { readonly kind: 'late' }
  | { readonly kind: 'phrase'; readonly phrase: Phrase }
  /** Something else than a diagnosis is wanted. */
  | { readonly kind: 'request'; readonly asked: Asked }
  /** Rude words alone, signs, pictures. */
  | { readonly kind: 'noise' }
  /** One of the options of the question that waits. */
  | { readonly kind: 'option'; readonly option: string }
  /** Of what is known, the version of this product is not right. */
  | { readonly kind: 'wrong'; readonly facet: string }
  /** An article by its number, perhaps with more words. */
  | { readonly kind: 'article'; readonly id: string; readonly rest: string }
  | { readonly kind: 'say'; readonly text: string }

/** `offered`: the choices of the question that waits; `wrong`: those that take back what is known, at any time. */
export const understand = (
  message: Message,
  { offered, wrong }: { readonly offered: readonly Choice[]; readonly wrong: readonly Choice[] },
  texts: Texts,
  askedIn: (text: string) => Asked | undefined,
): Intent => {
  if (message.joined) return { kind: 'greet' }
  const clicked = message.choice && clickedOf(message.choice, offered)
  if (clicked) return clicked
  const text = message.text.trim()
  if (text === '' && message.choice) return { kind: 'late' }
  if (text === '') return { kind: 'nothing', files: message.attachments > 0 }
  // What is longer is no title, and names no place.
  const said = text.length <= LONGEST_TITLE ? simple(text) : undefined
  const own = said === undefined ? [] : offered.filter(c => c.question !== TALK)
  const place =
    own.length > 0
      ? (own.find(c => isTitle(c, said) || isMeaning(c, said)) ?? own.at(texts.placeOf(text) ?? own.length))
      : undefined
  if (place) return { kind: 'option', option: place.option }
  const taken = said === undefined ? undefined : wrong.find(({ title }) => simple(title) === said)
  if (taken) return { kind: 'wrong', facet: taken.option }
  const phrase = said === undefined ? undefined : (buttonTitled(said, texts) ?? texts.phraseOf(text))
  if (phrase) return { kind: 'phrase', phrase }
  if (isNoise(text, texts)) return { kind: 'noise' }
  const asked = askedIn(text)
  const named = namedArticle(text)
  // An article's number is what a message is about, unless it asks for something of that article.
  if (asked && (!named || ofArticle(asked))) return { kind: 'request', asked }
  return named ? { kind: 'article', ...named } : { kind: 'say', text }
}

const ofArticle = ({ request, article }: Asked): boolean =>
  isPart(request) || (article !== undefined && OF_ARTICLE.has(request))
const OF_ARTICLE: ReadonlySet<Asked['request']> = new Set([
  'version',
  'latest',
  'also',
  'watch',
  'worked',
  'partly',
  'did-not-help',
])

/** A button of a question that waits no more says what its title says. */
const clickedOf = ({ question, option }: Chosen, offered: readonly Choice[]): Intent | undefined => {
  if (question === TALK) return isPhrase(option) ? { kind: 'phrase', phrase: option } : undefined
  if (question === ARTICLE) return { kind: 'article', id: option, rest: '' }
  return offered.some(c => c.question === question && c.option === option) ? { kind: 'option', option } : undefined
}

const isTitle = ({ title, label }: Choice, said: string | undefined): boolean =>
  simple(title) === said || (label !== undefined && simple(label) === said)

/** A choice whose title is a number may be typed as what it stands for. */
const isMeaning = ({ means }: Choice, said: string | undefined): boolean =>
  means !== undefined && (simple(means) === said || simple(means.split('\n')[0] ?? '') === said)

/** In characters: a choice's title, and what it means. */
const LONGEST_TITLE = 4000

/** Without a letter or a digit, of letters that nobody can say, or rude words and no others. */
const isNoise = (text: string, { requests }: Texts): boolean =>
  !/[\p{L}\p{N}]/u.test(text) ||
  (text.length <= LONGEST_RUDE && (isGibberish(text) || requests.isRude(textWords(text.toLowerCase()))))

/** A hand on the keys. Capitals and digits are names, other scripts are languages. */
const isGibberish = (text: string): boolean =>
  /^[a-z\s.,!?]+$/.test(text) && text.split(/[^a-z]+/).every(w => w === '' || UNSPOKEN.test(w))
const UNSPOKEN = /^[b-df-hj-np-tv-xz]{4,}$|[b-df-hj-np-tv-xz]{6}|(.)\1{3}/

/** In characters: whoever writes more says something. */
const LONGEST_RUDE = 400

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
