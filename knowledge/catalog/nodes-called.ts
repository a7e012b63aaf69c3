import { type Found, PhraseFinder, type TextWord } from '../words/index.ts'
import { allNodes, type Catalog } from './catalog.ts'
import type { ReleaseNode } from './product.ts'

/**
 * Finds what service packs and updates are called, whatever product and release they belong to: four different updates of
 * Exchange 2007 are called "Update Rollup 4".
 */
export const nodesCalled = ({ products }: Catalog): ((words: readonly TextWord[]) => readonly Found<Called>[]) => {
  const byName = new Map<string, ReleaseNode[]>()
  for (const node of [...products.values()].flatMap(allNodes))
    if (node.kind === 'level' || node.kind === 'update')
      for (const name of node.names) byName.set(name, [...(byName.get(name) ?? []), node])
  const finder = new PhraseFinder(byName, { nouns: true })
  return words => finder.in(words)
}

type Called = readonly ReleaseNode[]
