import { type Catalog, loadCatalog } from '../catalog/index.ts'
import {
  type CircumstancesIn,
  circumstanceReader,
  foreignReader,
  type ProblemsOf,
  problemReader,
  type ReadForeign,
  type ReadText,
  type ReportOf,
  reportReader,
  textReader,
} from '../mentions/index.ts'
import { showProblem } from '../problem.ts'
import { type LanguageOf, languageReader, loadLexicon, nearIn } from '../words/index.ts'
import type { TextFile } from './draft.ts'
import { type ParsedArticle, parseArticle } from './parse-article.ts'

/** Reads an article's text, and what its author states in a file beside it. */
export type Parse = (text: string, file: string, beside?: TextFile) => ParsedArticle

/** The catalog, and what reads texts with it. */
export interface Reader {
  readonly catalog: Catalog
  readonly read: ReadText
  /** The language of a text where it is surely another than that of the lists. */
  readonly languageOf: LanguageOf
  readonly readForeign: ReadForeign
  readonly problemsOf: ProblemsOf
  readonly reportOf: ReportOf
  readonly circumstancesIn: CircumstancesIn
  /** True when people call the one kind of trouble by the other's name, or they are the same. */
  readonly near: (kind: string, other: string) => boolean
  readonly parse: Parse
}

/** The language whose lists texts are read with: a folder of knowledge/words. */
const LANGUAGE = 'en'

let shipped: Reader | undefined

/** With the catalog of the room. It is read once, a third of a second: nothing can change it. Throws when it is broken. */
export const loadReader = (): Reader => {
  shipped ??= load()
  return shipped
}

const load = (): Reader => {
  const { catalog, problems } = loadCatalog()
  if (problems.length > 0)
    throw new Error(`The catalog cannot be used:\n${problems.map(p => `  ${showProblem(p)}`).join('\n')}`)
  const lexicon = loadLexicon(LANGUAGE)
  const read = textReader(catalog, lexicon)
  const names = [...catalog.products.values()].flatMap(({ file }) => [
    file.name,
    ...file.names,
    ...Object.values(file.kinds).flat(),
  ])
  return {
    catalog,
    read,
    near: nearIn(lexicon.troubles),
    languageOf: languageReader(lexicon, LANGUAGE, names),
    readForeign: foreignReader(catalog),
    problemsOf: problemReader(lexicon, read),
    reportOf: reportReader(lexicon),
    circumstancesIn: circumstanceReader(lexicon),
    parse: (text, file, beside) => parseArticle(text, file, catalog, read, beside),
  }
}
