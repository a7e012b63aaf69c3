import { fileURLToPath } from 'node:url'
import type { Article, ArticleHead } from './article.ts'
import type { Catalog } from './catalog/index.ts'
import {
  foundLately,
  type Library,
  type LibraryOptions,
  openInThread,
  openLibrary,
  unpackHead,
} from './library/index.ts'
import type { CircumstancesIn, ForeignReading, Reading, ReadingContext, ReportOf } from './mentions/index.ts'
import { PACKAGE } from './package-folder.ts'
import type { Problem } from './problem.ts'
import { loadReader, type Reader } from './reading/index.ts'
import { type Hit, hitOf } from './search/index.ts'
import { codesIn } from './words/index.ts'

/** All that a conversation needs to know. The index may live elsewhere: what looks into it is asynchronous. */
export interface Knowledge {
  /** How many articles there are now. */
  readonly size: number
  readonly catalog: Catalog
  readonly search: (words: string, limit?: number) => Promise<readonly Hit[]>
  /** By its id, `KB951251`. */
  readonly article: (id: string) => Promise<Article | undefined>
  /** What these ids name: in their order, those that there are. */
  readonly heads: (ids: readonly string[]) => Promise<readonly ArticleHead[]>
  /** True when people call the one kind of trouble by the other's name, or they are the same. */
  readonly near: (kind: string, other: string) => boolean
  /** What a text says of versions and troubles, and the rest of it. */
  readonly read: (text: string, context?: ReadingContext) => Reading
  /** The same of what a person wrote, which may be long: reads it in the light of one context or several. */
  readonly readInParts: (text: string) => Promise<(context: ReadingContext) => Promise<Reading>>
  /** The code of a text's language ("de") where it is surely another than the one that is read here. */
  readonly languageOf: (text: string) => Promise<string | undefined>
  /** Of a text in such a language: what is written alike in all of them. */
  readonly readForeign: (text: string) => ForeignReading
  /** The problems of a message: several only where it clearly tells several. */
  readonly problemsOf: (text: string) => readonly [string, ...string[]]
  /** What a person tells of what they were advised to do. */
  readonly reportOf: ReportOf
  /** What a person wrote says of an article's circumstances. */
  readonly circumstancesIn: CircumstancesIn
}

export interface OpenedKnowledge {
  readonly knowledge: Knowledge
  readonly library: Library
  readonly problems: readonly Problem[]
}

export interface OpenOptions extends Omit<LibraryOptions, 'paths'> {
  /** Reads, indexes and searches in a thread of its own, so that this one is never kept from its work. */
  readonly thread?: boolean
  /** Told how many seconds each search took. */
  readonly onSearch?: ((seconds: number) => void) | undefined
}

/** The articles that come with the project. */
export const SHIPPED_ARTICLES = fileURLToPath(new URL('knowledge/articles', PACKAGE))

/**
 * Reads the articles of these files and folders and indexes them. Bad articles become problems; rejects when a path
 * does not exist, when the catalog is broken, or when there is not a single article.
 */
export const openKnowledge = async (
  paths: readonly string[],
  { thread = false, onSearch, ...options }: OpenOptions = {},
): Promise<OpenedKnowledge> => {
  const all: LibraryOptions = { paths, ...options }
  const [reader, library] = thread ? await besideThread(openInThread(all)) : await withReader(all)
  const problems = await library.problems()
  if (library.size === 0) {
    await library.close()
    throw new Error(
      `There is not one article to be read in ${paths.join(', ')}.${problems[0] ? ` The first problem: ${problems[0].file}:${problems[0].line} ${problems[0].message} ${problems[0].advice}` : ''} Name other files or folders in KNOWLEDGE.`,
    )
  }
  return { knowledge: knowledgeOver(library, reader, onSearch), library, problems }
}

type Opened = readonly [Reader, Library]

/** What reads is loaded here while the other thread opens the articles. */
const besideThread = async (opening: Promise<Library>): Promise<Opened> => {
  // Told below, once this thread has time.
  opening.catch(() => {})
  try {
    return [loadReader(), await opening]
  } catch (error) {
    await opening.then(library => library.close()).catch(() => {})
    throw error
  }
}

const withReader = async (options: LibraryOptions): Promise<Opened> => {
  const reader = loadReader()
  return [reader, await openLibrary(options, reader.parse)]
}

const knowledgeOver = (
  library: Library,
  { catalog, read, near, languageOf, readForeign, problemsOf, reportOf, circumstancesIn }: Reader,
  onSearch: OpenOptions['onSearch'],
): Knowledge => {
  const found = foundLately(library, async (words, limit) => {
    const began = performance.now()
    const asked = codesIn(words)
    const ranked = await library.search(words, limit)
    onSearch?.((performance.now() - began) / 1000)
    return ranked.map(r => hitOf(r, r.head.head, asked))
  })
  return {
    get size() {
      return library.size
    },
    catalog,
    near,
    search: (words, limit = 20) => found.search(words, limit),
    article: found.article,
    async heads(ids) {
      const found = new Map((await library.articles(ids)).map(({ id, head }) => [id, head]))
      return ids.flatMap(id => {
        const head = found.get(id)
        return head === undefined ? [] : [unpackHead(head)]
      })
    },
    read,
    readInParts: read.inParts,
    languageOf,
    readForeign,
    problemsOf,
    reportOf,
    circumstancesIn,
  }
}
