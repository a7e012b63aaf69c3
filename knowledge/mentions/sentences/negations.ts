import { type Found, type Grammar, type PhraseFinder, phraseFinder, type TextWord } from '../../words/index.ts'

/** In words. */
const NEGATION_REACH = 3

/** True when a negation stands shortly before the place, and nothing else takes it. */
export const isDenied = (at: number, from: number, negations: ReadonlySet<number>, reach = NEGATION_REACH): boolean => {
  for (let i = at - 1; i >= Math.max(from, at - reach); i--) if (negations.has(i)) return true
  return false
}

/** True when a negation stands between the words of a phrase: "the disk is not full". */
export const isDeniedInside = (
  { between = [] }: { readonly between?: readonly number[] },
  { negations }: { readonly negations: ReadonlySet<number> },
): boolean => between.some(at => negations.has(at))

/** True when the word that would deny the one is a part of the other: "'has stopped working' every evening". */
export const takesDenial = (
  other: { readonly from: number; readonly to: number },
  denied: { readonly from: number },
  { failings, negations }: { readonly failings: ReadonlySet<number>; readonly negations: ReadonlySet<number> },
): boolean => {
  if (isDenied(denied.from, other.to, failings) || isDenied(denied.from, 0, negations)) return false
  for (let at = other.from; at < other.to; at++) if (failings.has(at)) return true
  return false
}

/** What finds the words that deny. */
interface Deniers {
  readonly negations: PhraseFinder<string>
  readonly notOnly: PhraseFinder<string>
  readonly nothing: PhraseFinder<string>
  readonly parting: PhraseFinder<string>
  readonly articles: PhraseFinder<string>
  readonly lacking: PhraseFinder<string>
}

/** Places of words that deny; of "no longer" the last one. */
export const negationsIn = (words: readonly TextWord[], finders: Deniers): Set<number> => {
  const negations = new Set(finders.negations.in(words).map(f => f.to - 1))
  for (const [i, { word }] of words.entries()) if (/n['’]t$/.test(word)) negations.add(i)
  // "It not only crashes": that is no denial.
  for (const f of finders.notOnly.in(words)) if (isNext(words, f.from)) negations.delete(f.from - 1)
  // "Not a single mail was lost": it stands right before what it denies.
  for (const { denied, from, to } of finders.lacking.in(words)) {
    const isHere = denied ? negations.has(from - 1) : words.slice(from, to).some((_, i) => negations.has(from + i))
    if (isHere) negations.add(to - 1)
  }
  // "None of the services has crashed": what it is none of denies, too.
  for (const f of finders.nothing.in(words)) {
    const of = finders.parting.in(words, f.to, Math.min(words.length, f.to + 1))[0]
    const article = of && finders.articles.in(words, of.to, Math.min(words.length, of.to + 1))[0]
    if (article && article.to < words.length) negations.add(article.to)
  }
  return negations
}

/** A text with the places of the words that deny. */
interface Denying {
  readonly words: readonly TextWord[]
  readonly negations: ReadonlySet<number>
}

export interface Denials {
  /** "Never has it been called", "none of our three sinks is told": what opens the part denies what it tells first. */
  readonly isFronted: (f: Found<unknown>, part: { readonly from: number }, words: readonly TextWord[]) => boolean
  /** "Not one of them was lost": the place from which what denies a verb is looked for. */
  readonly verbAt: (f: Found<unknown>, from: number, words: readonly TextWord[]) => number
  /** "The store gets nothing": what is named there is no verb, and denied by no object. */
  readonly isNoun: (f: Found<unknown>, from: number, words: readonly TextWord[]) => boolean
  /** "They come not to our client", "it fires never": the verb is denied by what stands right behind it. */
  readonly isBehind: (f: Found<unknown>, to: number, text: Denying) => boolean
  /** "Nothing", "none". */
  readonly isNothingAt: (place: number, words: readonly TextWord[]) => boolean
}

/** How far what opens a part denies: "none of the three programs here has ever been told". In words. */
const FRONTED_REACH = 6

export const denialReader = (grammar: Grammar): Denials => {
  const [fronted, auxiliaries] = [phraseFinder(grammar.fronted), phraseFinder(grammar.auxiliaries)]
  const [nothing, articles] = [phraseFinder(grammar.nothing), phraseFinder(grammar.articles)]
  const [behind, narrowing] = [phraseFinder(grammar['denying-behind']), phraseFinder(grammar['denied-so'])]
  const isNoun: Denials['isNoun'] = (f, from, words) => articles.endingAt(words, f.from, from) !== undefined
  return {
    isNoun,
    isFronted: (f, { from }, words) =>
      // "At no time was the store down": that is no verb.
      !isNoun(f, from, words) &&
      fronted
        .all(words, from, f.from, n => words[n.from - 1]?.word === 'not')
        .some(n => n.from - Number(n.denied) <= from + 1 && f.from - n.to <= FRONTED_REACH),
    isBehind: (f, to, { words, negations }) => {
      const not = behind.in(words, f.to, Math.min(to, f.to + 1))[0]
      // "It comes not at once", "it runs not only here": that is no denial of the verb.
      const isOfNext = (at: number): boolean =>
        narrowing.in(words, at, Math.min(words.length, at + 2)).some(n => n.from === at)
      return not !== undefined && negations.has(not.to - 1) && !isOfNext(not.to) && isNext(words, f.to)
    },
    verbAt: (f, from, words) => auxiliaries.endingAt(words, f.from, from)?.from ?? f.from,
    isNothingAt: (place, words) => nothing.in(words, Math.max(place, 0), place + 1).length > 0,
  }
}

/** A word follows the one before it with nothing but a space between. */
const isNext = (words: readonly TextWord[], at: number): boolean => words[at]?.start === (words[at - 1]?.end ?? 0) + 1
