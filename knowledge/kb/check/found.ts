import type { Article } from '../../article.ts'
import type { Library } from '../../library/index.ts'
import { type Problem, problemOf } from '../../problem.ts'

/** Articles that are searched for at most: a search takes milliseconds, and there may be tens of thousands of articles. */
export const MOST_SEARCHED = 300
/** As many as a conversation looks at in a turn. */
const FOUND_AMONG = 25

/** Evenly spread over all ids, so that every part of a large archive is tried. */
export const spread = (ids: readonly string[]): ReadonlySet<string> =>
  ids.length <= MOST_SEARCHED
    ? new Set(ids)
    : new Set(Array.from({ length: MOST_SEARCHED }, (_, i) => ids[Math.floor((i * ids.length) / MOST_SEARCHED)] ?? ''))

/** A problem when an article's own title and symptom do not find it. */
export const notFound = async (library: Pick<Library, 'search'>, article: Article): Promise<readonly Problem[]> => {
  const found = await library.search(`${article.title} ${article.symptom}`, FOUND_AMONG)
  if (found.some(f => f.id === article.id)) return []
  const line = article.sections.find(s => s.kind === 'symptoms')?.line ?? 1
  return [problemOf('not-found', { file: article.file, line }, { others: found.length })]
}
