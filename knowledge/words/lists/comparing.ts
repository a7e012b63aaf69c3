import { z } from 'zod'

export const phrase = z.string().min(1)
export const phrases = z.array(phrase).min(1)

/** How versions are compared, what says that nothing was put on one, and that the trouble is the same with another. */
export const comparingSchema = z.strictObject({
  later: phrases,
  earlier: phrases,
  'up-to': phrases,
  greater: phrases,
  than: phrases,
  going: phrases,
  beyond: phrases,
  nothing: phrases,
  before: phrases,
  missing: phrases,
  denied: phrases,
  put: phrases,
  yet: phrases,
  being: phrases,
  'denied-after': phrases,
  'put-after': phrases,
  'missing-after': phrases,
  article: phrases,
  idle: phrases,
  'idle-before': phrases,
  'none-of': phrases,
  'none-but': phrases,
  reached: phrases,
  'brought-up': phrases,
  'none-since': phrases,
  undone: phrases,
  'put-on': phrases,
  'none-behind': phrases,
  shipped: phrases,
  still: phrases,
  'shipped-behind': phrases,
  alike: phrases,
  'alike-in': phrases,
  'alike-as': phrases,
  too: phrases,
  'each-named': phrases,
  'each-of': phrases,
  unchanged: phrases,
})
export type Comparing = z.infer<typeof comparingSchema>
