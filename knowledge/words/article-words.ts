import { z } from 'zod'

/** Formats of the lists by which articles are read: their headings, the names of products, what leads to a symptom. */

const phrases = z.array(z.string().regex(/^[^\p{Lu}]+$/u, 'write it in lower case')).min(1)
const capitals = z.array(z.string().regex(/^\p{Lu}/u, 'write it as a name, with a capital')).min(1)

/** The format of `headings.yaml`. No heading is two sections at once. */
export const headingsSchema = z
  .strictObject({
    sections: z.strictObject({
      symptoms: phrases,
      cause: phrases,
      resolution: phrases,
      workaround: phrases,
      before: phrases,
      status: phrases,
      summary: phrases,
      'more-information': phrases,
      'applies-to': phrases,
      references: phrases,
    }),
    asides: phrases,
    qualified: phrases,
    numbered: phrases,
    parts: phrases,
    solving: phrases,
    bridging: phrases,
    instructing: phrases,
    'no-remedy': phrases,
  })
  .superRefine(({ sections, asides }, context) => {
    const homes = new Map<string, string>()
    const see = (group: string, said: readonly string[], path: readonly PropertyKey[]): void => {
      for (const [at, text] of said.entries()) {
        const home = homes.get(text)
        if (home !== undefined)
          context.addIssue({ code: 'custom', path: [...path, at], message: `"${text}" is in "${home}" already` })
        homes.set(text, group)
      }
    }
    for (const [kind, said] of Object.entries(sections)) see(kind, said, ['sections', kind])
    see('asides', asides, ['asides'])
  })

/** The words with which a language heads the sections of articles. */
export type HeadingNames = z.infer<typeof headingsSchema>

/** The format of `product-names.yaml`. */
export const productNamesSchema = z.strictObject({
  makers: capitals,
  suites: z.record(z.string().min(1), capitals),
  editions: capitals,
  families: capitals,
  'marked-editions': capitals,
})

/** What a language writes beside the names of products: makers, suites, editions. */
export type ProductNames = z.infer<typeof productNamesSchema>

/** The format of `symptoms.yaml`. */
export const symptomWordsSchema = z.strictObject({
  'lead-ins': phrases,
  additions: phrases,
  announcing: phrases,
  messages: phrases,
})

/** How a language leads to what is seen. */
export type SymptomWords = z.infer<typeof symptomWordsSchema>
