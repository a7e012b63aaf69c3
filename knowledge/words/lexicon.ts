import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { yamlFolder } from '../yaml-folder.ts'
import {
  type HeadingNames,
  headingsSchema,
  type ProductNames,
  productNamesSchema,
  type SymptomWords,
  symptomWordsSchema,
} from './article-words.ts'
import { type Aspects, aspectsSchema } from './lists/aspects.ts'
import { type Causes, causesSchema, type StepLists, stepsSchema } from './lists/causes.ts'
import { type Comparing, comparingSchema, phrase, phrases } from './lists/comparing.ts'
import { machineLists } from './lists/machines.ts'
import { type Narrowing, narrowingSchema } from './lists/narrowing.ts'
import { type Reports, reportsSchema } from './lists/reports.ts'
import { tellingLists } from './lists/telling.ts'
import { type Thing, thingsSchema } from './lists/things.ts'
import { waitLists } from './lists/waits.ts'
import { type TroubleKind, troublesSchema, wordClassesSchema } from './trouble-lists.ts'

/** What a language says about versions and troubles: its lists in `words/LANGUAGE/`, checked when they are loaded. */
export interface Lexicon {
  readonly grammar: Grammar
  readonly comparing: Comparing
  /** How a cause is named that somebody found. */
  readonly causes: Causes
  /** In what two cases can differ that a person compares. */
  readonly aspects: Aspects
  /** How a trouble is narrowed to a part of what it befalls. */
  readonly narrowing: Narrowing
  /** What programs do one after the other. */
  readonly steps: StepLists
  /** What is read instead of what is written short. */
  readonly abbreviations: Readonly<Record<string, string>>
  /** Kinds of trouble, by name. */
  readonly troubles: Readonly<Record<string, TroubleKind>>
  /** Things by group. */
  readonly things: Readonly<Record<string, Thing>>
  /** How several problems are told in one message. */
  readonly problems: z.infer<typeof problemsSchema>
  /** What people tell of an advice. */
  readonly reports: Reports
  readonly headings: HeadingNames
  readonly productNames: ProductNames
  readonly symptoms: SymptomWords
}

const grammarSchema = z.strictObject({
  clauses: phrases,
  negations: phrases,
  nothing: phrases,
  lacking: phrases,
  'there-is': phrases,
  perfect: phrases,
  fronted: phrases,
  incoming: phrases,
  'all-the-same': phrases,
  uninvolved: phrases,
  'not-after-all': phrases,
  'there-after-all': phrases,
  'said-absent': phrases,
  'unsure-whether': phrases,
  involved: phrases,
  unmentioned: phrases,
  anywhere: phrases,
  'none-there': phrases,
  parting: phrases,
  'only-before': phrases,
  'only-behind': phrases,
  denying: phrases,
  'denying-names': phrases,
  alternating: phrases,
  subjects: phrases,
  failing: phrases,
  'denied-behind': phrases,
  'not-only': phrases,
  harmless: phrases,
  'left-waiting': phrases,
  'we-ourselves': phrases,
  'the-known': phrases,
  auxiliaries: phrases,
  over: phrases,
  earlier: phrases,
  asides: phrases,
  'those-were': phrases,
  'long-past': phrases,
  'until-then': phrases,
  'awaited-coming': phrases,
  'up-to-then': phrases,
  'still-so': phrases,
  asking: phrases,
  telling: phrases,
  cleft: phrases,
  'verbs-first': phrases,
  'asking-how': phrases,
  wanting: phrases,
  mending: phrases,
  seeking: phrases,
  'wanting-again': phrases,
  giving: phrases,
  presuming: phrases,
  doubting: phrases,
  expecting: phrases,
  'asking-marked': phrases,
  supposing: phrases,
  unreal: phrases,
  reporting: phrases,
  papers: phrases,
  'own-papers': phrases,
  'reporting-verbs': phrases,
  unreported: phrases,
  advisers: phrases,
  advising: phrases,
  sources: phrases,
  saying: phrases,
  planning: phrases,
  'planning-words': phrases,
  unplanned: phrases,
  deciders: phrases,
  'planning-to': phrases,
  changing: phrases,
  working: phrases,
  mended: phrases,
  prompt: phrases,
  contrasting: phrases,
  coming: phrases,
  'missed-ones': phrases,
  spared: phrases,
  'nothing-such': phrases,
  'only-those': phrases,
  adversative: phrases,
  'one-system': phrases,
  current: phrases,
  'left-out': phrases,
  'switched-on': phrases,
  'switched-off': phrases,
  'since-then': phrases,
  'since-when': phrases,
  'not-so': phrases,
  'everyone-else': phrases,
  ...waitLists,
  ...machineLists,
  ...tellingLists,
  only: phrases,
  happening: phrases,
  'past-verbs': phrases,
  'past-auxiliaries': phrases,
  'lasting-past': phrases,
  'before-participles': phrases,
  'present-verbs': phrases,
  'one-of-many': phrases,
  everyone: phrases,
  'there-too': phrases,
  'other-places': phrases,
  unable: phrases,
  turning: phrases,
  closing: phrases,
  returning: phrases,
  'as-before': phrases,
  'only-left': phrases,
  matters: phrases,
  'left-open': phrases,
  remedies: phrases,
  alike: phrases,
  pointing: phrases,
  occasions: phrases,
  uncut: phrases,
  everyday: phrases,
  ordinary: phrases,
  sites: phrases,
  between: phrases,
  ranks: phrases,
  guests: phrases,
  beginning: phrases,
  'of-level': phrases,
  ours: phrases,
  having: phrases,
  formerly: phrases,
  'used-for': phrases,
  being: phrases,
  subordinating: phrases,
  it: phrases,
  'it-is': phrases,
  'made-for': phrases,
  'behind-versions': phrases,
  is: phrases,
  wrong: phrases,
  had: phrases,
  joining: phrases,
  listing: phrases,
  choosing: phrases,
  ranging: phrases,
  whichever: phrases,
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
  media: phrases,
  putting: phrases,
  'went-on': phrases,
  bounds: phrases,
  'moved-on': phrases,
  'setting-up': phrases,
  'setup-behind': phrases,
  trying: phrases,
  'failed-change': phrases,
  against: phrases,
  amid: phrases,
  'not-got-on': phrases,
  'tried-putting': phrases,
  articles: phrases,
  conditional: phrases,
  'own-machines': phrases,
  'other-machines': phrases,
  'at-first': phrases,
  'lost-since': phrases,
  passing: phrases,
  undoing: phrases,
  latest: phrases,
  'undone-ones': phrases,
  'undone-passive': phrases,
  'gone-for-good': phrases,
  'gone-adverbs': phrases,
  swapping: phrases,
  'swapped-for': phrases,
  succeeding: phrases,
  renewals: phrases,
  bringing: phrases,
  'called-off': phrases,
  'moved-clients': phrases,
  'not-put-on': phrases,
  'standing-on': phrases,
  describing: phrases,
  getting: phrases,
  'yet-to-come': phrases,
  'apart-on': phrases,
  'named-as': phrases,
  ordinals: phrases,
  numbering: phrases,
  'not-counted': phrases,
  uncounted: phrases,
  'places-of-others': phrases,
  'here-again': phrases,
  'those-there': phrases,
})
export type Grammar = z.infer<typeof grammarSchema>

const problemsSchema = z.strictObject({ adding: phrases, announcing: phrases, listing: phrases, joined: phrases })

/** Read once: nothing can change it. Throws one error that names every mistake with file and line. */
export const loadLexicon = (language = 'en'): Lexicon => {
  const known = loaded.get(language) ?? load(language)
  loaded.set(language, known)
  return known
}

const loaded = new Map<string, Lexicon>()

const load = (language: string): Lexicon => {
  const files = yamlFolder(fileURLToPath(new URL(language, import.meta.url)))
  const classes = files.read('word-classes.yaml', wordClassesSchema)
  const lists = {
    grammar: files.read('grammar.yaml', grammarSchema),
    comparing: files.read('comparing.yaml', comparingSchema),
    causes: files.read('causes.yaml', causesSchema),
    aspects: files.read('aspects.yaml', aspectsSchema),
    narrowing: files.read('narrowing.yaml', narrowingSchema),
    steps: files.read('steps.yaml', stepsSchema),
    abbreviations: files.read('abbreviations.yaml', z.record(phrase, phrase)),
    troubles: files.read('troubles.yaml', troublesSchema(classes ?? {})),
    things: files.read('things.yaml', thingsSchema(classes ?? {})),
    problems: files.read('problems.yaml', problemsSchema),
    reports: files.read('reports.yaml', reportsSchema),
    headings: files.read('headings.yaml', headingsSchema),
    productNames: files.read('product-names.yaml', productNamesSchema),
    symptoms: files.read('symptoms.yaml', symptomWordsSchema),
  }
  if (!classes || !isWhole(lists)) throw files.error('The word lists cannot be used')
  const strange = Object.values(lists.troubles)
    .flatMap(k => [k.saidOf, k.implying, k.waitedOf, k.comesOf, k.comesImplying].flatMap(of => Object.keys(of)))
    .filter(thing => !lists.things[thing])
  if (strange.length > 0)
    throw new Error(`troubles.yaml has phrases of "${strange[0]}", which things.yaml does not have.`)
  return lists
}

const isWhole = <T extends object>(lists: T): lists is { readonly [K in keyof T]: NonNullable<T[K]> } & T =>
  Object.values(lists).every(list => list !== undefined)
