import { expect, it } from 'vitest'
import { fuzz } from './fuzz.ts'
import { chanceOf } from './fuzzing/chance.ts'
import { mutated } from './fuzzing/mutate.ts'

/** `npm run fuzz` has as many as wanted. */
const RUNS = 200

it('no broken activity, frame, article or YAML makes anything fail', async () => {
  const errors: unknown[] = []
  const { runs, activities, frames, articles, yaml } = await fuzz(RUNS, 2026, (kind, seed, error) =>
    errors.push([kind, seed, error]),
  )
  expect(errors).toEqual([])
  expect(activities + frames + articles + yaml).toBe(runs)
  for (const count of [activities, frames, articles, yaml]) expect(count).toBeGreaterThan(20)
}, 120_000)

it('a seed says what is sent', () => {
  const made = (seed: number) => mutated('title: a\nid: KB951251\n', chanceOf(seed))
  expect(made(1)).toBe(made(1))
  expect(new Set([1, 2, 3, 4, 5, 6, 7, 8].map(made)).size).toBeGreaterThan(4)
})
