import { describe, expect, test } from 'vitest'
import { amongHits, likelihoodOf, signsOf } from '../../dialogs/weighing/likelihood.ts'
import { UNKNOWN_LIKENESS } from '../../dialogs/weighing/meaning.ts'
import type { ArticleHead, Hit } from '../../knowledge/index.ts'

const MANY = 30_000

const hit = (some: Partial<Hit>): Hit => ({
  id: 'KB1',
  article: {} as ArticleHead,
  score: 50,
  coverage: 0.5,
  matches: [],
  together: 0.5,
  quoted: 0,
  central: 6,
  named: false,
  contrary: false,
  titled: 0.3,
  ...some,
})

const DESCRIPTION = 'the spooler stops with a loud beep whenever somebody prints a page from the accounting program'

const likelihood = (h: Hit, rivals: readonly number[] = [30], likeness = UNKNOWN_LIKENESS, size = MANY): number =>
  likelihoodOf(signsOf(h, likeness, amongHits([h, ...rivals.map(score => ({ score, quoted: 0 }))], DESCRIPTION, size)))

describe('how likely an article is what was described', () => {
  test('is a probability, whatever was found', () => {
    for (const h of [
      hit({}),
      hit({ score: 0, coverage: 0, together: 0, central: 0 }),
      hit({ contrary: true, titled: 1 }),
    ]) {
      expect(likelihood(h)).toBeGreaterThan(0)
      expect(likelihood(h)).toBeLessThan(1)
    }
  })

  test('grows with the lead over the next, with the words in one place, and with those of its title', () => {
    expect(likelihood(hit({}), [10])).toBeGreaterThan(likelihood(hit({}), [45]))
    expect(likelihood(hit({ coverage: 0.9, together: 0.9 }))).toBeGreaterThan(likelihood(hit({ coverage: 0.9 })))
    expect(likelihood(hit({ titled: 0.9 }))).toBeGreaterThan(likelihood(hit({ titled: 0.1 })))
  })

  test('shrinks behind a better one, with another error code, and with another trouble', () => {
    expect(likelihood(hit({ score: 20 }), [50])).toBeLessThan(likelihood(hit({}), [20]))
    expect(likelihood(hit({ contrary: true }))).toBeLessThan(likelihood(hit({})))
    for (const meaning of ['other', 'denied', 'asked'] as const)
      expect(likelihood(hit({}), [30], { ...UNKNOWN_LIKENESS, meaning })).toBeLessThan(likelihood(hit({})))
    expect(likelihood(hit({}), [30], { ...UNKNOWN_LIKENESS, strangeKind: true })).toBeLessThan(likelihood(hit({})))
  })

  test('grows when it alone is quoted, and not when others are quoted as far', () => {
    const among = (other: number): number =>
      likelihoodOf(
        signsOf(
          hit({ quoted: 1 }),
          UNKNOWN_LIKENESS,
          amongHits([hit({ quoted: 1 }), { score: 30, quoted: other }], DESCRIPTION, MANY),
        ),
      )
    expect(among(0)).toBeGreaterThan(likelihood(hit({})))
    expect(among(0)).toBeGreaterThan(among(1))
    expect(among(1)).toBeCloseTo(likelihood(hit({})), 9)
  })

  test('a lead among few articles counts less than among many', () => {
    const gain = (size: number): number =>
      likelihood(hit({}), [10], UNKNOWN_LIKENESS, size) - likelihood(hit({}), [45], UNKNOWN_LIKENESS, size)
    expect(gain(30)).toBeLessThan(gain(MANY))
  })
})
