import { allNodes, type Catalog, type Product, type ReleaseNode } from './catalog.ts'
import { releasesNamed } from './release-text.ts'
import {
  type Build,
  beginningWith,
  compareBuilds,
  exactly,
  intersect,
  parseBuild,
  type Ranges,
  unite,
} from './versions.ts'

/**
 * The smallest pieces of version talk in a text, with their places: "Exchange 2007", "SP1", "no rollups", "8.1.291.2".
 * Each is a set of builds for every product that it can belong to; mentions.ts puts the pieces together.
 */
export interface Atom {
  readonly kind: 'release' | 'product' | 'bundle' | 'level' | 'update' | 'build'
  readonly start: number
  readonly end: number
  /** By product id. */
  readonly means: ReadonlyMap<string, Ranges>
  /** What the output that this came from cannot show, as the catalog says it. */
  readonly cannotTell?: string
}

export type FindAtoms = (text: string) => readonly Atom[]

const quoted = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
/** Longest first, so that "2008 r2" is tried before "2008"; a space in a name stands for any gap. */
const anyOf = (names: Iterable<string>): string =>
  [...new Set(names)]
    .sort((a, b) => b.length - a.length)
    .map(n => quoted(n).replace(/ /g, '[\\s-]*'))
    .join('|')
const squash = (text: string): string => text.replace(/[\s-]+/g, '')

const BEFORE = '(?<![\\p{L}\\d.])'
const AFTER = '(?![\\p{L}\\d]|\\.\\d)'

/** Compiles the catalog's names once; the function it gives expects lower case. */
export const atomFinder = (catalog: Catalog): FindAtoms => {
  const products = [...catalog.products.values()].sort((a, b) => a.file.priority - b.file.priority)
  const finders = [
    ...products.flatMap(p => [releaseFinder(p), completeNameFinder(p), bundleFinder(p, catalog)]),
    levelFinder(products),
    ...buildFinders(products),
  ]
  return text => withoutOverlaps(finders.flatMap(find => find(text)))
}

/** Of overlapping pieces the longest stays: "SQL Server 2008" wins over "Server 2008". */
const withoutOverlaps = (atoms: readonly Atom[]): readonly Atom[] => {
  const kept: Atom[] = []
  for (const atom of [...atoms].sort((a, b) => b.end - b.start - (a.end - a.start)))
    if (!kept.some(k => k.start < atom.end && atom.start < k.end)) kept.push(atom)
  return kept.sort((a, b) => a.start - b.start)
}

const releaseFinder = (product: Product): FindAtoms => {
  const releases = new Map(product.releases.flatMap(r => r.names.map(n => [squash(n), r.ranges] as const)))
  const shortNames = product.file.names.filter(n => n.length === 1)
  const longNames = product.file.names.filter(n => n.length > 1)
  const shorts = anyOf(product.releases.flatMap(r => r.names))
  const gap = '[\\s-]*(?:\\(?(?:tm|r)\\)[\\s-]*)?(?:,?\\s*(?:versions?|ver\\.?|v\\.?)\\s*)?'
  const named = [
    longNames.length > 0 ? `(?:${anyOf(longNames)})${gap}` : '',
    shortNames.length > 0 ? `(?:${anyOf(shortNames)})-?` : '',
  ].filter(Boolean)
  const pattern = new RegExp(`${BEFORE}(?:${named.join('|')})(${shorts}|\\d{1,2}\\.\\d{1,2})${AFTER}`, 'gu')
  const notAfter =
    product.file.notAfter.length > 0
      ? new RegExp(`${BEFORE}(?:${anyOf(product.file.notAfter)})[\\s-]*$`, 'u')
      : undefined
  return text =>
    [...text.matchAll(pattern)]
      .filter(m => !notAfter?.test(text.slice(0, m.index)))
      .map(m => ({
        kind: 'release' as const,
        start: m.index,
        end: m.index + m[0].length,
        means: new Map([[product.id, releases.get(squash(m[1] as string)) ?? buildsOf(product, m[1] as string)]]),
      }))
      .filter(a => (a.means.get(product.id) ?? []).length > 0)
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
const completeNameFinder = (product: Product): FindAtoms => {
  const ranges = new Map<string, Ranges>()
  for (const name of product.file.alone) ranges.set(squash(name), unite(...product.releases.map(r => r.ranges)))
  for (const [i, release] of product.file.releases.entries())
    for (const name of [release.name, ...release.also])
      ranges.set(squash(name.toLowerCase()), product.releases[i]?.ranges ?? [])
  const alone = new Set(product.file.alone.map(squash))
  const names = [...product.file.alone, ...product.file.releases.flatMap(r => [r.name.toLowerCase(), ...r.also])]
  const pattern = new RegExp(`${BEFORE}(?:${anyOf(names)})${AFTER}`, 'gu')
  return text =>
    [...text.matchAll(pattern)].map(m => ({
      kind: alone.has(squash(m[0])) ? 'product' : 'release',
      start: m.index,
      end: m.index + m[0].length,
      means: new Map([[product.id, ranges.get(squash(m[0])) ?? []]]),
    }))
}

const bundleFinder = (product: Product, catalog: Catalog): FindAtoms => {
  const bundles = product.file.bundles.map(b => {
    const means = new Map(
      Object.entries(b.means).map(([id, texts]) => [id, releasesNamed(catalog.products.get(id), texts)] as const),
    )
    return { pattern: new RegExp(`${BEFORE}(?:${anyOf(b.names)})${AFTER}`, 'gu'), means }
  })
  return text =>
    bundles.flatMap(b =>
      [...text.matchAll(b.pattern)].map(
        m => ({ kind: 'bundle', start: m.index, end: m.index + m[0].length, means: b.means }) as const,
      ),
    )
}

/** Service packs, cumulative updates and rollups, "no rollup" among them, with "or later" and the like. */
const levelFinder = (products: readonly Product[]): FindAtoms => {
  const named = new Map<string, Map<string, { ranges: Ranges; kind: 'level' | 'update' }>>()
  const add = (name: string, product: Product, ranges: Ranges, kind: 'level' | 'update') => {
    const byProduct = named.get(squash(name)) ?? new Map()
    byProduct.set(product.id, { ranges: unite(byProduct.get(product.id)?.ranges ?? [], ranges), kind })
    named.set(squash(name), byProduct)
  }
  const names: string[] = []
  for (const product of products)
    for (const node of allNodes(product)) {
      if (node.kind === 'release' || node.kind === 'base') continue
      for (const name of node.names) {
        names.push(name)
        add(name, product, node.ranges, node.kind)
      }
    }
  for (const product of products)
    for (const name of namesOfNothing(product)) {
      names.push(name)
      add(
        name,
        product,
        unite(
          ...allNodes(product)
            .filter(n => n.kind === 'base')
            .map(n => n.ranges),
        ),
        'update',
      )
    }
  if (names.length === 0) return () => []
  const pattern = new RegExp(`(?<![\\p{L}\\d.])(${anyOf(names)})${AFTER}`, 'gu')
  return text =>
    [...text.matchAll(pattern)].flatMap(m => {
      const byProduct = named.get(squash(m[1] as string))
      const first = byProduct && [...byProduct.values()][0]
      return first
        ? [
            {
              kind: first.kind,
              start: m.index,
              end: m.index + m[0].length,
              means: new Map([...byProduct].map(([id, x]) => [id, x.ranges])),
            },
          ]
        : []
    })
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
    .flatMap(w => NOTHING.flatMap(no => [`${no} ${w}`, `${no} ${w} installed`, `${no} ${w} applied`]))
}
const NOTHING = [
  'no',
  'without',
  'without any',
  'not any',
  'zero',
  'never installed a',
  'never installed any',
  'no installed',
]

/** A build number in its several forms. The digits alone do not say of which product: the catalog does. */
const buildFinders = (products: readonly Product[]): readonly FindAtoms[] => {
  const find = (pattern: RegExp, toBuild: (m: RegExpMatchArray) => string, form: BuildForm): FindAtoms => {
    return text =>
      [...text.matchAll(pattern)].flatMap(m => {
        const build = parseBuild(toBuild(m))
        const atom =
          build && buildAtom(products, build, form, text.slice(Math.max(0, (m.index ?? 0) - MARK_REACH), m.index))
        return atom ? [{ ...atom, start: m.index ?? 0, end: (m.index ?? 0) + m[0].length }] : []
      })
  }
  return [
    find(/(\d{1,2}\.\d{1,2})\s*\(build\s+(\d+(?:\.\d+)?)[^)]*\)/g, m => `${m[1]}.${m[2]}`, 'admin'),
    find(/(?<![\p{L}\d.])0\d\.0?\d\.\d{4}\.\d{3}(?![\d.]*\d)/gu, m => m[0], 'file'),
    find(/(?<![\d.]|\p{L}(?<!v))[1-9]\d?\.\d{1,2}\.\d{2,5}(?:\.\d{1,5})?(?![\d]|\.\d)/gu, m => m[0], 'plain'),
  ]
}

/** How many characters before a build are searched for the name of the tool that printed it. */
const MARK_REACH = 120

const buildAtom = (
  products: readonly Product[],
  build: Build,
  form: BuildForm,
  before: string,
): Pick<Atom, 'kind' | 'means' | 'cannotTell'> | undefined => {
  const owners = products.flatMap(product => {
    const level = allNodes(product).findLast(n => n.kind === 'level' && compareBuilds(n.build, build) <= 0)
    const sameLine = allNodes(product).some(n => n.build[0] === build[0] && (n.build[1] ?? 0) === (build[1] ?? 0))
    return level && sameLine ? [{ product, level, coarse: isCoarse(product, level, build, form, before) }] : []
  })
  const found = bestOwners(owners, build, before)
  const coarse = found.find(f => f.coarse && f.level.children.length > 0)
  const cannotTell = coarse?.product.file.howToFind.find(h => h.cannotTell !== undefined)?.cannotTell
  if (found.length === 0) return undefined
  return {
    kind: 'build',
    means: new Map(
      found.map(f => [
        f.product.id,
        f.coarse
          ? f.level.ranges
          : build.length < f.level.build.length
            ? intersect(beginningWith(build), f.level.ranges)
            : exactly(build),
      ]),
    ),
    ...(cannotTell === undefined ? {} : { cannotTell }),
  }
}

interface Owner {
  readonly product: Product
  readonly level: ReleaseNode
  readonly coarse: boolean
}

/** 6.0.6001 is a Windows and could be an Exchange 2000: the tool that is named decides, else a build that is known. */
const bestOwners = (owners: readonly Owner[], build: Build, before: string): readonly Owner[] => {
  const named = owners.filter(o => o.product.file.howToFind.some(h => h.marks.some(m => before.includes(m))))
  if (named.length > 0) return named
  const known = owners.filter(o => allNodes(o.product).some(n => compareBuilds(n.build, build) === 0))
  return known.length > 0 ? known : owners
}

type BuildForm = 'plain' | 'admin' | 'file'

/** True when the number tells the level only: it comes from a tool that shows no updates, or may well do so. */
const isCoarse = (product: Product, level: ReleaseNode, build: Build, form: BuildForm, before: string): boolean => {
  if (form !== 'plain') return form === 'admin'
  const source = product.file.howToFind
    .filter(h => h.marks.some(m => before.includes(m)))
    .sort((a, b) => lastMark(before, b.marks) - lastMark(before, a.marks))[0]
  return source
    ? source.precision !== 'update'
    : level.build.slice(0, build.length).every((part, i) => part === build[i])
}

const lastMark = (text: string, marks: readonly string[]): number => Math.max(...marks.map(m => text.lastIndexOf(m)))
