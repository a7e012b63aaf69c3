import type { PhraseFinder, TextWord } from '../../words/index.ts'

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
}

/** Places of words that deny. */
export const negationsIn = (words: readonly TextWord[], finders: Deniers): Set<number> => {
  const negations = new Set(finders.negations.in(words).map(f => f.to - 1))
  for (const [i, { word }] of words.entries()) if (/n['’]t$/.test(word)) negations.add(i)
  // "It not only crashes": that is no denial.
  for (const f of finders.notOnly.in(words)) if (isNext(words, f.from)) negations.delete(f.from - 1)
  // "None of the services has crashed": what it is none of denies, too.
  for (const f of finders.nothing.in(words)) {
    const of = finders.parting.in(words, f.to, Math.min(words.length, f.to + 1))[0]
    const article = of && finders.articles.in(words, of.to, Math.min(words.length, of.to + 1))[0]
    if (article && article.to < words.length) negations.add(article.to)
  }
  return negations
}

/** A word follows the one before it with nothing but a space between. */
const isNext = (words: readonly TextWord[], at: number): boolean => words[at]?.start === (words[at - 1]?.end ?? 0) + 1
