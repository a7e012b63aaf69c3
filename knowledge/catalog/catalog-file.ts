import { z } from 'zod'
import { type Build, compareBuilds, parseBuild } from './ranges.ts'

/** The format of a file in `catalog/`: docs/catalog.md explains it for people. Every scalar arrives as a string. */

const build = z.string().transform((text, context): Build => {
  const parsed = parseBuild(text)
  if (parsed) return parsed
  context.addIssue({ code: 'custom', message: `"${text}" is not a build such as 8.1.240.6` })
  return z.NEVER
})
const isOnTheCalendar = (text: string): boolean => {
  const [year = 0, month = 0, day = 1] = text.split('-').map(Number)
  const at = new Date(Date.UTC(year, month - 1, day))
  return at.getUTCMonth() === month - 1 && at.getUTCDate() === day
}
const date = z
  .string()
  .regex(/^\d{4}-\d{2}(-\d{2})?$/, 'write the date as 2008-10-07')
  .refine(isOnTheCalendar, 'there is no such day')
const name = z.string().min(1)
/** What people write, found in any case. Without a letter or a digit it would be found between all words. */
const word = z
  .string()
  .regex(/[\p{L}\p{N}]/u, 'a name has a letter or a digit')
  .transform(text => text.toLowerCase())
const names = z.array(word).default([])
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
  /** The releases that have this way, `2007 .. 2019`; all when there is none. */
  releases: z.array(name).default([]),
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
  names: z.array(word).min(1),
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
    kinds: z.record(name, names).default({}),
    /** Each person has one of their own, on a machine of their own. */
    personal: z
      .literal('true')
      .transform(() => true)
      .optional(),
    /** Words that, as the one who runs this product, say that another machine is meant: "the client runs …". */
    elsewhere: names,
    /** Words for machines that this product runs on, though an article about servers means others: "PC" for Outlook. */
    runsOn: names,
    /** Its parts: where one of them is named, a release that several products have is this one's: "EWS on our 2007 SP1". */
    parts: names,
    source: name.optional(),
    howToFind: z.array(howToFind).default([]),
    releases: z.array(release).min(1),
    impossible: z.array(impossible).default([]),
    bundles: z.array(bundle).default([]),
  })
  .superRefine((file, context) => {
    let last: Build | undefined
    const inOrder = (dates: readonly (string | undefined)[], path: readonly PropertyKey[], key: string): void => {
      for (const [i, at] of dates.entries()) {
        const before = dates.slice(0, i).findLast(d => d !== undefined)
        // "2008-10" may be any day of that month.
        if (at !== undefined && before !== undefined && at < before.slice(0, at.length))
          context.addIssue({
            code: 'custom',
            path: [...path, i, key],
            message: `${at} is before ${before}, the date of the one before it`,
          })
      }
    }
    file.releases.forEach((r, i) => {
      const path = ['releases', i, 'levels']
      inOrder(
        r.levels.map(l => l.date),
        path,
        'date',
      )
      const first = r.levels[0]?.date
      if (first !== undefined && r.endOfSupport !== undefined && r.endOfSupport < first)
        context.addIssue({
          code: 'custom',
          path: ['releases', i, 'endOfSupport'],
          message: `${r.endOfSupport} is before ${first}, when it came out`,
        })
      r.levels.forEach((l, j) => {
        inOrder(
          l.updates.map(u => u.date),
          [...path, j, 'updates'],
          'date',
        )
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
