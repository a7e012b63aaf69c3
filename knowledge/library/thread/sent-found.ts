import { FIELDS, type Field } from '../../reading/index.ts'
import { FIELDS_OF } from '../../search/index.ts'
import type { FoundArticle } from '../library.ts'
import type { ReceivedHeads, SentHeads, ToldHeads } from './sent-heads.ts'

/**
 * What was found, in few and flat pieces: to send it to another thread object by object costs three times as much as to
 * find it.
 */
export interface SentFound extends ToldHeads {
  readonly ids: readonly string[]
  /** Those that were asked for and found in any of them. */
  readonly words: readonly string[]
  /** Of each article: `NUMBERS`, how many words it has, and for each its place in `words` and its fields. */
  readonly numbers: Float64Array
}

const NUMBERS = ['score', 'coverage', 'together', 'quoted', 'central'] as const

export const sent = (found: readonly FoundArticle[], to: SentHeads): SentFound => {
  const words = new Map<string, number>()
  const numbers: number[] = []
  for (const article of found) {
    for (const name of NUMBERS) numbers.push(article[name])
    numbers.push(Number(article.named), article.matches.length)
    for (const { word, fields } of article.matches) {
      if (!words.has(word)) words.set(word, words.size)
      numbers.push(words.get(word) as number, maskOf(fields))
    }
  }
  return {
    ids: found.map(f => f.id),
    ...to.tell(found),
    words: [...words.keys()],
    numbers: Float64Array.from(numbers),
  }
}

/** To be called in the order in which it was sent. */
export const received = (found: SentFound, known: ReceivedHeads): readonly FoundArticle[] => {
  const { ids, words, numbers } = found
  const heads = known.hear(ids, found)
  let at = 0
  const next = (): number => numbers[at++] as number
  return ids.map((id, i) => ({
    id,
    score: next(),
    coverage: next(),
    together: next(),
    quoted: next(),
    central: next(),
    named: next() === 1,
    matches: Array.from({ length: next() }, () => ({
      word: words[next()] as string,
      fields: FIELDS_OF[next()] as readonly Field[],
    })),
    head: heads[i] as FoundArticle['head'],
  }))
}

const maskOf = (fields: readonly Field[]): number => fields.reduce((mask, f) => mask | (1 << FIELDS.indexOf(f)), 0)
