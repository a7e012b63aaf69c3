import { type Article, QUESTION, type Section, type SectionKind, type Trouble, WORKS } from '../article.ts'
import type { Catalog } from '../catalog/index.ts'
import type { ReadText } from '../mentions/index.ts'
import { type Problem, problemOf } from '../problem.ts'
import { codesIn, tellingWords } from '../words/index.ts'
import { listedProducts } from './applies-to.ts'
import { conditionsOf, listedMentions } from './conditions.ts'
import type { Draft, Layout, TextFile } from './draft.ts'
import { textsOf } from './fields.ts'
import { guidanceOf, hasSteps } from './guidance.ts'
import { kbArchive } from './layouts/archive/kb-archive.ts'
import { savedHtml } from './layouts/html/saved-html.ts'
import { markdown } from './layouts/markdown/markdown.ts'
import { microsoftMarkdown } from './layouts/markdown/microsoft-markdown.ts'
import { supportText } from './layouts/support/support-text.ts'
import { withSidecar } from './sidecar.ts'
import { symptomIn } from './symptom.ts'

export interface ParsedArticle {
  /** Undefined when the text is no article: the problems say why. */
  readonly article: Article | undefined
  readonly layout: string | undefined
  readonly problems: readonly Problem[]
}

/** Tried in this order; a new layout is a new entry. */
const LAYOUTS: readonly Layout[] = [kbArchive, savedHtml, supportText, microsoftMarkdown, markdown]

export const layoutNamed = (name: string): Layout | undefined => LAYOUTS.find(l => l.name === name)

/** Larger texts are no articles. In characters. */
export const MAX_ARTICLE_SIZE = 1024 * 1024

/** Reads an article in any known layout, and what is stated in a file beside it. Accepts every string; never throws. */
export const parseArticle = (
  text: string,
  file: string,
  catalog: Catalog,
  read: ReadText,
  beside?: TextFile,
): ParsedArticle => {
  const refused = refuse(text, file)
  if (refused) return { article: undefined, layout: undefined, problems: [refused] }
  const layout = LAYOUTS.find(l => l.recognises(text))
  if (!layout) return { article: undefined, layout: undefined, problems: [problemOf('unknown-layout', { file })] }
  const draft = withSidecar(layout.read(text, file), beside)
  const isBroken = draft.problems.some(p => p.severity === 'error')
  const problems = isBroken ? draft.problems : [...draft.problems, ...missing(draft, file)]
  if (!draft.id || !draft.title || problems.some(p => p.severity === 'error'))
    return { article: undefined, layout: layout.name, problems }
  const judged = conditionsOf(draft, file, read, catalog)
  const {
    stated: _,
    statedLine: __,
    statedFile: ______,
    titleLine: ___,
    appliesToLine: _____,
    problems: ____,
    ...rest
  } = draft
  const uncoded = {
    ...rest,
    id: draft.id,
    title: draft.title,
    file,
    layout: layout.name,
    productsAre: draft.productsAre ?? layout.productsAre,
    otherProducts: draft.appliesTo.filter(line => listedMentions(line, read).length === 0),
    products: draft.appliesTo.flatMap(listedProducts),
    askedAs: draft.askedAs ?? [],
    circumstances: draft.circumstances ?? [],
    symptom: draft.symptom ?? symptomIn(draft.sections, read) ?? draft.title,
    conditions: judged.conditions,
  }
  const guidance = guidanceOf(uncoded)
  const isAsked = (text: string): boolean => uncoded.askedAs.includes(text)
  const { title, symptoms } = textsOf(uncoded)
  const article: Article = {
    ...uncoded,
    guidance,
    codes: [...codesIn([...title, ...symptoms].join('\n'))],
    titleWords: tellingWords(read(draft.title).rest),
    ...troublesOf(
      [draft.title, ...symptoms.slice(0, MOST_SYMPTOMS), ...symptoms.slice(MOST_SYMPTOMS).filter(isAsked)],
      uncoded.symptom,
      read,
    ),
  }
  const all = [...problems, ...judged.problems]
  return { article: all.some(p => p.severity === 'error') ? undefined : article, layout: layout.name, problems: all }
}

/** Paragraphs of symptoms that are read for troubles: what comes later are cases of it. */
const MOST_SYMPTOMS = 12
const MOST_TROUBLES = 12
const MOST_WELL = 4

/** What befalls one of many is such an article's trouble all the same. */
const KEPT: ReadonlySet<Trouble['standing']> = new Set(['claimed', 'one-of-many'])

/** Each once: title and symptoms say the same thing twice. */
const troublesOf = (texts: readonly string[], symptom: string, read: ReadText): Pick<Article, 'troubles' | 'well'> => {
  const all = texts.flatMap(text => read(text).troubles)
  const isTrouble = ({ kind, standing }: Trouble): boolean => !NO_TROUBLE.has(kind) && KEPT.has(standing)
  const isWell = ({ kind, standing, things }: Trouble): boolean =>
    kind === WORKS && standing === 'claimed' && things.length > 0
  return {
    troubles: eachOnce(all.filter(isTrouble)).slice(0, MOST_TROUBLES),
    well: eachOnce([...all, ...read(symptom).troubles].filter(isWell)).slice(0, MOST_WELL),
  }
}

/** Nothing goes wrong. */
const NO_TROUBLE: ReadonlySet<string> = new Set([WORKS, QUESTION])

const eachOnce = (all: readonly Trouble[]): readonly Trouble[] => {
  const keys = all.map(t => JSON.stringify(t))
  return all.filter((_, i) => keys.indexOf(keys[i] as string) === i)
}

const refuse = (text: string, file: string): Problem | undefined => {
  if (text.trim() === '') return problemOf('empty', { file })
  if (text.length > MAX_ARTICLE_SIZE)
    return problemOf('too-large', { file }, { size: text.length, most: MAX_ARTICLE_SIZE, unit: 'characters' })
  if (text.includes('\0')) return problemOf('not-text', { file })
  return undefined
}

const missing = (draft: Draft, file: string): readonly Problem[] => {
  const has = (...kinds: readonly SectionKind[]): boolean =>
    draft.sections.some(s => kinds.includes(s.kind) && s.blocks.length > 0)
  return [
    draft.id ? undefined : problemOf('no-id', { file }, { expected: 'front-matter' }),
    draft.title ? undefined : problemOf('no-title', { file, line: draft.titleLine }),
    has('symptoms', 'summary') ? undefined : problemOf('no-symptoms', { file }),
    has('resolution', 'workaround', 'more-information', 'cause') || draft.sections.some(isProcedure)
      ? undefined
      : problemOf('no-resolution', { file }),
    draft.appliesTo.length > 0 ? undefined : problemOf('no-applies-to', { file }),
  ].filter(p => p !== undefined)
}

const isProcedure = (section: Section): boolean => section.kind === 'summary' && hasSteps(section)
