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
    const word = match[0].replaceAll('’', "'")
    words.push({ word, form: formOf(word), start: match.index, end: match.index + match[0].length })
  }
  return words
}

/** Short words are not stemmed: "dns" is no "dn", "his" no "hi". */
const SHORTEST_STEMMED = 4
/** But "says" is a form of "say", whose y the stem of the longer one has lost. */
const ENDS_IN_Y = /[aeou]y$/

/** A noun's two forms: "host" and "hosts", but not "hosted". */
const nounOf = (word: string): string => (word.endsWith('s') && PLURAL.test(word) ? word.slice(0, -1) : word)
const PLURAL = /\p{L}{2}s$/u

/** What all forms of a word have in common. */
export const formOf = (word: string): string => {
  if (word.length < SHORTEST_STEMMED && !ENDS_IN_Y.test(word)) return word
  const known = forms.get(word)
  if (known !== undefined) return known
  const form = stem(word)
  if (forms.size >= MOST_FORMS) forms.clear()
  if (word.length <= LONGEST_WORD) forms.set(word, form)
  return form
}

/** Of words that were read lately: people and lists use the same few thousand. */
const forms = new Map<string, string>()
const MOST_FORMS = 10_000
/** In characters: what is longer is no word that comes again. */
const LONGEST_WORD = 30

export interface Found<T> {
  readonly value: T
  /** Places of the first and behind the last word. */
  readonly from: number
  readonly to: number
  /** True for a phrase that begins with `not`: what stands there must be denied. */
  readonly denied: boolean
  /** How many words of it there are. */
  readonly size: number
}

interface Phrase<T> {
  readonly value: T
  readonly forms: readonly string[]
  readonly denied: boolean
}

const NO_PHRASES: readonly never[] = []
const NO_WORD: TextWord = { word: '', form: '', start: 0, end: 0 }

/**
 * Finds phrases in a row of words, by the stems of their words. Up to `gap` other words may stand between two of them. A
 * phrase that begins with `not` is found without it; who asks looks for what denies it. Source of the idea that idioms are
 * matched before their words: the longest phrase wins.
 */
export class PhraseFinder<T> {
  readonly #byFirst = new Map<string, Phrase<T>[]>()
  /** The last words of all phrases; and how many words one takes up at most. */
  readonly #lasts = new Set<string>()
  #longest = 0
  readonly #gap: number
  readonly #form: (word: TextWord) => string

  /** `nouns`: nothing but a plural is another form of the same word. */
  constructor(phrases: Iterable<readonly [string, T]>, { gap = 0, nouns = false } = {}) {
    this.#gap = gap
    this.#form = nouns ? w => nounOf(w.word) : w => w.form
    for (const [text, value] of phrases) {
      const words = textWords(text.toLowerCase()).map(w => w.word)
      if (words.length === 0) continue
      const denied = words.length > 1 && words[0] === 'not'
      const forms = (denied ? words.slice(1) : words).map(nouns ? nounOf : formOf)
      const first = forms[0] as string
      this.#lasts.add(forms.at(-1) as string)
      this.#longest = Math.max(this.#longest, forms.length + (forms.length - 1) * this.#gap)
      this.#byFirst.set(first, [...(this.#byFirst.get(first) ?? []), { value, forms, denied }])
    }
  }

  /** Every phrase in words `from` to `to`, those inside of longer ones, too. `isDenied`: tells where `not` is fulfilled. */
  all(words: readonly TextWord[], from = 0, to = words.length, isDenied?: (f: Found<T>) => boolean): Found<T>[] {
    const all: Found<T>[] = []
    for (let at = from; at < to; at++)
      // Most words begin no phrase.
      for (const phrase of this.#byFirst.get(this.#form(words[at] as TextWord)) ?? NO_PHRASES) {
        const end = this.#endOf(phrase, words, at, to)
        if (end === undefined) continue
        const size = phrase.forms.length + Number(phrase.denied)
        const found = { value: phrase.value, from: at, to: end, denied: phrase.denied, size }
        if (!phrase.denied || isDenied === undefined || isDenied(found)) all.push(found)
      }
    return all
  }

  /** The longest phrases, none over another; in order. */
  in(words: readonly TextWord[], from = 0, to = words.length, isDenied?: (f: Found<T>) => boolean): Found<T>[] {
    const all = this.all(words, from, to, isDenied)
    if (all.length < 2) return all
    const kept: Found<T>[] = []
    for (const f of all.sort((a, b) => b.size - a.size || a.to - a.from - (b.to - b.from)))
      if (!kept.some(k => k.from < f.to && f.from < k.to)) kept.push(f)
    return kept.sort((a, b) => a.from - b.from)
  }

  /** The phrase that ends with the word at a place; of several the one that begins first, from `from` on. */
  endingAt(words: readonly TextWord[], place: number, from = 0): Found<T> | undefined {
    if (!this.#lasts.has(this.#form(words[place] ?? NO_WORD))) return undefined
    return this.all(words, Math.max(from, place + 1 - this.#longest), place + 1).find(f => f.to === place + 1)
  }

  #is(word: TextWord | undefined, form: string): boolean {
    return word !== undefined && this.#form(word) === form
  }

  #endOf({ forms }: Phrase<T>, words: readonly TextWord[], start: number, to: number): number | undefined {
    let at = start
    for (const form of forms.slice(1)) {
      let next = at + 1
      while (next < to && next <= at + 1 + this.#gap && !this.#is(words[next], form)) next++
      if (next >= to || !this.#is(words[next], form)) return undefined
      at = next
    }
    return at + 1
  }
}
