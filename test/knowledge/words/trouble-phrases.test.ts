import { expect, it } from 'vitest'
import { createSegmenter } from '../../../knowledge/mentions/sentences/segments.ts'
import { atOnce } from '../../../knowledge/steps.ts'
import { loadLexicon } from '../../../knowledge/words/index.ts'

const { troubles, grammar } = loadLexicon()

it('a phrase for a trouble has no word inside at which sentences are cut: it would never be found', () => {
  const segment = createSegmenter(grammar)
  const phrases = Object.values(troubles).flatMap(k =>
    [k.said, ...Object.values(k.saidOf), ...Object.values(k.implying)].flat(),
  )
  expect(phrases.filter(p => atOnce(segment(p)).segments.length > 1)).toEqual([])
})
