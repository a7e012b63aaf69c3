import { z } from 'zod'
import { type Build, compareBuilds, parseBuild } from './versions.ts'

/** The format of a file in `catalog/`: docs/catalog.md explains it for people. Every scalar arrives as a string. */

const build = z.string().transform((text, context): Build => {
  const parsed = parseBuild(text)
  if (parsed) return parsed
  context.addIssue({ code: 'custom', message: `"${text}" is not a build such as 8.1.240.6` })
  return z.NEVER
})
const date = z.string().regex(/^\d{4}-\d{2}(-\d{2})?$/, 'write the date as 2008-10-07')
const name = z.string().min(1)
const names = z.array(name).default([])
const oneOrMore = z.union([name.transform(n => [n]), z.array(name)])

const update = z.strictObject({
  id: name,
  name,
  build,
  names,
  date: date.optional(),
  kb: name.optional(),
  source: name.optional(),
  note: name.optional(),
})
const level = z.strictObject({
  id: name,
  name,
  names,
  build,
  date: date.optional(),
  kb: name.optional(),
  source: name.optional(),
  note: name.optional(),
  updates: z.array(update).default([]),
})
const release = z.strictObject({
  id: name,
  name,
  short: names,
  also: names,
  endOfSupport: date.optional(),
  source: name.optional(),
  note: name.optional(),
  levels: z.array(level).min(1, 'a release needs at least one level'),
})
const howToFind = z.strictObject({
  how: name,
  command: name.optional(),
  looksLike: name.optional(),
  precision: z.enum(['release', 'level', 'update']),
  cannotTell: name.optional(),
  marks: names,
  source: name.optional(),
})
const impossible = z.strictObject({
  when: z.record(name, oneOrMore),
  kind: z.enum(['impossible', 'unsupported']),
  because: name,
  source: name.optional(),
})
const bundle = z.strictObject({
  names: z.array(name).min(1),
  name,
  means: z.record(name, oneOrMore),
  source: name.optional(),
  note: name.optional(),
})

export const catalogFile = z
  .strictObject({
    id: z.string().regex(/^[a-z][a-z0-9-]*$/, 'an id has lower-case letters, digits and hyphens'),
    name,
    subject: name.optional(),
    /** Whose version it is in articles that are about another product, too, by that product's id. */
    subjectBeside: z.record(name, name).default({}),
    /** A build that two products share is taken for the one with the lower number first. */
    priority: z.coerce.number().default(10),
    names,
    alone: names,
    notAfter: names,
    /** Words that make a short name this product when they follow it: "the old 2003 server". */
    followedBy: names,
    /** Short names that are this product after "on" and "under" alone, because no other product has them. */
    bareAfter: names,
    /** How people write numbered levels and updates: `Update Rollup: [rollup, ru]` makes "rollup 4" and "RU4" known. */
    kinds: z.record(name, z.array(name)).default({}),
    /** Words that, as the one who runs this product, say that another machine is meant: "the client runs …". */
    elsewhere: names,
    source: name.optional(),
    howToFind: z.array(howToFind).default([]),
    releases: z.array(release).min(1),
    impossible: z.array(impossible).default([]),
    bundles: z.array(bundle).default([]),
  })
  .superRefine((file, context) => {
    let last: Build | undefined
    file.releases.forEach((r, i) => {
      r.levels.forEach((l, j) => {
        for (const [k, x] of [l, ...l.updates].entries()) {
          if (last && compareBuilds(x.build, last) <= 0)
            context.addIssue({
              code: 'custom',
              path: ['releases', i, 'levels', j, ...(k === 0 ? [] : ['updates', k - 1]), 'build'],
              message: `build ${x.build.join('.')} is not above ${last.join('.')}, the one before it; list the oldest first`,
            })
          last = x.build
        }
      })
    })
  })

export type CatalogFile = z.infer<typeof catalogFile>
