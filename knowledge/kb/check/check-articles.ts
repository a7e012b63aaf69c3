import { allArticles, type Library } from '../../library/index.ts'
import type { Problem } from '../../problem.ts'
import { layoutNamed, type Reader } from '../../reading/index.ts'
import { impossibleConditions } from './combinations.ts'
import { type Finding, placed } from './finding.ts'
import { unknownFixes } from './fixes.ts'
import { notFound, spread } from './found.ts'
import { droppedLinks } from './links.ts'
import { listedInVain } from './products.ts'
import { deadReferences } from './references.ts'
import { indistinguishable } from './twins.ts'
import { unknownLevelFinder } from './unknown-levels.ts'

export interface CheckOptions {
  /** The text of a file; undefined when it cannot be read any more. */
  readonly sourceOf: (file: string) => Promise<string | undefined>
  readonly onProgress?: (progress: { readonly done: number; readonly all: number }) => void
}

interface Checked {
  readonly problems: readonly Problem[]
  /** Articles that were searched for by their own words: all, or as many as are tried. */
  readonly searched: number
}

/** What spoils a knowledge base and cannot be seen in one article alone. Each article is looked at once. */
export const checkArticles = async (
  library: Pick<Library, 'ids' | 'articles' | 'search'>,
  { catalog, read }: Reader,
  { sourceOf, onProgress }: CheckOptions,
): Promise<Checked> => {
  const ids = await library.ids()
  const unknownLevels = unknownLevelFinder(catalog, read)
  const checks = [
    impossibleConditions(catalog),
    indistinguishable(),
    unknownFixes(unknownLevels),
    listedInVain(catalog, read, unknownLevels),
    deadReferences(new Set(ids)),
  ]
  const tried = spread(ids)
  const problems: Problem[] = []
  let done = 0
  for await (const articles of allArticles(library, ids)) {
    for (const article of articles) {
      for (const check of checks) check.see(article)
      if (tried.has(article.id)) problems.push(...(await notFound(library, article)))
      // In other layouts such links are of the page that was saved: nobody wrote them for this knowledge base.
      if (layoutNamed(article.layout)?.linksAre === 'written')
        for (const problem of droppedLinks((await sourceOf(article.file)) ?? '', article.file)) problems.push(problem)
    }
    done += articles.length
    onProgress?.({ done, all: ids.length })
  }
  const findings = checks.flatMap(c => c.findings())
  return { problems: [...problems, ...(await withPlaces(findings, sourceOf))], searched: tried.size }
}

const withPlaces = async (
  findings: readonly Finding[],
  sourceOf: CheckOptions['sourceOf'],
): Promise<readonly Problem[]> => {
  const problems: Problem[] = []
  for (const finding of findings)
    problems.push(placed(finding, finding.said === undefined ? undefined : await sourceOf(finding.file)))
  return problems
}
