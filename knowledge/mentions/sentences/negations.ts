import { type Found, type Grammar, type PhraseFinder, phraseFinder, type TextWord } from '../../words/index.ts'

/** In words. */
const NEGATION_REACH = 3

/** True when a negation stands shortly before the place, and nothing else takes it. */
export const isDenied = (at: number, from: number, negations: ReadonlySet<number>, reach = NEGATION_REACH): boolean => {
  for (let i = at - 1; i >= Math.max(from, at - reach); i--) if (negations.has(i)) return true
  return false
}

/** Places of words that deny; of "no longer" the last one. */
export const negationsIn = (
  words: readonly TextWord[],
  finders: { readonly negations: PhraseFinder<string>; readonly lacking: PhraseFinder<string> },
): ReadonlySet<number> => {
  const negations = new Set(finders.negations.in(words).map(f => f.to - 1))
  for (const [i, { word }] of words.entries()) if (/n['’]t$/.test(word)) negations.add(i)
  // "Not a single mail was lost": it stands right before what it denies.
  for (const { denied, from, to } of finders.lacking.in(words)) {
    const isHere = denied ? negations.has(from - 1) : words.slice(from, to).some((_, i) => negations.has(from + i))
    if (isHere) negations.add(to - 1)
  }
  return negations
}

export interface Denials {
  /** "Never has it been called", "none of our three sinks is told": what opens the part denies what it tells first. */
  readonly isFronted: (f: Found<unknown>, part: { readonly from: number }, words: readonly TextWord[]) => boolean
  /** "Not one of them was lost": the place from which what denies a verb is looked for. */
  readonly verbAt: (f: Found<unknown>, from: number, words: readonly TextWord[]) => number
  /** "The store gets nothing": what is named there is no verb, and denied by no object. */
  readonly isNoun: (f: Found<unknown>, from: number, words: readonly TextWord[]) => boolean
  /** "Nothing", "none". */
  readonly isNothingAt: (place: number, words: readonly TextWord[]) => boolean
}

/** How far what opens a part denies: "none of the three programs here has ever been told". In words. */
const FRONTED_REACH = 6

export const denialReader = (grammar: Grammar): Denials => {
  const [fronted, auxiliaries] = [phraseFinder(grammar.fronted), phraseFinder(grammar.auxiliaries)]
  const [nothing, articles] = [phraseFinder(grammar.nothing), phraseFinder(grammar.articles)]
  const isNoun: Denials['isNoun'] = (f, from, words) => articles.endingAt(words, f.from, from) !== undefined
  return {
    isNoun,
    isFronted: (f, { from }, words) =>
      // "At no time was the store down": that is no verb.
      !isNoun(f, from, words) &&
      fronted
        .all(words, from, f.from, n => words[n.from - 1]?.word === 'not')
        .some(n => n.from - Number(n.denied) <= from + 1 && f.from - n.to <= FRONTED_REACH),
    verbAt: (f, from, words) => auxiliaries.endingAt(words, f.from, from)?.from ?? f.from,
    isNothingAt: (place, words) => nothing.in(words, Math.max(place, 0), place + 1).length > 0,
  }
}
