import { z } from 'zod'
import { formOf, type TextWord, textWords } from '../../knowledge/index.ts'

/** What can be asked of an article that was recommended or shown. */
const PARTS = ['download', 'link', 'install', 'reboot', 'workaround', 'cause', 'prerequisites', 'show'] as const
export type ArticlePart = (typeof PARTS)[number]

/** What can be asked of the bot beside a diagnosis. */
const REQUESTS = [
  ...PARTS,
  'version',
  'latest',
  'support',
  'combination',
  'mine',
  'list',
  'also',
  'person',
  'summary',
  'new-problem',
  'back',
  'worked',
  'partly',
  'did-not-help',
  'hold',
  'why-ask',
  'what-else',
  'help',
] as const
export type RequestName = (typeof REQUESTS)[number]

export const isPart = (request: RequestName): request is ArticlePart => (PARTS as readonly string[]).includes(request)

/** The sections of an article that answer, and words that show that another line does. */
interface PartWords {
  readonly sections: readonly string[]
  readonly words: readonly string[]
}

/** A word of a sentence as a pattern sees it. */
export interface Piece {
  readonly form: string
  /** What the word stands for where it is more than a word. */
  readonly is: 'word' | 'version' | 'product' | 'article'
}

export interface RequestMatch {
  readonly request: RequestName
  /** How many words of the pattern were found. */
  readonly size: number
  /** True for a pattern that needs no other words to be understood. */
  readonly isTelling: boolean
  /** Places of the sentence's words that are neither in the pattern nor around it. */
  readonly left: readonly number[]
}

export interface RequestWords {
  /** Every request that the words of a sentence may be, the one that explains most of them first. */
  readonly matches: (pieces: readonly Piece[]) => readonly RequestMatch[]
  /** True when a sentence asks, by its mark or its first word. */
  readonly isQuestion: (said: string, pieces: readonly Piece[]) => boolean
  /** True when a sentence consists of rude words alone. */
  readonly isRude: (words: readonly TextWord[]) => boolean
  readonly parts: Readonly<Record<ArticlePart, PartWords>>
}

const text = z.string().min(1)
const words = z.array(text)
const partSchema = z.strictObject({ sections: words, words })
const eachOf = <K extends string, T>(keys: readonly K[], schema: z.ZodType<T>) =>
  z.strictObject(Object.fromEntries(keys.map(k => [k, schema])) as Record<K, z.ZodType<T>>)

export const requestsSchema = z.strictObject({
  around: words,
  against: words,
  questions: words,
  rude: z.strictObject({ words, beside: words }),
  requests: eachOf(REQUESTS, z.array(text).min(1)),
  parts: eachOf(PARTS, partSchema),
})

interface Pattern {
  readonly request: RequestName
  /** Each slot has the forms that fill it. */
  readonly slots: readonly ReadonlySet<string>[]
  readonly opens: boolean
  readonly isTelling: boolean
}

const VERSION = 'VERSION'
const ARTICLE = 'ARTICLE'

/** `isEmpty`: true for a word that says nothing wherever it stands. */
export const requestWords = (
  read: z.infer<typeof requestsSchema>,
  isEmpty: (word: string) => boolean,
): RequestWords => {
  const around = formsOf(read.around)
  const against = formsOf(read.against)
  const rude = formsOf(read.rude.words)
  const besideRude = formsOf(read.rude.beside)
  const openers = formsOf(read.questions)
  const patterns = REQUESTS.flatMap(request => read.requests[request].map(line => patternOf(request, line)))
  const isAround = (p: Piece): boolean => p.is !== 'word' || around.has(p.form) || isEmpty(p.form)
  const matchOf = (pattern: Pattern, pieces: readonly Piece[]): RequestMatch | undefined => {
    const places = placesOf(pattern, pieces, around)
    if (!places) return undefined
    const left = pieces.flatMap((p, i) => (places.includes(i) || (isAround(p) && !against.has(p.form)) ? [] : [i]))
    return pieces.some((p, i) => against.has(p.form) && !places.includes(i))
      ? undefined
      : { request: pattern.request, size: places.length, isTelling: pattern.isTelling, left }
  }
  return {
    matches: pieces =>
      patterns
        .flatMap(p => matchOf(p, pieces) ?? [])
        .sort((a, b) => a.left.length - b.left.length || Number(b.isTelling) - Number(a.isTelling) || b.size - a.size),
    isRude: said =>
      said.some(w => rude.has(w.form)) &&
      said.every(w => rude.has(w.form) || besideRude.has(w.form) || isEmpty(w.word)),
    isQuestion: (said, pieces) => {
      const first = pieces.find(p => openers.has(p.form) || p.is !== 'word' || !around.has(p.form))
      return said.includes('?') || (first !== undefined && openers.has(first.form))
    },
    parts: read.parts as Readonly<Record<ArticlePart, PartWords>>,
  }
}

const formsOf = (list: readonly string[]): ReadonlySet<string> =>
  new Set(list.flatMap(w => textWords(w.toLowerCase()).map(x => x.form)))

const patternOf = (request: RequestName, line: string): Pattern => ({
  request,
  opens: line.startsWith('^'),
  isTelling: line.startsWith('+'),
  slots: line
    .replace(/^[+^]/, '')
    .split(/\s+/)
    .map(slot => new Set(slot.split('|').map(w => (w === VERSION || w === ARTICLE ? w : formOf(w.toLowerCase()))))),
})

/** Where the slots are filled, one after the other; undefined when one is not. */
const placesOf = (
  { slots, opens }: Pattern,
  pieces: readonly Piece[],
  around: ReadonlySet<string>,
): readonly number[] | undefined => {
  const places: number[] = []
  let at = 0
  for (const [n, slot] of slots.entries()) {
    const found = pieces.findIndex((p, i) => i >= at && slot.has(keyOf(p)))
    if (found < 0) return undefined
    // What opens a sentence may only have words of politeness before it.
    if (n === 0 && opens && pieces.slice(0, found).some(p => !around.has(p.form))) return undefined
    places.push(found)
    at = found + 1
  }
  return places
}

const keyOf = ({ form, is }: Piece): string => (is === 'version' ? VERSION : is === 'article' ? ARTICLE : form)
