import { fileURLToPath } from 'node:url'
import type { Article } from './article.ts'
import { type Catalog, loadCatalog } from './catalog.ts'
import type { ReadingContext } from './grouping.ts'
import { type Hit, hitOf } from './hit.ts'
import { unpackArticle, unpackHead } from './kept-article.ts'
import type { Library, LibraryOptions } from './library/library.ts'
import { openLibrary } from './library/open-library.ts'
import { openInThread } from './library/thread.ts'
import { type Reading, type ReadText, textReader } from './mentions.ts'
import { parseArticle } from './parse-article.ts'
import { type Problem, showProblem } from './problem.ts'
import { codesIn } from './search/codes.ts'

/** All that a conversation needs to know. The index may live elsewhere: what looks into it is asynchronous. */
export interface Knowledge {
  /** How many articles there are now. */
  readonly size: number
  readonly catalog: Catalog
  readonly search: (words: string, limit?: number) => Promise<readonly Hit[]>
  /** By its id, `KB951251`. */
  readonly article: (id: string) => Promise<Article | undefined>
  /** The versions that a text speaks of, and the rest of it. */
  readonly read: (text: string, context?: ReadingContext) => Reading
}

export interface OpenedKnowledge {
  readonly knowledge: Knowledge
  readonly library: Library
  readonly problems: readonly Problem[]
}

export interface OpenOptions extends Omit<LibraryOptions, 'paths'> {
  /** Loaded before, if it was. */
  readonly reader?: Reader
  /** Reads, indexes and searches in a thread of its own, so that this one is never kept from its work. */
  readonly thread?: boolean
}

const CATALOG_FOLDER = fileURLToPath(new URL('catalog', import.meta.url))

/** The articles that come with the project. */
export const SHIPPED_ARTICLES = fileURLToPath(new URL('articles', import.meta.url))

/**
 * Reads the articles of these files and folders and indexes them. Bad articles become problems; rejects when a path
 * does not exist, when the catalog is broken, or when there is not a single article.
 */
export const openKnowledge = async (
  paths: readonly string[],
  { thread = false, reader = loadReader(), ...options }: OpenOptions = {},
): Promise<OpenedKnowledge> => {
  const { catalog, read } = reader
  const all: LibraryOptions = { paths, ...options }
  const library = thread
    ? await openInThread(all)
    : await openLibrary(all, (text, file, beside) => parseArticle(text, file, catalog, read, beside))
  const problems = await library.problems()
  if (library.size === 0) {
    await library.close()
    throw new Error(
      `There is not one article to be read in ${paths.join(', ')}.${problems[0] ? ` The first problem: ${problems[0].file}:${problems[0].line} ${problems[0].message} ${problems[0].advice}` : ''} Name other files or folders in KNOWLEDGE.`,
    )
  }
  return { knowledge: knowledgeOver(library, catalog, read), library, problems }
}

/** The catalog and what reads versions with it. */
export interface Reader {
  readonly catalog: Catalog
  readonly read: ReadText
}

/** Throws when the catalog is broken. */
export const loadReader = (): Reader => {
  const { catalog, problems } = loadCatalog(CATALOG_FOLDER)
  if (problems.length > 0)
    throw new Error(`The catalog cannot be used:\n${problems.map(p => `  ${showProblem(p)}`).join('\n')}`)
  return { catalog, read: textReader(catalog) }
}

const knowledgeOver = (library: Library, catalog: Catalog, read: ReadText): Knowledge => {
  return {
    get size() {
      return library.size
    },
    catalog,
    async search(words, limit = 20) {
      const asked = codesIn(words)
      const found = await library.search(words, limit)
      return found.map(({ head, ...ranked }) => hitOf(ranked, unpackHead(head), asked))
    },
    async article(id) {
      const [kept] = await library.articles([id])
      return kept && unpackArticle(kept)
    },
    read,
  }
}
