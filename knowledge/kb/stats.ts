import { allArticles, type Library } from '../library/index.ts'

/** What a knowledge base consists of. */
export interface Counts {
  readonly files: number
  readonly articles: number
  readonly withSymptoms: number
  readonly withAppliesTo: number
  /** Articles of which at least one product is known, and those with at least one version of one. */
  readonly withProducts: number
  readonly withVersions: number
  /** References from one article to another, and those to articles that are not here. */
  readonly crossReferences: number
  readonly deadCrossReferences: number
  /** Of single files, by problem code. */
  readonly problems: Readonly<Record<string, number>>
  readonly byLayout: Readonly<Record<string, number>>
  /** Articles that list the product, most first; at most `MOST_PRODUCTS`. */
  readonly byProduct: Readonly<Record<string, number>>
}

const MOST_PRODUCTS = 30

export const countKnowledge = async (library: Library): Promise<Counts> => {
  const ids = await library.ids()
  const known = new Set(ids)
  const layouts = new Tally()
  const products = new Tally()
  const totals = { withSymptoms: 0, withAppliesTo: 0, withProducts: 0, withVersions: 0, crossReferences: 0, dead: 0 }
  for await (const articles of allArticles(library, ids))
    for (const article of articles) {
      layouts.add(article.layout)
      for (const name of new Set(article.products.map(p => p.name))) products.add(name)
      totals.withSymptoms += Number(article.sections.some(s => s.kind === 'symptoms' && s.blocks.length > 0))
      totals.withAppliesTo += Number(article.appliesTo.length > 0)
      totals.withProducts += Number(article.products.length > 0)
      totals.withVersions += Number(article.products.some(p => p.version !== undefined))
      totals.crossReferences += article.related.length
      totals.dead += article.related.filter(id => !known.has(id)).length
    }
  const problems = new Tally()
  for (const { code } of await library.problems()) problems.add(code)
  const { dead, ...rest } = totals
  return {
    files: await library.files(),
    articles: ids.length,
    ...rest,
    deadCrossReferences: dead,
    problems: problems.counts(),
    byLayout: layouts.counts(),
    byProduct: products.counts(MOST_PRODUCTS),
  }
}

class Tally {
  readonly #counts = new Map<string, number>()

  add(name: string): void {
    this.#counts.set(name, (this.#counts.get(name) ?? 0) + 1)
  }

  /** Most frequent first. */
  counts(limit = Number.POSITIVE_INFINITY): Readonly<Record<string, number>> {
    const sorted = [...this.#counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    return Object.fromEntries(sorted.slice(0, limit))
  }
}

export const showCounts = (counts: Counts): readonly string[] =>
  Object.entries(counts).flatMap(([name, value]) => {
    const label = LABELS[name] ?? name
    if (typeof value === 'number') return [`${label}: ${value}`]
    const rows = Object.entries(value).map(([key, n]) => `  ${String(n).padStart(7)}  ${key}`)
    return rows.length > 0 ? [`${label}:`, ...rows] : []
  })

const LABELS: Readonly<Record<string, string>> = {
  files: 'Files',
  articles: 'Articles',
  withSymptoms: '… that say what is seen',
  withAppliesTo: '… that list products',
  withProducts: '… with a product',
  withVersions: '… with a version',
  crossReferences: 'References to other articles',
  deadCrossReferences: '… to articles that are not here',
  problems: 'Problems of single files ("kb check" looks at all articles together, too)',
  byLayout: 'Articles by layout',
  byProduct: 'Articles by product, most first',
}
