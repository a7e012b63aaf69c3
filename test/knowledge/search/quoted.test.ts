import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Find } from '../../../knowledge/search/evidence.ts'
import { bestQuote } from '../../../knowledge/search/quoted.ts'

/** The numbers of asked words as they stand in an article, by sentence; undefined for a word that was not asked for. */
const findsIn = (...sentences: readonly (readonly (number | undefined)[])[]): readonly Find[] => {
  let position = 0
  return sentences.flatMap((words, sentence) =>
    words.flatMap(asked => {
      position++
      return asked === undefined ? [] : [{ asked, field: 1, sentence, position, inField: position }]
    }),
  )
}

const value = (): number => 5
const quote = (...sentences: readonly (readonly (number | undefined)[])[]) => bestQuote(findsIn(...sentences), value)

describe('what of a question an article says in the same words and order', () => {
  test('a sentence that was copied is quoted whole, and one of the same words in another order is not', () => {
    expect(quote([0, 1, 2, 3])).toEqual({ value: 20, words: 4 })
    expect(quote([3, 2, 1, 0])).toEqual({ value: 5, words: 1 })
    expect(quote([2, 3, 0, 1]).words).toBe(2)
  })

  test('words that were left out of either side take a little away', () => {
    expect(quote([0, undefined, undefined, 1, 3]).words).toBe(3)
    expect(quote([0, undefined, undefined, 1, 3]).value).toBeLessThan(quote([0, 1, 2]).value)
    expect(quote([0, undefined, undefined, 1, 3]).value).toBeGreaterThan(quote([0, 1]).value)
  })

  test('words of different sentences are no quotation, nor are those of its steps', () => {
    expect(quote([0, 1], [2, 3])).toEqual({ value: 10, words: 2 })
    expect(
      bestQuote(
        findsIn([0, 1, 2]).map(f => ({ ...f, field: 3 })),
        value,
      ),
    ).toEqual({ value: 0, words: 0 })
  })

  test('it is never worth more than all that was asked for', () => {
    fc.assert(
      fc.property(fc.array(fc.array(fc.option(fc.nat(9), { nil: undefined }), { maxLength: 80 })), sentences => {
        const { value: worth, words } = quote(...sentences)
        expect(words).toBeLessThanOrEqual(10)
        expect(worth).toBeLessThanOrEqual(50)
      }),
    )
  })
})
