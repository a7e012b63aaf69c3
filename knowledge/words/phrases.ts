import { lately } from '../lately.ts'
import { stem } from './stem.ts'

/** A word of a text, with its place in it, as phrases see it. */
export interface TextWord {
  /** Lower case. */
  readonly word: string
  readonly form: string
  readonly start: number
  readonly end: number
}

const WORD = /[\p{L}\p{M}\p{N}]+(?:(?:::|[._'’-])[\p{L}\p{M}\p{N}]+)*\+*/gu

/** The words of a lower-case text, identifiers in one piece; the first `most` of them. */
export const textWords = (text: string, most = Number.POSITIVE_INFINITY): readonly TextWord[] => {
  const words: TextWord[] = []
  for (const match of text.matchAll(WORD)) {
    if (words.length >= most) break
    const word = match[0].replace(/’/g, "'")
    words.push({ word, form: formOf(word), start: match.index, end: match.index + match[0].length })
  }
  return words
}

/** The same without their forms and places; nearly every phrase is made of plain words. */
const wordsOf = (text: string): readonly string[] =>
  PLAIN.test(text) ? text.split(' ') : textWords(text).map(w => w.word)
const PLAIN = /^[a-z0-9]+(?: [a-z0-9]+)*$/

/** Short words are not stemmed: "dns" is no "dn", "his" no "hi". */
const SHORTEST_STEMMED = 4
/** But "says" is a form of "say", whose y the stem of the longer one has lost. */
const ENDS_IN_Y = /[aeou]y$/

/** In letters: people use the same few thousand words, and no longer ones. */
const LONGEST_KEPT = 30

/** A noun's two forms: "host" and "hosts", but not "hosted". */
const nounOf = (word: string): string => word.replace(/(?<=\p{L}{2})s$/u, '')

/** What all forms of a word have in common. */
export const formOf = lately(4000, LONGEST_KEPT, (word): string =>
  word.length < SHORTEST_STEMMED && !ENDS_IN_Y.test(word) ? word : stem(word),
)

export interface Found<T> {
  readonly value: T
  /** Places of the first and behind the last word. */
  readonly from: number
  readonly to: number
  /** True for a phrase that begins with `not`: what stands there must be denied. */
  readonly denied: boolean
  /** How many words of it there are. */
  readonly size: number
  /** Places of other words between those of the phrase, where there are any. */
  readonly between?: readonly number[]
}

interface Phrase<T> {
  readonly value: T
  readonly forms: readonly string[]
  readonly denied: boolean
  /** True where nothing may stand behind it: "behave ." for "the old one behaves". */
  readonly ends: boolean
  /** The word of a phrase that has no other one, where nothing but its inflections may stand for it. */
  readonly only: string | undefined
}

/**
 * Finds phrases in a row of words, by the stems of their words. Up to `gap` other words may stand between two of them. A
 * phrase that begins with `not` is found without it; who asks looks for what denies it. One that ends with " ." is found at
 * the end of what is looked through only. Source of the idea that idioms are
 * matched before their words: the longest phrase wins.
 */
export class PhraseFinder<T> {
  readonly #byFirst = new Map<string, Phrase<T>[]>()
  /** 1 at the sign of each form with which a phrase begins: nearly every word of a text begins none. */
  readonly #signs = new Uint8Array(SIGNS)
  readonly #gap: number
  /** In words, with those that may stand between. */
  readonly #longest: number
  /** Of a finder of stems there is none. */
  readonly #formed: ((word: string) => string) | undefined

  /**
   * `nouns`: nothing but a plural is another form of the same word. `inflected`: of a phrase of one word nothing but an
   * inflection, so that "information" is no "inform". `literal`: no word but itself, so that "uses" is no "used".
   */
  constructor(
    phrases: Iterable<readonly [string, T]>,
    { gap = 0, nouns = false, inflected = false, literal = false } = {},
  ) {
    this.#gap = gap
    const form = literal ? (word: string) => word : nouns ? nounOf : undefined
    this.#formed = form
    let longest = 0
    for (const [text, value] of phrases) {
      const words = wordsOf(text.toLowerCase())
      if (words.length === 0) continue
      const denied = words.length > 1 && words[0] === 'not'
      const forms = (denied ? words.slice(1) : words).map(form ?? formOf)
      longest = Math.max(longest, forms.length + (forms.length - 1) * gap)
      const first = forms[0] as string
      const all = this.#byFirst.get(first) ?? []
      const only = inflected && words.length === 1 ? words[0] : undefined
      all.push({ value, forms, denied, ends: text.endsWith(END), only })
      this.#byFirst.set(first, all)
      this.#signs[signOf(first)] = 1
    }
    this.#longest = longest
  }

  get isEmpty(): boolean {
    return this.#byFirst.size === 0
  }

  /** The forms with which its phrases begin. */
  beginnings(): Iterable<string> {
    return this.#byFirst.keys()
  }

  /** Every phrase in words `from` to `to`, those inside of longer ones, too. `isDenied`: tells where `not` is fulfilled. */
  all(words: readonly TextWord[], from = 0, to = words.length, isDenied?: (f: Found<T>) => boolean): Found<T>[] {
    const all: Found<T>[] = []
    for (let at = from; at < to; at++) {
      const word = words[at] as TextWord
      const form = this.#form(word)
      const phrases = this.#signs[signOf(form)] === 0 ? undefined : this.#byFirst.get(form)
      if (phrases === undefined) continue
      for (const phrase of phrases) {
        if (phrase.only !== undefined && !isInflection(word.word, phrase.only)) continue
        const end = this.#endOf(phrase, words, at, to)
        if (end === undefined || (phrase.ends && end < to)) continue
        const size = phrase.forms.length + Number(phrase.denied)
        const alone = { value: phrase.value, from: at, to: end, denied: phrase.denied, size }
        const isWhole = end - at === phrase.forms.length
        const found = isWhole ? alone : { ...alone, between: this.#between(phrase, words, at) }
        if (!phrase.denied || isDenied === undefined || isDenied(found)) all.push(found)
      }
    }
    return all
  }

  /** The longest phrases, none over another; in order. `isWeak`: those that give way to others that are as long. */
  in(
    words: readonly TextWord[],
    from = 0,
    to = words.length,
    isDenied?: (f: Found<T>) => boolean,
    isWeak: (f: Found<T>) => boolean = () => false,
  ): Found<T>[] {
    const all = this.all(words, from, to, isDenied)
    if (all.length < 2) return all
    const kept: Found<T>[] = []
    const taken = new Set<number>()
    const order = (a: Found<T>, b: Found<T>): number =>
      b.size - a.size || Number(isWeak(a)) - Number(isWeak(b)) || longestFirst(a, b)
    for (const f of all.sort(order)) {
      if (isAnyIn(taken, f.from, f.to)) continue
      for (let at = f.from; at < f.to; at++) taken.add(at)
      kept.push(f)
    }
    return kept.sort((a, b) => a.from - b.from)
  }

  /** The first phrase that ends with the word before `end`, and does not begin before `from`. */
  endingAt(words: readonly TextWord[], end: number, from: number): Found<T> | undefined {
    return this.all(words, Math.max(from, end - this.#longest), end).find(f => f.to === end)
  }

  #form(word: TextWord): string {
    return this.#formed === undefined ? word.form : this.#formed(word.word)
  }

  #is(word: TextWord | undefined, form: string): boolean {
    return word !== undefined && this.#form(word) === form
  }

  #endOf({ forms }: Phrase<T>, words: readonly TextWord[], start: number, to: number): number | undefined {
    let at = start
    for (let n = 1; n < forms.length; n++) {
      const form = forms[n] as string
      let next = at + 1
      while (next < to && next < at + 1 + this.#gap && !this.#is(words[next], form)) next++
      if (next >= to || !this.#is(words[next], form)) return undefined
      at = next
    }
    return at + 1
  }

  /** Places of what stands between the words of a phrase that was found. */
  #between({ forms }: Phrase<T>, words: readonly TextWord[], start: number): readonly number[] {
    const between: number[] = []
    let at = start + 1
    for (const form of forms.slice(1)) {
      while (!this.#is(words[at], form)) between.push(at++)
      at++
    }
    return between
  }
}

/** A number below `SIGNS` that a form has; of others' forms few have the same. */
const signOf = (form: string): number =>
  form === '' ? 0 : (form.charCodeAt(0) * 37 + form.charCodeAt(form.length >> 1) * 11 + form.length) & (SIGNS - 1)
/** A power of two. */
const SIGNS = 512

/**
 * Of many finders of stems those that may find something in words `from` to `to`, in their order: most words begin a
 * phrase of none of them.
 */
export const findersAt = <F extends { readonly finder: PhraseFinder<unknown> }>(
  all: readonly F[],
): ((words: readonly TextWord[], from: number, to: number) => readonly F[]) => {
  const byFirst = new Map<string, readonly number[]>()
  for (const [place, { finder }] of all.entries())
    for (const form of finder.beginnings()) byFirst.set(form, [...(byFirst.get(form) ?? []), place])
  return (words, from, to) => {
    let places: Set<number> | undefined
    for (let at = from; at < to; at++) {
      const begun = byFirst.get((words[at] as TextWord).form)
      if (begun === undefined) continue
      places ??= new Set()
      for (const place of begun) places.add(place)
    }
    return places === undefined ? [] : [...places].sort((a, b) => a - b).map(place => all[place] as F)
  }
}

/** Closes a phrase that nothing may follow. */
const END = ' .'

/** "Notifies" of "notify", "planned" of "plan", "cdrom" of "cd-rom"; short words have a plural only. */
const isInflection = (word: string, of: string): boolean => {
  const [given, base] = [lettersOnly(word), lettersOnly(of)]
  if (given === base || given === `${base}s` || given === `${base}es`) return true
  if (base.length < SHORTEST_STEMMED) return false
  const roots = [base, base.replace(/e$/, ''), base.replace(/y$/, 'i'), `${base}${base.at(-1)}`]
  return roots.some(root => INFLECTIONS.some(ending => given === root + ending))
}
const INFLECTIONS = ['es', 'ed', 'ing']
const lettersOnly = (word: string): string => word.replace(/'s$/, '').replace(/[^\p{L}\p{N}]+/gu, '')

/** Finds phrases that stand for themselves. */
export const phraseFinder = (
  phrases: readonly string[],
  options?: { readonly gap?: number; readonly nouns?: boolean; readonly literal?: boolean },
): PhraseFinder<string> =>
  new PhraseFinder(
    phrases.map(p => [p, p] as const),
    options,
  )

/** Of two that are as long, what stands there word by word says more than what only is denied: "nothing moves". */
const longestFirst = <T>(a: Found<T>, b: Found<T>): number =>
  b.size - a.size || Number(a.denied) - Number(b.denied) || a.to - a.from - (b.to - b.from)

const isAnyIn = (taken: ReadonlySet<number>, from: number, to: number): boolean => {
  for (let at = from; at < to; at++) if (taken.has(at)) return true
  return false
}
