import { allNodes, type Product, type Ranges, unite } from '../../catalog/index.ts'
import { AFTER, anyOf, type Comparing, namesFinder, squash } from '../../words/index.ts'
import type { FindAtoms } from './atoms.ts'

/** "No update rollup", "not one Exchange rollup", "Rollup: none", "no service pack": what was before the first of its kind. */
export const nothingFinder = (products: readonly Product[], lists: Comparing): FindAtoms => {
  const bare = bareByKind(products)
  if (bare.size === 0) return () => []
  const kinds = [...bare.keys()]
  const any = (phrases: Iterable<string>): string => `(?:${anyOf(phrases)})`
  const kind = `(?<kind>${anyOf(kinds)})`
  const done = `(?:\\s+${any(lists['put-on'])}(?!\\p{L}))`
  const owner = any(products.flatMap(p => p.file.names.filter(n => n.length > SHORTEST_NAME)))
  const none = `${any(lists['none-of'])}\\s+(?:${owner}\\s+(?:\\d{4}\\s+)?)?`
  const finders = [
    namesFinder(
      lists['none-of'],
      `${none}${kind}(?!(?:[\\s-]+\\p{L}+)?[\\s#-]*\\d)(?!\\s+${any(lists['none-but'])}s?(?!\\p{L}))${done}?${AFTER}`,
    ),
    namesFinder(
      kinds,
      `${kind}(?:\\s*(?:[:=?]|\\s[–-])\\s*${any(lists['none-behind'])}|\\s+${any(lists.undone)}${done})${AFTER}`,
    ),
  ]
  return (_, starts) =>
    finders.flatMap(find =>
      find(starts).flatMap(m => {
        const found = bare.get(m.groups?.kind ?? '') ?? bare.get(squash(m.groups?.kind ?? ''))
        return found ? [{ ...found, start: m.index, end: m.index + m[0].length }] : []
      }),
    )
}

/** In letters: "e" names Exchange only before a number. */
const SHORTEST_NAME = 2

interface Bare {
  readonly kind: 'level' | 'update'
  readonly means: Map<string, Ranges>
}

/** What there is before the first update or service pack of a kind, by what people call the kind, also without its gaps. */
const bareByKind = (products: readonly Product[]): ReadonlyMap<string, Bare> => {
  const found = new Map<string, Bare>()
  for (const product of products) {
    const nodes = allNodes(product)
    for (const [name, called] of Object.entries(product.file.kinds)) {
      const all = [name.toLowerCase(), ...called]
      const isCalled = (names: readonly string[]): boolean => all.some(k => names.some(n => n.startsWith(`${k} `)))
      const [update, level] = (['update', 'level'] as const).map(kind =>
        nodes.filter(n => n.kind === kind && isCalled(n.names)),
      )
      const bases = nodes.filter(n => n.kind === 'base')
      const firsts = product.releases
        .filter(r => r.children.some(c => level?.includes(c)))
        .flatMap(r => r.children.slice(0, 1))
      const [kind, before] = update && update.length > 0 ? (['update', bases] as const) : (['level', firsts] as const)
      const ranges = unite(...before.map(n => n.ranges))
      if (ranges.length === 0) continue
      for (const word of all.flatMap(k => [k, `${k}s`]).flatMap(k => [k, squash(k)])) {
        const entry = found.get(word) ?? { kind, means: new Map() }
        entry.means.set(product.id, ranges)
        found.set(word, entry)
      }
    }
  }
  return found
}
