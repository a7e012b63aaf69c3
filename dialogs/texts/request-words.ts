import { z } from 'zod'
import type { TextWord } from '../../knowledge/index.ts'
import { keyOf, type Pattern, patternsOf } from './request-patterns.ts'

/** What can be asked of an article that was recommended or shown. */
const PARTS = [
  'download',
  'link',
  'install',
  'reboot',
  'workaround',
  'cause',
  'prerequisites',
  'scope',
  'show',
] as const
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
  'unsure',
  'none',
  'why-ask',
  'what-else',
  'help',
  'start-over',
  'watch',
  'forget-me',
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
  /** Where it ends in the text. */
  readonly end?: number
  /** What the word stands for where it is more than a word. */
  readonly is: 'word' | 'version' | 'product' | 'article'
}

/** What a sentence has of a request: the words of all patterns that are found in it, taken together. */
export interface RequestMatch {
  readonly request: RequestName
  /** The piece behind which stands what the request is about; undefined where no pattern says so. */
  readonly topicFrom: number | undefined
  /** How many words the patterns explain. */
  readonly size: number
  /** What they weigh: a word says more the fewer requests have it. */
  readonly weight: number
  /** True where one of the patterns needs no other words to be understood. */
  readonly isTelling: boolean
  /** True where a pattern is the sentence's beginning. */
  readonly opens: boolean
  /** True where a pattern has the versions that the sentence names. */
  readonly hasVersion: boolean
  /** What the other words cost: one for a word of the sentence's own, `AGAINST` for one that speaks against a request. */
  readonly left: number
}

export interface RequestWords {
  /** Every request that the words of a sentence may be, the one that explains most of them first. */
  readonly matches: (pieces: readonly Piece[]) => readonly RequestMatch[]
  /** A word without what is contracted to it, in the form of a known one that it may be misspelt of. */
  readonly formOf: (word: string) => string
  /**
   * True when a sentence asks, or tells to do something, by its mark or its first word. `isBehind`: behind a comma, where
   * "which runs 2010" asks nothing.
   */
  readonly isQuestion: (said: string, pieces: readonly Piece[], isBehind: boolean) => boolean
  /**
   * What a sentence may ask that no pattern knows: the requests that have words of it, the likeliest first, with what these
   * words weigh.
   */
  readonly likeliest: (
    pieces: readonly Piece[],
  ) => readonly { readonly request: RequestName; readonly weight: number }[]
  /** How many words say something that no request says. */
  readonly ownWords: (pieces: readonly Piece[]) => number
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
  contracted: words,
  classes: z.record(z.string().regex(/^[A-Z]+$/), words),
  around: words,
  against: words,
  questions: words,
  relative: words,
  rude: z.strictObject({ words, beside: words }),
  requests: eachOf(REQUESTS, z.array(text).min(1)),
  parts: eachOf(PARTS, partSchema),
})

/** What a word that speaks against a request costs, in words left over. */
const AGAINST = 2
/** What a pattern that tells by itself is worth, in words explained. */
const TELLING = 1

/** `isEmpty`: true for a word that says nothing wherever it stands. */
export const requestWords = (
  read: z.infer<typeof requestsSchema>,
  isEmpty: (word: string) => boolean,
): RequestWords => {
  const slots = patternsOf(read)
  const { formOf } = slots
  const formsOf = (list: readonly string[]): ReadonlySet<string> => new Set(list.map(formOf))
  const around = formsOf(read.around)
  const against = formsOf(read.against)
  const rude = formsOf(read.rude.words)
  const besideRude = formsOf(read.rude.beside)
  const openers = formsOf(read.questions)
  const relative = formsOf(read.relative)
  const byRequest = REQUESTS.map(request => [request, read.requests[request].map(slots.pattern)] as const)
  const having = byRarestSlot(byRequest.flatMap(([request, patterns]) => patterns.map(p => ({ request, pattern: p }))))
  const keysOf = byRequest.map(([request, patterns]) => ({
    request,
    keys: new Set(slots.keysOf(patterns.filter(p => !p.excludes))),
  }))
  const weightOf = weights(keysOf.map(({ keys }) => [...keys]))
  const isPolite = (p: Piece): boolean => around.has(p.form)
  const isAround = (p: Piece): boolean => p.is !== 'word' || isPolite(p) || isEmpty(p.form)
  const costOf = (p: Piece): number => (against.has(p.form) ? AGAINST : isAround(p) ? 0 : 1)
  return {
    matches: pieces => {
      const costs = pieces.map(costOf)
      const { eachFilled, find } = slots.finder(pieces, isPolite)
      const found: FoundPattern[] = []
      eachFilled(slot => {
        for (const one of having.get(slot) ?? NONE) {
          const places = find(one.pattern)
          if (places) found.push({ ...one, places })
        }
      })
      found.sort((a, b) => a.place - b.place)
      const own = new Map<RequestName, FoundPattern[]>()
      for (const f of found) {
        const others = own.get(f.request)
        if (others) others.push(f)
        else own.set(f.request, [f])
      }
      return [...own]
        .flatMap(([request, all]) => matchOf(request, all, pieces, costs, weightOf) ?? [])
        .sort((a, b) => pointsOf(b) - pointsOf(a) || a.left - b.left)
    },
    formOf: slots.nearest,
    likeliest: pieces =>
      keysOf
        .map(({ request, keys }) => ({
          request,
          weight: pieces.reduce((sum, p) => sum + (keys.has(keyOf(p)) ? weightOf(p) : 0), 0),
        }))
        .filter(({ weight }) => weight > 0)
        .sort((a, b) => b.weight - a.weight),
    ownWords: pieces => pieces.filter(p => !isAround(p)).length,
    isRude: said =>
      said.some(w => rude.has(w.form)) &&
      said.every(w => rude.has(w.form) || besideRude.has(w.form) || isEmpty(w.word)),
    isQuestion: (said, pieces, isBehind) => {
      const first = pieces.find(p => openers.has(p.form) || p.is !== 'word' || !around.has(p.form))
      return (
        said.includes('?') ||
        (first !== undefined && openers.has(first.form) && !(isBehind && relative.has(first.form)))
      )
    },
    parts: read.parts as Readonly<Record<ArticlePart, PartWords>>,
  }
}

/** What speaks for a request, in words. */
export const pointsOf = ({ weight, isTelling, left }: RequestMatch): number => weight + (isTelling ? TELLING : 0) - left

/** By how many requests have a word. */
const weights = (keys: readonly (readonly string[])[]): ((piece: Piece) => number) => {
  const count = new Map<string, number>()
  for (const key of keys.flat()) count.set(key, (count.get(key) ?? 0) + 1)
  return piece => WEIGHT / (count.get(keyOf(piece)) ?? 1) ** FADING
}
/** What a word of one request weighs, and how fast that fades where others have it too. */
const WEIGHT = 2
const FADING = 0.4

interface RequestPattern {
  readonly request: RequestName
  readonly pattern: Pattern
}

/** `place`: among all patterns of all requests. */
type Placed = RequestPattern & { readonly place: number }
const NONE: readonly Placed[] = []
type FoundPattern = Placed & { readonly places: readonly number[] }

/** Each pattern by the slot that fewest others have: most sentences fill none of them, and no pattern is looked at. */
const byRarestSlot = (patterns: readonly RequestPattern[]): ReadonlyMap<number, readonly Placed[]> => {
  const count = new Map<number, number>()
  for (const slot of patterns.flatMap(p => p.pattern.slots)) count.set(slot, (count.get(slot) ?? 0) + 1)
  const having = new Map<number, Placed[]>()
  for (const [place, one] of patterns.entries()) {
    const { slots } = one.pattern
    const rarest = slots.reduce((a, b) => ((count.get(b) ?? 0) < (count.get(a) ?? 0) ? b : a))
    having.set(rarest, [...(having.get(rarest) ?? []), { ...one, place }])
  }
  return having
}

const matchOf = (
  request: RequestName,
  found: readonly FoundPattern[],
  pieces: readonly Piece[],
  costs: readonly number[],
  weightOf: (piece: Piece) => number,
): RequestMatch | undefined => {
  if (found.some(f => f.pattern.excludes)) return undefined
  const explained = new Set(found.flatMap(f => f.places))
  const topic = Math.min(...found.map(f => (f.pattern.hasTopic ? Math.max(...f.places) : pieces.length)))
  return {
    request,
    topicFrom: topic < pieces.length ? lastInARow(topic, explained, pieces) : undefined,
    size: explained.size,
    weight: [...explained].reduce((sum, at) => sum + weightOf(pieces[at] as Piece), 0),
    isTelling: found.some(f => f.pattern.isTelling),
    opens: found.some(f => f.pattern.opens),
    hasVersion: [...explained].some(at => pieces[at]?.is === 'version'),
    left: costs.reduce((sum, cost, at) => (explained.has(at) || at > topic ? sum : sum + cost), 0),
  }
}

/** "Which articles are about …": behind "are" stands more of the request. */
const lastInARow = (at: number, explained: ReadonlySet<number>, pieces: readonly Piece[]): number =>
  explained.has(at + 1) && pieces[at + 1]?.is === 'word' ? lastInARow(at + 1, explained, pieces) : at
