import type { Article } from '../../article.ts'
import { problemOf } from '../../problem.ts'
import { type Check, Gathering, namesOf } from './finding.ts'
import type { UnknownLevel } from './unknown-levels.ts'

/** Service packs and updates that articles name as the remedy, and of which the catalog knows no build: each told once. */
export const unknownFixes = (unknownLevels: (text: string) => readonly UnknownLevel[]): Check => {
  const fixes = new Gathering()
  const see = (article: Article): void => {
    for (const { blocks } of article.sections.filter(s => REMEDIES.has(s.kind)))
      for (const { text, line } of blocks)
        for (const { label, said } of unknownLevels(text)) fixes.add(label.toLowerCase(), label, article, line, said)
  }
  return {
    see,
    findings: () =>
      fixes.all().map(found => ({
        ...problemOf('unknown-fix', found, { name: found.name, articles: namesOf(found), count: found.count }),
        said: found.said,
      })),
  }
}

const REMEDIES: ReadonlySet<string> = new Set(['resolution', 'status'])
