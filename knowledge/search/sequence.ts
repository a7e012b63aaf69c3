import type { Article } from '../article.ts'
import { FIELDS, type Field, textsOf } from '../reading/index.ts'
import { spokenNumbers, wordsIn } from '../words/index.ts'
import { thingTerm } from './question.ts'
import { thingsNamed } from './things.ts'
import type { Vocabulary } from './vocabulary.ts'

/**
 * An article's telling words in reading order, as numbers: terms of the vocabulary, and marks where a field or a sentence
 * begins. Behind the words of a text stand the things that it names. All that ranking needs to know of an article, in
 * about a kilobyte.
 */
export type Sequence = Uint32Array

const FIRST_MARK = 0xffff_ff00
const SENTENCE = 0xffff_ffff
/** What follows up to the next mark are things that the words before it name. */
const THINGS = 0xffff_fffe

export const isMark = (code: number): boolean => code >= FIRST_MARK

/** The field that begins with this mark, as its place in FIELDS; undefined when a sentence does, or things follow. */
export const fieldMarked = (code: number): number | undefined => (code >= THINGS ? undefined : code - FIRST_MARK)

export const marksThings = (code: number): boolean => code === THINGS

export const sequenceOf = (article: Article, vocabulary: Vocabulary): Sequence => {
  const codes: number[] = []
  const texts = textsOf(article)
  for (const [place, field] of FIELDS.entries()) {
    codes.push(FIRST_MARK + place)
    for (const text of texts[field]) {
      codes.push(SENTENCE)
      for (const { word, opens } of wordsIn(text)) {
        if (opens && codes.at(-1) !== SENTENCE) codes.push(SENTENCE)
        for (const term of vocabulary.termsOf(word)) codes.push(term)
      }
      for (const number of spokenNumbers(text)) codes.push(vocabulary.number(number))
      const things = place <= LAST_TELLING ? thingsNamed(text) : []
      if (things.length > 0) codes.push(THINGS, ...things.map(({ thing }) => vocabulary.number(thingTerm(thing))))
    }
  }
  return Uint32Array.from(codes)
}

/**
 * Title, symptoms and cause say what an article is about; steps and background speak of many things. Finds are in the order of
 * the fields: behind the first of another field there is none of these.
 */
export const LAST_TELLING = FIELDS.indexOf('cause')

/** Each term of a sequence once, and beside it its weight: how often it occurs, a place in title or symptoms counting more. */
export interface WeighedTerms {
  readonly terms: readonly number[]
  readonly weights: readonly number[]
}

/** Weights by term while one sequence is counted; zeros otherwise. Shared: this is done for every article at a start. */
let counted = new Uint32Array(0)

export const weighTerms = (sequence: Sequence, vocabularySize: number): WeighedTerms => {
  if (counted.length < vocabularySize) counted = new Uint32Array(vocabularySize * 2)
  const terms: number[] = []
  let worth = 1
  for (const code of sequence) {
    if (isMark(code)) {
      const field = fieldMarked(code)
      if (field !== undefined) worth = FIELD_WORTH[FIELDS[field] as Field]
    } else {
      if (counted[code] === 0) terms.push(code)
      counted[code] = (counted[code] as number) + worth
    }
  }
  const weights = terms.map(term => counted[term] as number)
  for (const term of terms) counted[term] = 0
  return { terms, weights }
}

/** BM25F: a field's words count as often as the field is worth (Robertson, Zaragoza and Taylor 2004). */
const FIELD_WORTH = { title: 3, symptoms: 2, cause: 1, resolution: 1, appliesTo: 1, rest: 1 } as const
