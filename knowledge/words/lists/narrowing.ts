import { z } from 'zod'
import { phrases } from './comparing.ts'

/** How a trouble is narrowed to a part of what it might befall. */
export const narrowingSchema = z.strictObject({
  leading: phrases,
  only: phrases,
  alone: phrases,
  except: phrases,
  but: phrases,
  whole: phrases,
  ending: phrases,
  counting: phrases,
  takers: phrases,
  meant: phrases,
})
export type Narrowing = z.infer<typeof narrowingSchema>
