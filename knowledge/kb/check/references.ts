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
        code: 'dead-reference',
        severity: 'warning',
        file: found.file,
        line: found.line,
        column: 1,
        message: `${namesOf(found)} ${found.count === 1 ? 'refers' : 'refer'} to ${found.name}, which is not here.`,
        advice: 'Correct the number, add that article, or remove the reference.',
        said: found.said,
      })),
  }
}
