import { z } from 'zod'
import { phrases } from './comparing.ts'

/** How people name a cause that they found. */
export const causesSchema = z.strictObject({
  naming: phrases,
  calling: phrases,
  is: phrases,
  explaining: phrases,
  finding: phrases,
  reasoning: phrases,
  seeing: phrases,
  showing: phrases,
  amiss: phrases,
  blaming: phrases,
  acting: phrases,
  by: phrases,
  since: phrases,
  introducing: phrases,
  altering: phrases,
  transitive: phrases,
  hedging: phrases,
  systems: phrases,
  programs: phrases,
  helps: phrases,
  aside: phrases,
  relative: phrases,
  lifting: phrases,
  removing: phrases,
  'participle-endings': phrases,
  'noun-endings': phrases,
  determiners: phrases,
  relieving: phrases,
  until: phrases,
  thereupon: phrases,
  joints: phrases,
  with: phrases,
  away: phrases,
  righting: phrases,
  without: phrases,
  resting: phrases,
  released: phrases,
  passing: phrases,
  even: phrases,
  trying: phrases,
  opening: phrases,
  unmoved: phrases,
  persisting: phrases,
  taking: phrases,
  ditto: phrases,
  'no-effect': phrases,
})
export type Causes = z.infer<typeof causesSchema>

const step = z.strictObject({ said: phrases, things: z.array(z.string().min(1)).default([]) })

/** What programs do one after the other, and how it is told whether they come to it. */
export const stepsSchema = z.strictObject({
  steps: z.array(step).min(1),
  unreached: phrases,
  'long-before': phrases,
  'never-called': phrases,
  'never-calls': phrases,
  done: phrases,
  failed: phrases,
})
export type StepLists = z.infer<typeof stepsSchema>
