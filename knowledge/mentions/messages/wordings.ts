import type { Circumstance } from '../../article.ts'
import { onceFor } from '../../lately.ts'
import { type Grammar, PhraseFinder } from '../../words/index.ts'

/** What a text says of an article's circumstance; `open`: that nobody knows whether it is so. */
export type ToldOf = 'so' | 'otherwise' | 'open'

/** What a phrase says of a circumstance, and how many words it has. */
export interface Phrase {
  readonly says: ToldOf
  readonly words: number
}

/** In words: how many others may stand between those of a phrase. */
const GAP = 4

/** "In-place", "in place". */
export const unhyphened = (text: string): string => text.replace(/(?<=\p{L})-(?=\p{L})/gu, ' ')

/**
 * How a circumstance is told. Words that mean the same stand for each other: whoever writes "only the list" in an article
 * means "merely the list", too, and "the key was never edited" where it says that it was never touched.
 */
export const wordingsOf = onceFor((grammar: Grammar): ((circumstance: Circumstance) => PhraseFinder<Phrase>) => {
  const alike = [grammar['not-only'], grammar.really, grammar.touched, grammar.untouched]
  const inOtherWords = (phrase: string): readonly string[] => {
    const words = phrase.split(' ')
    const at = words.findIndex(w => alike.some(all => all.includes(w)))
    const others = alike.find(all => all.includes(words[at] ?? ''))
    return others === undefined ? [phrase] : others.map(other => words.with(at, other).join(' '))
  }
  const phrases = (all: readonly string[], says: ToldOf) => [
    ...new Map(
      all
        .map(unhyphened)
        .flatMap(inOtherWords)
        .map(p => [p, { says, words: p.replace(/^not /, '').split(' ').length }] as const),
    ),
  ]
  return onceFor(
    ({ said, instead }: Circumstance) =>
      new PhraseFinder([...phrases(said, 'so'), ...phrases(instead, 'otherwise')], { gap: GAP }),
  )
})
