import { z } from 'zod'

const name = z.string().regex(/^[a-z][^\p{Lu}]*$/u, 'write it in lower case')
const names = z.array(name).min(1)

/** The format of `headings.yaml`. No heading is two sections at once. */
export const headingsSchema = z
  .strictObject({
    sections: z.strictObject({
      symptoms: names,
      cause: names,
      resolution: names,
      workaround: names,
      before: names,
      status: names,
      summary: names,
      'more-information': names,
      'applies-to': names,
      references: names,
    }),
    asides: names,
    qualified: names,
    numbered: names,
    parts: names,
    solving: names,
    bridging: names,
    instructing: names,
    'no-remedy': names,
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
