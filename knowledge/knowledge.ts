import { fileURLToPath } from 'node:url'
import type { Article } from './article.ts'
import { type Catalog, loadCatalog } from './catalog.ts'
import type { ReadingContext } from './grouping.ts'
import { type Reading, textReader } from './mentions.ts'
import { parseArticle } from './parse-article.ts'
import { type Problem, showProblem } from './problem.ts'
import { readFiles } from './read-files.ts'
import { buildIndex, type Hit } from './search-index.ts'

/** All that a conversation needs to know. The index may live elsewhere: what looks into it is asynchronous. */
export interface Knowledge {
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
  readonly articles: readonly Article[]
  readonly problems: readonly Problem[]
}

const CATALOG_FOLDER = fileURLToPath(new URL('catalog', import.meta.url))

/** The articles that come with the project. */
export const SHIPPED_ARTICLES = fileURLToPath(new URL('articles', import.meta.url))

/**
 * Reads the articles of these files and folders and indexes them. Bad articles become problems; rejects when a path
 * does not exist, when the catalog is broken, or when there is not a single article.
 */
export const openKnowledge = async (paths: readonly string[]): Promise<OpenedKnowledge> => {
  const { catalog, problems: catalogProblems } = loadCatalog(CATALOG_FOLDER)
  const read = textReader(catalog)
  if (catalogProblems.length > 0)
    throw new Error(`The catalog cannot be used:\n${catalogProblems.map(p => `  ${showProblem(p)}`).join('\n')}`)
  const { files, problems } = await readFiles(paths)
  const all: Problem[] = [...problems]
  const articles = new Map<string, Article>()
  for (const { path, text } of files) {
    const parsed = parseArticle(text, path, catalog, read)
    all.push(...parsed.problems)
    const first = parsed.article && articles.get(parsed.article.id)
    if (first)
      all.push({
        code: 'duplicate-id',
        severity: 'error',
        file: path,
        line: 1,
        column: 1,
        message: `${first.id} is also the id of ${first.file}.`,
        advice: 'Give each article its own id; the first one is used.',
      })
    else if (parsed.article) articles.set(parsed.article.id, parsed.article)
  }
  if (articles.size === 0)
    throw new Error(
      `There is not one article to be read in ${paths.join(', ')}.${all[0] ? ` The first problem: ${all[0].file}:${all[0].line} ${all[0].message} ${all[0].advice}` : ''} Name other files or folders in KNOWLEDGE.`,
    )
  return {
    knowledge: knowledgeOf([...articles.values()], catalog, read),
    articles: [...articles.values()],
    problems: all,
  }
}

const knowledgeOf = (articles: readonly Article[], catalog: Catalog, read: Knowledge['read']): Knowledge => {
  const byId = new Map(articles.map(a => [a.id, a]))
  const index = buildIndex(articles)
  return {
    size: articles.length,
    catalog,
    search: async (words, limit) => index.search(words, limit),
    article: async id => byId.get(id),
    read,
  }
}
