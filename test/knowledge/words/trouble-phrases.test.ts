import { expect, it } from 'vitest'
import { loadLexicon } from '../../../knowledge/words/index.ts'

const { troubles, grammar } = loadLexicon()

it('a phrase for a trouble has no word inside at which sentences are cut: it would never be found', () => {
  const cutting = new Set([...grammar.clauses, ...grammar.occasions])
  const phrases = Object.values(troubles).flatMap(k => [k.said, ...Object.values(k.saidOf)].flat())
  expect(
    phrases.filter(p =>
      p
        .split(' ')
        .slice(1)
        .some(w => cutting.has(w)),
    ),
  ).toEqual([])
})
