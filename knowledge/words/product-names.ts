import { z } from 'zod'

const names = z.array(z.string().regex(/^\p{Lu}/u, 'write it as a name, with a capital')).min(1)

/** The format of `product-names.yaml`. */
export const productNamesSchema = z.strictObject({
  makers: names,
  suites: z.record(z.string().min(1), names),
  editions: names,
  families: names,
  'marked-editions': names,
})

/** What a language writes beside the names of products: makers, suites, editions. */
export type ProductNames = z.infer<typeof productNamesSchema>
