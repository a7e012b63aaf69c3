import { allNodes, type Product, type Ranges, unite } from '../../catalog/index.ts'
import { AFTER, anyOf, type Grammar, namesFinder, squash } from '../../words/index.ts'
import type { FindAtoms } from './atoms.ts'
import { listFinder } from './list-atoms.ts'

/** What a level or an update of these names is, in all products that have it; by its name without gaps. */
export type NamedLevels = ReadonlyMap<
  string,
  { readonly kind: 'level' | 'update'; readonly means: Map<string, Ranges> }
>

/** Service packs, cumulative updates and rollups, and lists of them: "rollups 1, 2 and 3". */
export const levelFinder = (products: readonly Product[], grammar: Grammar): FindAtoms => {
  const named = new Map<string, { readonly kind: 'level' | 'update'; readonly means: Map<string, Ranges> }>()
  const add = (name: string, product: Product, ranges: Ranges, kind: 'level' | 'update') => {
    const entry = named.get(squash(name)) ?? { kind, means: new Map() }
    entry.means.set(product.id, unite(entry.means.get(product.id) ?? [], ranges))
    named.set(squash(name), entry)
  }
  const names = new Set<string>()
  for (const product of products) {
    const nodes = allNodes(product)
    for (const node of nodes.filter(n => n.kind === 'level' || n.kind === 'update'))
      for (const name of node.names) {
        names.add(name)
        add(name, product, node.ranges, node.kind === 'level' ? 'level' : 'update')
      }
  }
  if (names.size === 0) return () => []
  const kinds = new Map<string, readonly string[]>()
  for (const [kind, names] of products.flatMap(p => Object.entries(p.file.kinds)))
    kinds.set(kind, [...(kinds.get(kind) ?? []), ...names])
  const findLists = listFinder(kinds.values(), named, grammar)
  const find = namesFinder(names, `(?:${anyOf(names)})${AFTER}`)
  return (text, starts) => [
    ...findLists(text, starts),
    ...find(starts).flatMap(m => {
      const entry = named.get(squash(m[0]))
      return entry ? [{ ...entry, start: m.index, end: m.index + m[0].length }] : []
    }),
  ]
}
