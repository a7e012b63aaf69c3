import type { Article } from '../article.ts'
import type { Catalog } from '../catalog/index.ts'
import type { ReadText } from '../mentions/index.ts'
import type { Problem } from '../problem.ts'
import { codesIn, tellingWords } from '../words/index.ts'
import { listedProducts } from './applies-to.ts'
import { conditionsOf, listedMentions } from './conditions.ts'
import type { Draft, Layout, TextFile } from './draft.ts'
import { textsOf } from './fields.ts'
import { guidanceOf } from './guidance.ts'
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
  if (!layout) return { article: undefined, layout: undefined, problems: [UNKNOWN(file)] }
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
    alternatives: layout !== markdown,
    otherProducts: draft.appliesTo.filter(line => listedMentions(line, read).length === 0),
    products: draft.appliesTo.flatMap(listedProducts),
    symptom: draft.symptom ?? symptomIn(draft.sections) ?? draft.title,
    conditions: judged.conditions,
  }
  const guidance = guidanceOf(uncoded)
  const { title, symptoms } = textsOf(uncoded)
  const article: Article = {
    ...uncoded,
    guidance,
    codes: [...codesIn([...title, ...symptoms].join('\n'))],
    titleWords: tellingWords(read(draft.title).rest),
  }
  const all = [...problems, ...judged.problems]
  return { article: all.some(p => p.severity === 'error') ? undefined : article, layout: layout.name, problems: all }
}

const refuse = (text: string, file: string): Problem | undefined => {
  const error = (code: string, message: string, advice: string): Problem => ({
    code,
    severity: 'error',
    file,
    line: 1,
    column: 1,
    message,
    advice,
  })
  if (text.trim() === '') return error('empty', 'The file is empty.', 'Write the article, or remove the file.')
  if (text.length > MAX_ARTICLE_SIZE)
    return error(
      'too-large',
      `The file has ${text.length} characters; at most ${MAX_ARTICLE_SIZE} are read.`,
      'Split it, one problem an article.',
    )
  if (text.includes('\0'))
    return error('not-text', 'The file has NUL bytes: it is no text in UTF-8.', 'Save it as text in UTF-8.')
  return undefined
}

const UNKNOWN = (file: string): Problem => ({
  code: 'unknown-layout',
  severity: 'error',
  file,
  line: 1,
  column: 1,
  message: 'This is no article in a known layout.',
  advice:
    'Begin with "---" and front matter (see docs/articles.md), or with "Article ID: …" as the support site writes it. Microsoft\'s Markdown, its text archive and saved HTML pages with such headings as "Symptoms" are read, too.',
})

const missing = (draft: Draft, file: string): readonly Problem[] => {
  const problem = (
    code: string,
    severity: Problem['severity'],
    line: number,
    message: string,
    advice: string,
  ): Problem => ({ code, severity, file, line, column: 1, message, advice })
  const has = (kind: string) => draft.sections.some(s => s.kind === kind && s.blocks.length > 0)
  return [
    ...(draft.id
      ? []
      : [
          problem(
            'no-id',
            'error',
            1,
            'The article has no id.',
            'Add one to the front matter, such as "id: KB951251".',
          ),
        ]),
    ...(draft.title
      ? []
      : [
          problem(
            'no-title',
            'error',
            draft.titleLine,
            'The article has no title.',
            'Add a title that says what goes wrong.',
          ),
        ]),
    ...(has('symptoms') || has('summary')
      ? []
      : [
          problem(
            'no-symptoms',
            'warning',
            1,
            'Nothing says what a person sees.',
            'Add a section "Symptoms": the bot finds articles by it.',
          ),
        ]),
    ...(has('resolution') || has('workaround') || has('more-information') || has('cause')
      ? []
      : [
          problem(
            'no-resolution',
            'warning',
            1,
            'Nothing says what to do.',
            'Add a section "Resolution" or "Workaround".',
          ),
        ]),
    ...(draft.appliesTo.length > 0
      ? []
      : [
          problem(
            'no-applies-to',
            'warning',
            1,
            'Nothing says which products it applies to.',
            'List them under "applies-to", one version a line.',
          ),
        ]),
  ]
}
