import { areNames, isSlip, isTelling, spokenNumbers, termOf, tokenOf, tokensOf, wordsIn } from '../words/index.ts'
import { thingsNamed } from './things.ts'

/** A word that is searched for; or a thing, whatever an article calls it. */
export interface Asked {
  /** As the person wrote it. */
  readonly word: string
  /** As it is indexed: a repaired misspelling, the stem, the first of its synonyms. */
  readonly term: string
  readonly isIdentifier: boolean
  /** 1; for a part of an unknown identifier, its share of it. */
  readonly share: number
  /** Of a thing: the terms of the words that name it in the question. */
  readonly namedBy?: readonly string[]
}

/** What a thing is indexed and searched as: no word has such a term. */
export const thingTerm = (thing: string): string => `§${thing}`

/** What an index knows of words: how many articles have a term, and which known word a misspelt one may be. */
export interface WordLookup {
  readonly articles: (term: string) => number
  readonly repair: (word: string) => string | undefined
}

/** A description of more words is cut: nobody describes one problem in more, pasted logs do. */
const MAX_QUERY_WORDS = 150

/** Every term that has to be looked up before `asQuestion` can decide. */
export const termsIn = (text: string): readonly string[] => [
  ...new Set([
    ...tokensOf(text).flatMap(t => [t.whole, ...t.parts].filter(isTelling).map(termOf)),
    ...spokenNumbers(text),
    ...thingsNamed(text).map(({ thing }) => thingTerm(thing)),
  ]),
]

/** The plain words of a text whose terms are none of `known`: they may be misspelt. */
export const unknownWords = (text: string, isKnown: (term: string) => boolean): readonly string[] => [
  ...new Set(
    tokensOf(text)
      .flatMap(t => (t.parts.length > 0 && !isKnown(termOf(t.whole)) ? t.parts : [t.whole]))
      .filter(w => isTelling(w) && !isKnown(termOf(w))),
  ),
]

/**
 * The terms to search for, in the order of the text. A word that no article has is repaired when a known one is near; a name
 * only where letters have changed places; an identifier is searched whole where the index knows it so, and by its parts where not.
 */
export const asQuestion = (text: string, { articles, repair }: WordLookup): readonly Asked[] => {
  const asked = new Map<string, Asked>()
  const add = (a: Asked): void => {
    if (!asked.has(a.term) && asked.size < MAX_QUERY_WORDS) asked.set(a.term, a)
  }
  const isKnown = (term: string): boolean => articles(term) > 0
  const written = wordsIn(text)
  const names = areNames(written)
  for (const [place, { word: one }] of written.entries()) {
    if (asked.size >= MAX_QUERY_WORDS) break
    const { whole, parts, isIdentifier } = tokenOf(one)
    const isName = names[place] === true
    const words = parts.length === 0 || isKnown(termOf(whole)) ? [whole] : parts
    for (const word of words.filter(isTelling)) {
      if (asked.size >= MAX_QUERY_WORDS) break
      const meant = isKnown(termOf(word)) ? word : (repair(word) ?? word)
      const term = termOf(isName && !isSlip(word, meant) ? word : meant)
      add({ word, term, isIdentifier: isIdentifier && words.length === 1, share: 1 / words.length })
    }
  }
  for (const number of spokenNumbers(text)) add({ word: number, term: number, isIdentifier: true, share: 1 })
  // Behind the words that name them: a thing counts only for what those leave.
  for (const { thing, terms } of thingsNamed(text)) {
    const [term, namedBy] = [thingTerm(thing), terms.filter(t => asked.has(t))]
    if (isKnown(term) && namedBy.length > 0) add({ word: thing, term, isIdentifier: false, share: 1, namedBy })
  }
  return [...asked.values()]
}
