import { basename, dirname } from 'node:path'
import { z } from 'zod'
import { yamlFolder } from '../../knowledge/index.ts'

/** Sentences that a file must have, each with the places that it must have: `{ noted: ['versions'] }`. */
export type SentenceKeys = Readonly<Record<string, readonly string[]>>

/** Sentences of a file that says how its language writes numbers and dates. */
type LocatedKeys = SentenceKeys & { readonly locale: readonly [] }

/**
 * Fills a sentence's {places}; a number is written as the file's `locale` writes it. `say('locale')` is that: a BCP 47
 * language tag.
 */
export type Say<Keys extends SentenceKeys> = <Key extends keyof Keys & string>(
  key: Key,
  ...values: Keys[Key] extends readonly [] ? [] : [Readonly<Record<Keys[Key][number], string | number>>]
) => string

/**
 * Reads and checks a YAML file of sentences.
 *
 * @throws Error that names every mistake with file and line: a sentence or a place that is missing or unknown
 */
export const loadSentences = <const Keys extends LocatedKeys>(file: string, keys: Keys): Say<Keys> => {
  const folder = yamlFolder(dirname(file))
  const sentences = folder.read(basename(file), sentencesSchema(keys))
  if (!sentences) throw folder.error('What Advise says cannot be used')
  const numbers = new Intl.NumberFormat(sentences.locale)
  const written = (value: string | number): string => (typeof value === 'number' ? numbers.format(value) : value)
  return (key, ...[values]) => {
    const given: Readonly<Record<string, string | number>> = values ?? {}
    return fill(sentences[key], place => written(given[place] ?? ''))
  }
}

/** What a file with these sentences has: none is missing, and nothing else stands there. */
export const sentencesSchema = <Keys extends SentenceKeys>(keys: Keys) =>
  z.strictObject(
    Object.fromEntries(
      Object.entries(keys).map(([key, needed]) => [key, key === 'locale' ? localeTag : sentence(needed)]),
    ),
  ) as unknown as z.ZodType<Readonly<Record<keyof Keys & string, string>>>

/** Other ways to say some of these sentences: each may leave places out. */
export const otherWaysSchema = <Keys extends SentenceKeys>(keys: Keys) =>
  z.strictObject(
    Object.fromEntries(Object.entries(keys).map(([key, allowed]) => [key, placed(allowed).optional()])),
  ) as unknown as z.ZodType<Readonly<Partial<Record<keyof Keys & string, string>>>>

/** What stands in a place is not looked at for places. */
export const fill = (text: string, putIn: (place: string) => string): string =>
  text.replace(/\{([\w-]+)\}/g, (_, place: string) => putIn(place))

const places = (text: string): readonly string[] => [...text.matchAll(/\{([\w-]+)\}/g)].map(m => m[1] as string)

const text = z
  .string({ error: ({ input }) => (input === undefined ? 'the sentence is missing' : 'the sentence must be text') })
  .min(1, 'the sentence is empty')

/** Has no other places than these. */
const placed = (allowed: readonly string[]) =>
  text.superRefine((written, context) => {
    for (const place of places(written))
      if (!allowed.includes(place))
        context.addIssue({
          code: 'custom',
          message: `there is nothing to put in for {${place}}; it may have ${allowed.map(n => `{${n}}`).join(', ') || 'no places'}`,
        })
  })

const sentence = (needed: readonly string[]) =>
  placed(needed).superRefine((written, context) => {
    for (const place of needed)
      if (!places(written).includes(place)) context.addIssue({ code: 'custom', message: `{${place}} is missing` })
  })

const localeTag = text.refine(isLanguageTag, 'it is no language tag (BCP 47); one is en-GB')

function isLanguageTag(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1
  } catch {
    return false
  }
}
