import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AFTER, anyOf, BEFORE, namesFinder, startsIn } from '../../../knowledge/words/patterns.ts'

const NAMES = ['sp 1', 'sp1', 'service pack', 'e', 'é2', 'x y']
const PATTERN = `(?:${anyOf(NAMES)})${AFTER}`

const found = (text: string) => namesFinder(NAMES, PATTERN)(startsIn(text)).map(m => [m.index, m[0]])
const everywhere = (text: string) =>
  [...text.matchAll(new RegExp(`${BEFORE}${PATTERN}`, 'gu'))].map(m => [m.index, m[0]])

describe('names', () => {
  it('are found where they begin a word, and nowhere else', () => {
    expect(found('sp1 (sp 1) xsp1 3.sp1 service-pack e')).toEqual([
      [0, 'sp1'],
      [5, 'sp 1'],
      [22, 'service-pack'],
      [35, 'e'],
    ])
  })

  it('are found in any text where their pattern finds them', () => {
    const piece = fc.constantFrom(...NAMES, 'xy', ' ', '.', '-', '(', '1', 'é', '𝒜', '😀', '\ud835', 'Z')
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string()), { maxLength: 12 }), pieces => {
        const text = pieces.join('')
        expect(found(text)).toEqual(everywhere(text))
      }),
    )
  })
})
