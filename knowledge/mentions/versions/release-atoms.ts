import {
  allNodes,
  type Catalog,
  type Product,
  parseBuild,
  type Ranges,
  releasesNamed,
  unite,
} from '../../catalog/index.ts'
import { AFTER, anyOf, BEFORE, namesFinder, squash } from '../../words/index.ts'
import { ARROW, type Atom, type FindAtoms } from './atoms.ts'

/** "Exchange 2007", "W2K8", "Exchange 8.1": a product's name with one of its releases. */
export const releaseFinder = (product: Product, otherMachines: readonly string[]): FindAtoms => {
  const releases = new Map(product.releases.flatMap(r => r.names.map(n => [squash(n), r.ranges] as const)))
  const shortNames = product.file.names.filter(n => n.length === 1)
  const longNames = product.file.names.filter(n => n.length > 1)
  const shorts = anyOf(product.releases.flatMap(r => r.names))
  const gap =
    '[\\s-]*(?:\\(?(?:tm|r)\\)[\\s-]*)?(?:(?:std|standard|ent|enterprise)\\.?\\s+(?:edition\\s+)?)?(?:,?\\s*(?:versions?|ver\\.?|v\\.?)\\s*)?'
  const named = `(?:${anyOf(longNames)})${gap}|(?:${anyOf(shortNames)})-?`
  const plain = namesFinder(product.file.names, `(?:${named})(${shorts}|\\d{1,2}\\.\\d{1,2})${AFTER}`)
  // "Exchange is 2007 with SP1": a count, "the limit of Exchange is 2000 objects", has a noun behind it.
  const stated = namesFinder(
    longNames,
    `(?:${anyOf(longNames)})\\s*(?:\\b(?:version|on it|there|here)\\s*)?(?:\\bis|\\bare|=|:)\\s*(?:(?:on|at|still|only|a)\\s+)?(${shorts})${AFTER}(?=\\s*(?:$|[,.;:!?)/\\n+]|(?:and|with|on|under|sp\\d|ru\\d|service pack|rollup|update|running|but|standard|enterprise|x64|x86)\\b))`,
  )
  // "Swapped 2003 for 2008", and not "2003 for 2000 users".
  const ends = `(?=\\s*(?:$|[,.;:!?)\\n]|(?:and|on|with|but|it|we|our|the|in|last)\\b))`
  const next = new RegExp(
    `\\s*(?:(?:to|${ARROW})\\s*(${shorts})${AFTER}|\\b(?:for|by)\\s+(${shorts})${AFTER}${ends})`,
    'yu',
  )
  // "The file server is 2003": it is no server of ours.
  const others = new RegExp(`${BEFORE}(?:${anyOf(otherMachines)})\\s*(?:is|are|=|:)`, 'u')
  const isOther = otherProductBefore(product)
  const isOfOther = (text: string, m: RegExpExecArray): boolean =>
    others.test(text.slice(Math.max(0, m.index - MACHINE_REACH), m.index + m[0].length))
  const atom = (name: string, start: number, end: number): Atom => ({
    kind: 'release',
    start,
    end,
    means: new Map([[product.id, releases.get(squash(name)) ?? buildsOf(product, name)]]),
  })
  return (text, starts) =>
    [...plain(starts), ...stated(starts).filter(m => !isOfOther(text, m))]
      .filter(m => !isOther(text, m.index))
      .flatMap(m => {
        const end = m.index + m[0].length
        next.lastIndex = end
        const to = next.exec(text)
        // "Upgrade of Server 2003 to 2008": the second is of the same product.
        const year = to?.[1] ?? to?.[2]
        const last = end + (to?.[0].length ?? 0)
        const second = year === undefined ? [] : [atom(year, last - year.length, last)]
        return [atom(m[1] as string, m.index, end), ...second]
      })
      .filter(a => (a.means.get(product.id) ?? []).length > 0)
}

/** In characters: "client access" of "client access server". */
const MACHINE_REACH = 20

/** In characters: no name of a product is longer. */
const NAME_REACH = 80

/** True when the word before a place makes what follows another product: "SQL" before "Server 2008". */
const otherProductBefore = (product: Product): ((text: string, at: number) => boolean) => {
  if (product.file.notAfter.length === 0) return () => false
  const pattern = new RegExp(`${BEFORE}(?:${anyOf(product.file.notAfter)})[\\s-]*$`, 'u')
  return (text, at) => pattern.test(text.slice(Math.max(0, at - NAME_REACH), at))
}

/** "The old 2003 server", "on 2008": a release without the product's name, where the words around it say what it is. */
export const bareReleaseFinder = (product: Product): FindAtoms => {
  const { followedBy, bareAfter } = product.file
  const isOther = otherProductBefore(product)
  const releases = new Map(product.releases.flatMap(r => r.names.map(n => [squash(n), r.ranges] as const)))
  const shorts = product.releases.flatMap(r => r.names)
  const finders = [
    ...(followedBy.length > 0
      ? [namesFinder(shorts, `(${anyOf(shorts)})[\\s-]+(?:${anyOf(followedBy)})${AFTER}`)]
      : []),
    ...(bareAfter.length > 0
      ? [namesFinder(bareAfter, `(?<=${BEFORE}(?:on|under)\\s+)(${anyOf(bareAfter)})${AFTER}`)]
      : []),
  ]
  return (text, starts) =>
    finders.flatMap(find =>
      find(starts)
        .filter(m => !isOther(text, m.index))
        .map(m => ({
          kind: 'release' as const,
          isBare: true,
          start: m.index,
          end: m.index + (m[1] as string).length,
          means: new Map([[product.id, releases.get(squash(m[1] as string)) ?? []]]),
        })),
    )
}

/** "Exchange 8.1": the levels whose builds begin so. */
const buildsOf = (product: Product, prefix: string): Ranges => {
  const build = parseBuild(prefix) ?? []
  return unite(
    ...allNodes(product)
      .filter(n => n.kind === 'level' && build.every((part, i) => part === n.build[i]))
      .map(n => n.ranges),
  )
}

/** Names that need no product name before them ("longhorn server"), and the product's own name without a version. */
export const completeNameFinder = (product: Product): FindAtoms => {
  const ranges = new Map<string, Ranges>()
  for (const name of product.file.alone) ranges.set(squash(name), unite(...product.releases.map(r => r.ranges)))
  for (const [i, release] of product.file.releases.entries())
    for (const name of [release.name, ...release.also])
      ranges.set(squash(name.toLowerCase()), product.releases[i]?.ranges ?? [])
  const alone = new Set(product.file.alone.map(squash))
  const names = [...product.file.alone, ...product.file.releases.flatMap(r => [r.name.toLowerCase(), ...r.also])]
  const find = namesFinder(names, `(?:${anyOf(names)})${AFTER}`)
  const isOther = otherProductBefore(product)
  return (text, starts) =>
    find(starts)
      .filter(m => !isOther(text, m.index))
      .map(m => ({
        kind: alone.has(squash(m[0])) ? 'product' : 'release',
        // "2003 server".
        ...(/^\d/.test(m[0]) ? { isBare: true } : {}),
        start: m.index,
        end: m.index + m[0].length,
        means: new Map([[product.id, ranges.get(squash(m[0])) ?? []]]),
      }))
}

export const bundleFinder = (product: Product, catalog: Catalog): FindAtoms => {
  const bundles = product.file.bundles.map(b => {
    const means = new Map(
      Object.entries(b.means).map(([id, texts]) => [id, releasesNamed(catalog.products.get(id), texts)] as const),
    )
    return { find: namesFinder(b.names, `(?:${anyOf(b.names)})${AFTER}`), means }
  })
  return (_, starts) =>
    bundles.flatMap(b =>
      b
        .find(starts)
        .map(m => ({ kind: 'bundle', start: m.index, end: m.index + m[0].length, means: b.means }) as const),
    )
}
