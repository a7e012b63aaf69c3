import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { escaped, isTelling, tellingWords, yamlFolder } from '../../knowledge/index.ts'
import { type RequestWords, requestsSchema, requestWords } from './request-words.ts'
import { SENTENCES, type SentenceKey } from './sentence-keys.ts'

export type { SentenceKey } from './sentence-keys.ts'

type Grain = 'release' | 'level'

/** What is said, asked and understood in one language, read from the YAML files of its folder. */
export interface Texts {
  /** Fills a sentence's {places}. */
  readonly say: (key: SentenceKey, values?: Readonly<Record<string, string>>) => string
  /** Asks for a version. `beside`: the other products that the articles in question are about. */
  readonly ask: (
    facet: string,
    grain: Grain,
    values: Readonly<Record<string, string>>,
    beside?: readonly string[],
  ) => string
  /** The phrase group that the whole text belongs to. */
  readonly phraseOf: (text: string) => Phrase | undefined
  /** "The second one", "2", "option 2" → 1: which of several offered things the whole text names, counted from 0. */
  readonly placeOf: (text: string) => number | undefined
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
  'watch',
  'unwatch',
] as const
export type Phrase = (typeof PHRASES)[number]

export const isPhrase = (name: string): name is Phrase => (PHRASES as readonly string[]).includes(name)

const places = (text: string): readonly string[] => [...text.matchAll(/\{([\w-]+)\}/g)].map(m => m[1] as string)

const sentence = (needed: readonly string[]) =>
  z
    .string()
    .min(1, 'the sentence is empty')
    .superRefine((text, context) => {
      for (const place of places(text))
        if (!needed.includes(place))
          context.addIssue({
            code: 'custom',
            message: `there is nothing to put in for {${place}}; it may have ${needed.map(n => `{${n}}`).join(', ') || 'no places'}`,
          })
      for (const place of needed)
        if (!places(text).includes(place)) context.addIssue({ code: 'custom', message: `{${place}} is missing` })
    })

const sentencesSchema = z.strictObject(
  Object.fromEntries(Object.entries(SENTENCES).map(([key, needed]) => [key, sentence(needed)])) as unknown as Record<
    SentenceKey,
    z.ZodType<string>
  >,
)
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
const phrasesSchema = z.strictObject({ ...phraseGroups, corrections: words, talk: words, ordinals: words })

const FOLDER = fileURLToPath(new URL('en', import.meta.url))

/** Reads and checks the files of a folder; throws one error that names every mistake with file and line. */
export const loadTexts = (folder: string = FOLDER): Texts => {
  const files = yamlFolder(folder, file => readFileSync(file, 'utf8'))
  const sentences = files.read('sentences.yaml', sentencesSchema)
  const questions = files.read('questions.yaml', questionsSchema)
  const phrases = files.read('phrases.yaml', phrasesSchema)
  const requests = files.read('requests.yaml', requestsSchema)
  if (!sentences || !questions || !phrases || !requests) throw files.error('What the bot says cannot be used')
  const groups = new Map(PHRASES.flatMap(p => phrases[p].map(words => [bare(words), p] as const)))
  const corrections = new RegExp(anyWord(phrases.corrections), 'iu')
  const talk = new RegExp(anyWord(phrases.talk), 'gu')
  return {
    language: basename(folder),
    say: (key, values = {}) => fill(sentences[key], values),
    ask: (facet, grain, values, beside = []) => {
      const words = questions[facet] ?? questions.default
      const special = beside.map(other => words?.beside[other]?.[grain]).find(text => text !== undefined)
      return fill(special ?? words?.[grain] ?? '', values)
    },
    phraseOf: text => groups.get(bare(text)),
    isCorrection: text => corrections.test(text),
    isTalk: text => tellingWords(text.toLowerCase().replace(talk, ' '), 1) === 0,
    placeOf: text => placeOf(text, phrases.ordinals),
    requests: requestWords(requests, word => !isTelling(word)),
    askedProducts: Object.entries(questions).flatMap(([id, { beside }]) => [
      ...(id === 'default' ? [] : [id]),
      ...Object.keys(beside),
    ]),
  }
}

const anyWord = (words: readonly string[]): string =>
  `(?<![\\p{L}\\p{N}])(?:${words.map(escaped).join('|')})(?![\\p{L}\\p{N}])`

/** The whole text must be a place, so that "2008" stays a version. */
const placeOf = (text: string, ordinals: readonly string[]): number | undefined => {
  const match =
    /^(?:(?:the|number|no|option|choice)\s+)*(?:(\d)|(\p{L}+|\d\p{L}{2}))(?:\s+(?:one|option|choice))?$/u.exec(
      bare(text),
    )
  const place = match?.[1] === undefined ? ordinals.indexOf(match?.[2] ?? '') : Number(match[1]) - 1
  return place >= 0 ? place : undefined
}

const fill = (text: string, values: Readonly<Record<string, string>>): string =>
  text.replace(/\{([\w-]+)\}/g, (_, place: string) => values[place] ?? '')

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
