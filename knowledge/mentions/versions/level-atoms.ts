import { allNodes, type Product, type Ranges, unite } from '../../catalog/index.ts'
import { AFTER, anyOf, type Grammar, namesFinder, squash } from '../../words/index.ts'
import type { FindAtoms } from './atoms.ts'
import { listFinder } from './list-atoms.ts'

/** What a level or an update of these names is, in all products that have it; by its name without gaps. */
export type NamedLevels = ReadonlyMap<
  string,
  { readonly kind: 'level' | 'update'; readonly means: Map<string, Ranges> }
>

/** Service packs, cumulative updates and rollups, "no rollup" among them, and lists of them: "rollups 1, 2 and 3". */
export const levelFinder = (products: readonly Product[], grammar: Grammar): FindAtoms => {
  const named = new Map<string, { readonly kind: 'level' | 'update'; readonly means: Map<string, Ranges> }>()
  const add = (name: string, product: Product, ranges: Ranges, kind: 'level' | 'update') => {
    const entry = named.get(squash(name)) ?? { kind, means: new Map() }
    entry.means.set(product.id, unite(entry.means.get(product.id) ?? [], ranges))
    named.set(squash(name), entry)
  }
  const names = new Set<string>()
  const nothings = new Set<string>()
  for (const product of products) {
    const nodes = allNodes(product)
    for (const node of nodes.filter(n => n.kind === 'level' || n.kind === 'update'))
      for (const name of node.names) {
        names.add(name)
        add(name, product, node.ranges, node.kind === 'level' ? 'level' : 'update')
      }
    const bare = unite(...nodes.filter(n => n.kind === 'base').map(n => n.ranges))
    for (const name of namesOfNothing(product)) {
      nothings.add(name)
      add(name, product, bare, 'update')
    }
  }
  const parts = [
    names.size > 0 ? anyOf(names) : '',
    nothings.size > 0 ? `(?:${anyOf(nothings)})(?!(?:[\\s-]+\\p{L}+)?[\\s#-]*\\d)` : '',
  ].filter(Boolean)
  if (parts.length === 0) return () => []
  const kinds = new Map<string, readonly string[]>()
  for (const [kind, names] of products.flatMap(p => Object.entries(p.file.kinds)))
    kinds.set(kind, [...(kinds.get(kind) ?? []), ...names])
  const findLists = listFinder(kinds.values(), named, grammar)
  const find = namesFinder([...names, ...nothings], `(?:${parts.join('|')})${AFTER}`)
  return (text, starts) => [
    ...findLists(text, starts),
    ...find(starts).flatMap(m => {
      const entry = named.get(squash(m[0]))
      return entry ? [{ ...entry, start: m.index, end: m.index + m[0].length }] : []
    }),
  ]
}

/** "no update rollup", "without any rollups", "no RU installed": the bare level. */
const namesOfNothing = (product: Product): readonly string[] => {
  const kinds = new Set(
    allNodes(product)
      .filter(n => n.kind === 'update')
      .map(n => n.name.replace(/\s*\d.*$/, '').toLowerCase()),
  )
  const words = [...kinds].flatMap(k => [
    k,
    ...(Object.entries(product.file.kinds).find(([name]) => name.toLowerCase() === k)?.[1] ?? []),
  ])
  return words
    .flatMap(w => [w, `${w}s`])
    .flatMap(w =>
      NOTHING.flatMap(no => [`${no} ${w}`, `${no} ${w} installed`, `${no} ${w} applied`]).concat(
        UNDONE.map(u => `${w} ${u}`),
      ),
    )
}
const UNDONE = [
  'not',
  'is not',
  'are not',
  'were not',
  'was not',
  'were never',
  'was never',
  'have not been',
  'has not been',
].flatMap(not => [`${not} installed`, `${not} applied`])
const NOTHING = [
  'no',
  'no further',
  'no other',
  'no additional',
  'without further',
  'without',
  'without any',
  'not any',
  'zero',
  'without a',
  'without a single',
  'no installed',
  'not a single',
  'none of the',
  ...['installed', 'applied', 'had', 'got', 'patched with'].flatMap(done => [`never ${done} a`, `never ${done} any`]),
]
