import { problemOf } from '../../problem.ts'
import { type Check, Gathering, namesOf } from './finding.ts'

/** References to articles that are not among the known ids: one finding for each that is missing. */
export const deadReferences = (known: ReadonlySet<string>): Check => {
  const missing = new Gathering()
  return {
    see: article => {
      for (const id of article.related)
        if (!known.has(id)) missing.add(id, id, article, 1, /^KB\d+$/.test(id) ? id.slice(2) : id)
    },
    findings: () =>
      missing.all().map(found => ({
        ...problemOf('dead-reference', found, { articles: namesOf(found), count: found.count, id: found.name }),
        said: found.said,
      })),
  }
}
