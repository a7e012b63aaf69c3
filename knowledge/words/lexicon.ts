import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { yamlFolder } from '../yaml-file.ts'
import {
  type HeadingNames,
  headingsSchema,
  type ProductNames,
  productNamesSchema,
  type SymptomWords,
  symptomWordsSchema,
} from './article-words.ts'
import { type Comparing, comparingSchema, phrase, phrases } from './lists/comparing.ts'
import { formOf } from './phrases.ts'
import { spelledOut, strangeClass, type WordClasses, wordClassesSchema } from './word-classes.ts'

/** What a language says about versions and troubles: its lists in `words/LANGUAGE/`, checked when they are loaded. */
export interface Lexicon {
  readonly grammar: Grammar
  readonly comparing: Comparing
  /** What is read instead of what is written short. */
  readonly abbreviations: Readonly<Record<string, string>>
  /** Kinds of trouble, by name. */
  readonly troubles: Readonly<Record<string, TroubleKind>>
  /** Things by group. */
  readonly things: Readonly<Record<string, Thing>>
  /** How several problems are told in one message. */
  readonly problems: z.infer<typeof problemsSchema>
  readonly headings: HeadingNames
  readonly productNames: ProductNames
  readonly symptoms: SymptomWords
}

interface Thing {
  readonly said: readonly string[]
  /** Groups that it is one of, or a part of. */
  readonly of: readonly string[]
  /** Stands in so many problems that sharing it shows little. */
  readonly broad: boolean
  /** A system may have it or not: "no add-ins" tells of no trouble. */
  readonly part: boolean
}

interface TroubleKind {
  /** In plain words: shown where a person is told what was understood. */
  readonly means: string
  /** Kinds that people call by each other's names. */
  readonly near: readonly string[]
  readonly said: readonly string[]
  /** Phrases that mean this kind where that thing stands beside them, by the thing. */
  readonly saidOf: Readonly<Record<string, readonly string[]>>
  /** True for the kind that "no" before a thing means: "no callbacks". */
  readonly nothing: boolean
  /** True for the kind that a long wait means: "only after a minute". */
  readonly waited: boolean
}

const grammarSchema = z.strictObject({
  clauses: phrases,
  negations: phrases,
  nothing: phrases,
  lacking: phrases,
  uninvolved: phrases,
  involved: phrases,
  'none-there': phrases,
  denying: phrases,
  failing: phrases,
  'denied-behind': phrases,
  over: phrases,
  earlier: phrases,
  asking: phrases,
  telling: phrases,
  presuming: phrases,
  doubting: phrases,
  expecting: phrases,
  'asking-marked': phrases,
  supposing: phrases,
  reporting: phrases,
  'reporting-verbs': phrases,
  advisers: phrases,
  advising: phrases,
  sources: phrases,
  saying: phrases,
  planning: phrases,
  unplanned: phrases,
  deciders: phrases,
  'planning-to': phrases,
  changing: phrases,
  working: phrases,
  mended: phrases,
  prompt: phrases,
  contrasting: phrases,
  coming: phrases,
  spared: phrases,
  'only-those': phrases,
  adversative: phrases,
  'one-system': phrases,
  current: phrases,
  'left-out': phrases,
  'since-then': phrases,
  'not-so': phrases,
  'everyone-else': phrases,
  'units-of-time': phrases,
  amounts: phrases,
  'waiting-before': phrases,
  'waiting-behind': phrases,
  'no-wait': phrases,
  'only-then': phrases,
  happening: phrases,
  'past-verbs': phrases,
  'present-verbs': phrases,
  'one-of-many': phrases,
  pointing: phrases,
  occasions: phrases,
  uncut: phrases,
  everyday: phrases,
  ordinary: phrases,
  between: phrases,
  ours: phrases,
  having: phrases,
  formerly: phrases,
  being: phrases,
  is: phrases,
  wrong: phrases,
  had: phrases,
  joining: phrases,
  listing: phrases,
  choosing: phrases,
  ranging: phrases,
  distributing: phrases,
  beside: phrases,
  awaiting: phrases,
  hyphenated: phrases,
  moving: phrases,
  leaving: phrases,
  reaching: phrases,
  replacing: phrases,
  'replaced-by': phrases,
  'laid-over': phrases,
  laying: phrases,
  articles: phrases,
  conditional: phrases,
  'own-machines': phrases,
  'other-machines': phrases,
  'machine-words': phrases,
  'machine-places': phrases,
  'machine-pronouns': phrases,
  'same-machine': phrases,
  singling: phrases,
})
export type Grammar = z.infer<typeof grammarSchema>

const problemsSchema = z.strictObject({ adding: phrases, announcing: phrases, listing: phrases, joined: phrases })
/** What `<arrive>` stands for in its phrases is put in. */
const troubleKind = (classes: WordClasses) => {
  const spelled = phrases
    .superRefine((said, context) => {
      for (const [at, text] of said.entries()) {
        const strange = strangeClass(text, classes)
        if (strange !== undefined)
          context.addIssue({ code: 'custom', path: [at], message: `there is no class of words "${strange}"` })
      }
    })
    .transform(said => said.map(text => spelledOut(text, classes)))
  return z.strictObject({
    means: phrase,
    near: z.array(phrase).default([]),
    said: spelled,
    'said-of': z.record(phrase, spelled).default({}),
    nothing: z.stringbool().default(false),
    waited: z.stringbool().default(false),
  })
}

/** No phrase stands in two groups: it would mean two things. Of each, what it stands for. */
const withoutDoubles = (
  groups: Readonly<Record<string, readonly (readonly string[])[]>>,
  context: z.RefinementCtx,
  pathOf: (group: string, at: number) => readonly PropertyKey[],
): void => {
  const homes = new Map<string, string>()
  for (const [group, said] of Object.entries(groups))
    for (const [at, text] of said.flatMap((texts, n) => texts.map(t => [n, t] as const))) {
      const key = text.toLowerCase().split(/\s+/).map(formOf).join(' ')
      const home = homes.get(key)
      if (home !== undefined)
        context.addIssue({
          code: 'custom',
          path: [...pathOf(group, at)],
          message: home === group ? `"${text}" stands here twice` : `"${text}" is in "${home}", too`,
        })
      homes.set(key, group)
    }
}

const troublesSchema = (classes: WordClasses) =>
  z
    .record(phrase, troubleKind(classes))
    .superRefine((kinds, context) => {
      const said = mapOf(kinds, kind => kind.said)
      withoutDoubles(said, context, (group, at) => [group, 'said', at])
      for (const [name, { near }] of Object.entries(kinds))
        for (const [at, other] of near.entries())
          if (!kinds[other] || other === name)
            context.addIssue({ code: 'custom', path: [name, 'near', at], message: `there is no other kind "${other}"` })
    })
    .transform(kinds =>
      mapOf(
        kinds,
        ({ 'said-of': saidOf, said, ...kind }): TroubleKind => ({
          ...kind,
          said: said.flat(),
          saidOf: mapOf(saidOf, of => of.flat()),
        }),
      ),
    )

const mapOf = <T, U>(record: Readonly<Record<string, T>>, to: (value: T) => U): Record<string, U> =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, to(value)]))

const thingsSchema = z
  .record(
    phrase,
    z.strictObject({
      said: phrases,
      of: z.array(phrase).default([]),
      broad: z.stringbool().default(false),
      part: z.stringbool().default(false),
    }),
  )
  .superRefine((groups, context) => {
    const said = mapOf(groups, group => group.said.map(text => [text]))
    withoutDoubles(said, context, (group, at) => [group, 'said', at])
    for (const [name, { of }] of Object.entries(groups))
      for (const [at, other] of of.entries())
        if (!groups[other] || other === name)
          context.addIssue({ code: 'custom', path: [name, 'of', at], message: `there is no other group "${other}"` })
  })

/** Read once: nothing can change it. Throws one error that names every mistake with file and line. */
export const loadLexicon = (language = 'en'): Lexicon => {
  const known = loaded.get(language) ?? load(language)
  loaded.set(language, known)
  return known
}

const loaded = new Map<string, Lexicon>()

const load = (language: string): Lexicon => {
  const files = yamlFolder(fileURLToPath(new URL(language, import.meta.url)), file => readFileSync(file, 'utf8'))
  const grammar = files.read('grammar.yaml', grammarSchema)
  const comparing = files.read('comparing.yaml', comparingSchema)
  const abbreviations = files.read('abbreviations.yaml', z.record(phrase, phrase))
  const classes = files.read('word-classes.yaml', wordClassesSchema)
  const troubles = files.read('troubles.yaml', troublesSchema(classes ?? {}))
  const things = files.read('things.yaml', thingsSchema)
  const problems = files.read('problems.yaml', problemsSchema)
  const headings = files.read('headings.yaml', headingsSchema)
  const productNames = files.read('product-names.yaml', productNamesSchema)
  const symptoms = files.read('symptoms.yaml', symptomWordsSchema)
  if (
    !grammar ||
    !comparing ||
    !abbreviations ||
    !classes ||
    !troubles ||
    !things ||
    !problems ||
    !headings ||
    !productNames ||
    !symptoms
  )
    throw files.error('The word lists cannot be used')
  const strange = Object.values(troubles).flatMap(k => Object.keys(k.saidOf).filter(thing => !things[thing]))
  if (strange.length > 0)
    throw new Error(`troubles.yaml has phrases of "${strange[0]}", which things.yaml does not have.`)
  return { grammar, comparing, abbreviations, troubles, things, problems, headings, productNames, symptoms }
}
