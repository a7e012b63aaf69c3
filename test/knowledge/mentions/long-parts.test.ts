import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createSegmenter } from '../../../knowledge/mentions/sentences/segments.ts'
import { atOnce } from '../../../knowledge/steps.ts'
import { loadLexicon } from '../../../knowledge/words/index.ts'

const segment = createSegmenter(loadLexicon().grammar)

it('a text without a stop is cut all the same: its words are looked at beside a hundred others, and not beside all', () => {
  const words = fc.array(fc.constantFrom('error', 'no', 'and', 'mail', 'never', 'it', 'hangs', 'a'), {
    minLength: 1000,
    maxLength: 2000,
  })
  fc.assert(
    fc.property(words, said => {
      const { segments } = atOnce(segment(said.join(' ')))
      const sentences = new Map<number, number>()
      for (const { from, to, sentence } of segments) {
        expect(to - from).toBeLessThanOrEqual(101)
        sentences.set(sentence, (sentences.get(sentence) ?? 0) + to - from)
      }
      expect(Math.max(...sentences.values())).toBeLessThanOrEqual(301)
      expect(segments.at(-1)?.to).toBe(said.length)
    }),
    { numRuns: 20 },
  )
})

it('what stands behind two thousand sentences is pasted, and read no more', () => {
  const { segments, words } = atOnce(segment('it hangs. '.repeat(3000)))
  expect(segments.length).toBe(2000)
  expect(segments.at(-1)?.to).toBeLessThan(words.length)
})
