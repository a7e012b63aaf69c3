import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { entropy, informationGain, normalise, posterior } from '../../dialogs/weighing/belief.ts'

const weights = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 12 })
const likelihoods = (size: number) =>
  fc.array(fc.double({ min: 0.001, max: 1, noNaN: true }), { minLength: size, maxLength: size })
const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0)

describe('a belief', () => {
  test('sums to one, whatever it is made of', () => {
    fc.assert(
      fc.property(weights, w => {
        expect(sum(normalise(w))).toBeCloseTo(1, 9)
      }),
    )
  })

  test('sums to one after every answer', () => {
    fc.assert(
      fc.property(
        weights.chain(w => fc.tuple(fc.constant(w), likelihoods(w.length))),
        ([w, l]) => {
          expect(sum(posterior(normalise(w), l))).toBeCloseTo(1, 9)
        },
      ),
    )
  })

  test('does not depend on the order of the answers', () => {
    fc.assert(
      fc.property(
        weights.chain(w => fc.tuple(fc.constant(w), likelihoods(w.length), likelihoods(w.length))),
        ([w, a, b]) => {
          const one = posterior(posterior(normalise(w), a), b)
          const other = posterior(posterior(normalise(w), b), a)
          one.forEach((p, i) => {
            expect(p).toBeCloseTo(other[i] ?? Number.NaN, 9)
          })
        },
      ),
    )
  })

  test('is least certain when spread evenly', () => {
    expect(entropy([0.25, 0.25, 0.25, 0.25])).toBeCloseTo(2, 9)
    expect(entropy([1, 0, 0])).toBe(0)
  })
})

describe('a question', () => {
  test('that tells everything is worth all the uncertainty', () => {
    const belief = [0.5, 0.3, 0.2]
    expect(
      informationGain(belief, [
        [1, 0, 0],
        [0, 1, 0],
        [0, 0, 1],
      ]),
    ).toBeCloseTo(entropy(belief), 9)
  })

  test('whose answer is the same for all is worth nothing', () => {
    expect(
      informationGain(
        [0.5, 0.3, 0.2],
        [
          [0.7, 0.7, 0.7],
          [0.3, 0.3, 0.3],
        ],
      ),
    ).toBeCloseTo(0, 9)
  })

  test('is never worth less than nothing, nor more than there is to know', () => {
    fc.assert(
      fc.property(
        weights.chain(w => fc.tuple(fc.constant(w), likelihoods(w.length))),
        ([w, yes]) => {
          const belief = normalise(w)
          const gain = informationGain(belief, [yes, yes.map(p => 1 - p)])
          expect(gain).toBeGreaterThanOrEqual(0)
          expect(gain).toBeLessThanOrEqual(entropy(belief) + 1e-9)
        },
      ),
    )
  })
})
