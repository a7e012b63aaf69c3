import type { Article } from '../../article.ts'
import { type Catalog, intersect, isEmpty, type Ranges, subtract } from '../../catalog/index.ts'
import { problemOf } from '../../problem.ts'
import type { Check, Finding } from './finding.ts'

/** A version of each product, one set of versions a product. */
type Box = ReadonlyMap<string, Ranges>

/** Articles whose conditions only combinations meet that the catalog says cannot exist. */
export const impossibleConditions = (catalog: Catalog): Check => {
  const findings: Finding[] = []
  const conflicts = catalog.conflicts.filter(c => c.kind === 'impossible')
  const see = (article: Article): void => {
    // Alternatives need not be met together.
    if (article.productsAre !== 'conditions' || article.conditions.length < 2) return
    let open: readonly Box[] = [new Map(article.conditions.map(c => [c.facet, c.affected]))]
    for (const { when, because } of conflicts) {
      open = open.flatMap(box => without(box, when))
      if (open.length > 0) continue
      findings.push(impossible(article, because, catalog))
      return
    }
  }
  return { see, findings: () => findings }
}

/** What is left of the box without those combinations, as boxes that do not overlap. */
const without = (box: Box, when: Readonly<Record<string, Ranges>>): readonly Box[] => {
  const facets = Object.entries(when)
  if (facets.some(([facet, ranges]) => isEmpty(intersect(box.get(facet) ?? [], ranges)))) return [box]
  const left: Box[] = []
  let rest = box
  for (const [facet, ranges] of facets) {
    const outside = subtract(rest.get(facet) ?? [], ranges)
    if (!isEmpty(outside)) left.push(new Map(rest).set(facet, outside))
    rest = new Map(rest).set(facet, intersect(rest.get(facet) ?? [], ranges))
  }
  return left
}

const impossible = (article: Article, because: string, catalog: Catalog): Finding =>
  problemOf(
    'impossible-conditions',
    { file: article.file, line: article.conditions[0]?.quote.line ?? 1 },
    { products: article.conditions.map(c => catalog.products.get(c.facet)?.name ?? c.facet), because },
  )
