import type { Article } from '../article.ts'
import { unpackArticle } from './kept-article.ts'
import type { Library } from './library.ts'
import { portions } from './portions.ts'

/** Articles that are in memory at once. */
const PORTION = 500

/** The articles of these ids, a portion at a time, however many there are. One that is removed meanwhile is left out. */
export async function* allArticles(
  library: Pick<Library, 'articles'>,
  ids: readonly string[],
): AsyncIterable<readonly Article[]> {
  for (const some of portions(ids, PORTION)) yield (await library.articles(some)).map(unpackArticle)
}
