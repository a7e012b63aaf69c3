import { z } from 'zod'
import { phrases } from './comparing.ts'

/** In what two cases can differ that a person compares. */
export const ASPECTS = ['person', 'computer', 'program', 'mailbox', 'server', 'network'] as const
export type Aspect = (typeof ASPECTS)[number]

const aspect = z.strictObject({ nouns: phrases, named: z.array(z.string().min(1)) })

/** How people call another one of each, or all of them, and say that it goes well there. */
export const aspectsSchema = z.strictObject({
  aspects: z.record(z.enum(ASPECTS), aspect),
  other: phrases,
  every: phrases,
  neighbours: phrases,
  counts: phrases,
  numbered: phrases,
  there: phrases,
  bystanders: phrases,
})
export type Aspects = z.infer<typeof aspectsSchema>
