import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { escaped, isTelling, tellingWords, yamlFolder } from '../../knowledge/index.ts'
import { type RequestWords, requestsSchema, requestWords } from './request-words.ts'
import { SENTENCES, type SentenceKey } from './sentence-keys.ts'
import { fill, otherWaysSchema, sentencesSchema } from './sentences.ts'

export type { SentenceKey } from './sentence-keys.ts'

type Grain = 'release' | 'level'

/** What is said, asked and understood in one language, read from the YAML files of its folder. */
export interface Texts {
  /** Fills a sentence's {places}. */
  readonly say: (key: SentenceKey, values?: Readonly<Record<string, string>>) => string
  /** The same another way, for whoever has just heard it; undefined where there is none. */
  readonly sayAgain: (key: SentenceKey | 'question', values?: Readonly<Record<string, string>>) => string | undefined
  /** Asks for a version. `beside`: the other products that the articles in question are about. */
  readonly ask: (
    facet: string,
    grain: Grain,
    values: Readonly<Record<string, string>>,
    beside?: readonly string[],
  ) => string
  /** The phrase group that the whole text belongs to. */
  readonly phraseOf: (text: string) => Phrase | undefined
  /**
   * "The second one", "2", "I think it is number 2" → 1: which of several offered things the whole text chooses, counted
   * from 0; -1 is the last.
   */
  readonly placeOf: (text: string) => number | undefined
  /** The place that a text names, whatever else it says: "show me the second one" → 1. */
  readonly placeIn: (text: string) => number | undefined
  /** True for "sorry, it is SP2": it takes back what was said before. */
  readonly isCorrection: (text: string) => boolean
  /** True when nothing in it describes a problem: what people put around a version. */
  readonly isTalk: (text: string) => boolean
  /** What is asked beside a diagnosis. */
  readonly requests: RequestWords
  /** The folder's name: `en`. */
  readonly language: string
  /** The products that have questions of their own. */
  readonly askedProducts: readonly string[]
}

const PHRASES = [
  'hello',
  'help',
  'thanks',
  'acknowledged',
  'start-over',
  'why-ask',
  'why-article',
  'what-else',
  'how-to-find',
  'unsure',
  'none',
  'yes',
  'no',
  'worked',
  'partly',
  'did-not-help',
  'forget-me',
  'not-right',
  'watch',
  'unwatch',
] as const
export type Phrase = (typeof PHRASES)[number]

export const isPhrase = (name: string): name is Phrase => (PHRASES as readonly string[]).includes(name)

const questionsSchema = z
  .record(
    z.string(),
    z.strictObject({
      release: z.string().min(1),
      level: z.string().min(1),
      beside: z
        .record(z.string(), z.strictObject({ release: z.string().min(1), level: z.string().min(1) }).partial())
        .default({}),
    }),
  )
  .refine(q => q.default !== undefined, 'the entry "default" is missing')
const phraseGroups = Object.fromEntries(PHRASES.map(p => [p, z.array(z.string().min(1)).min(1)])) as unknown as Record<
  Phrase,
  z.ZodType<string[]>
>
const words = z.array(z.string().min(1)).min(1)
const placesSchema = z.strictObject({
  ordinals: words,
  last: words,
  numbers: words,
  the: words,
  one: words,
  before: words,
  choosing: words,
  sparing: words,
})
const phrasesSchema = z.strictObject({ ...phraseGroups, corrections: words, talk: words, places: placesSchema })

const FOLDER = fileURLToPath(new URL('en', import.meta.url))

/** Reads and checks the files of a folder; throws one error that names every mistake with file and line. */
export const loadTexts = (folder: string = FOLDER): Texts => {
  const files = yamlFolder(folder)
  const sentences = files.read('sentences.yaml', sentencesSchema(SENTENCES))
  const again = files.read('again.yaml', otherWaysSchema({ ...SENTENCES, question: ['question'] }))
  const questions = files.read('questions.yaml', questionsSchema)
  const phrases = files.read('phrases.yaml', phrasesSchema)
  const requests = files.read('requests.yaml', requestsSchema)
  if (!sentences || !again || !questions || !phrases || !requests) throw files.error('What the bot says cannot be used')
  const groups = new Map(PHRASES.flatMap(p => phrases[p].map(words => [bare(words), p] as const)))
  const corrections = new RegExp(anyWord(phrases.corrections), 'iu')
  const talk = new RegExp(anyWord(phrases.talk), 'gu')
  const sparing = new RegExp(anyWord(phrases.places.sparing), 'iu')
  const choosing = new RegExp(anyWord([...phrases.places.choosing, ...phrases.places.before]), 'gu')
  return {
    language: basename(folder),
    say: (key, values = {}) => fill(sentences[key], place => values[place] ?? ''),
    sayAgain: (key, values = {}) => {
      const words = again[key]
      return words === undefined ? undefined : fill(words, place => values[place] ?? '')
    },
    ask: (facet, grain, values, beside = []) => {
      const words = questions[facet] ?? questions.default
      const special = beside.map(other => words?.beside[other]?.[grain]).find(text => text !== undefined)
      return fill(special ?? words?.[grain] ?? '', place => values[place] ?? '')
    },
    phraseOf: text => groups.get(bare(text)),
    isCorrection: text => corrections.test(text),
    isTalk: text => tellingWords(text.toLowerCase().replace(talk, ' '), 1) === 0,
    placeOf: text => {
      const found = placeIn(text, phrases.places)
      const isChosen =
        found && !text.includes('?') && !sparing.test(text) && tellingWords(found.rest.replace(choosing, ' '), 1) === 0
      return isChosen ? found.place : undefined
    },
    placeIn: text => placeIn(text, phrases.places)?.place,
    requests: requestWords(requests, word => !isTelling(word)),
    askedProducts: Object.entries(questions).flatMap(([id, { beside }]) => [
      ...(id === 'default' ? [] : [id]),
      ...Object.keys(beside),
    ]),
  }
}

const anyWord = (words: readonly string[]): string =>
  `(?<![\\p{L}\\p{N}])(?:${words.map(escaped).join('|')})(?![\\p{L}\\p{N}])`

/**
 * The one place that a text names, and its other words. A digit must stand alone or behind "number", so that "2008" and
 * "SP 2" stay versions; an ordinal behind "the" or before "one", so that "just a second" stays a time.
 */
const placeIn = (
  text: string,
  { ordinals, last, numbers, the, one, before }: z.infer<typeof placesSchema>,
): { readonly place: number; readonly rest: string } | undefined => {
  const said = bare(text).split(' ')
  const placeAt = (word: string, at: number): number | undefined => {
    const isNumbered = before.includes(said[at - 1] ?? '')
    const isPlace =
      said.length === 1 || isNumbered || the.includes(said[at - 1] ?? '') || one.includes(said[at + 1] ?? '')
    if (isPlace && last.includes(word)) return -1
    if (isPlace && ordinals.includes(word)) return ordinals.indexOf(word)
    if (/^[1-9]$/.test(word) && (said.length === 1 || isNumbered)) return Number(word) - 1
    const number = numbers.indexOf(word)
    return isNumbered && number >= 0 ? number : undefined
  }
  const found = said.flatMap((word, at) =>
    [placeAt(word, at)].flatMap(place => (place === undefined ? [] : { at, place })),
  )
  const [only, ...more] = found
  return only && more.every(f => f.place === only.place)
    ? { place: only.place, rest: said.filter((_, at) => found.every(f => f.at !== at)).join(' ') }
    : undefined
}

/** Without what does not matter in a short phrase: case, politeness, punctuation. A lone "?" stays. */
const bare = (text: string): string => {
  const words = text
    .toLowerCase()
    .replace(/[’‘]/g, "'")
    .replace(/[^\p{L}\p{N}'/]+/gu, ' ')
    .replace(/\b(?:please|pls|sorry|hmm+|well|oh)\b/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  return words === '' ? text.trim() : words
}
