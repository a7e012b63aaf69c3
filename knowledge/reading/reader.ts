import { type Catalog, loadCatalog } from '../catalog/index.ts'
import { type ReadText, textReader } from '../mentions/index.ts'
import { showProblem } from '../problem.ts'
import { loadLexicon } from '../words/index.ts'
import type { TextFile } from './draft.ts'
import { type ParsedArticle, parseArticle } from './parse-article.ts'

/** Reads an article's text, and what its author states in a file beside it. */
export type Parse = (text: string, file: string, beside?: TextFile) => ParsedArticle

/** The catalog, and what reads texts with it. */
export interface Reader {
  readonly catalog: Catalog
  readonly read: ReadText
  /** True when people call the one kind of trouble by the other's name, or they are the same. */
  readonly near: (kind: string, other: string) => boolean
  readonly parse: Parse
}

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
  const lexicon = loadLexicon()
  const read = textReader(catalog, lexicon)
  const near = (kind: string, other: string): boolean =>
    kind === other || (lexicon.troubles[kind]?.near.includes(other) ?? false)
  return { catalog, read, near, parse: (text, file, beside) => parseArticle(text, file, catalog, read, beside) }
}
