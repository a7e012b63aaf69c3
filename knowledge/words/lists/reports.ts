import { z } from 'zod'
import { phrases } from './comparing.ts'

/** What people tell of an advice. */
export const reportsSchema = z.strictObject({
  following: phrases,
  'will-follow': phrases,
  solving: phrases,
  'by-itself': phrases,
  'of-another': phrases,
})

export type Reports = z.infer<typeof reportsSchema>
