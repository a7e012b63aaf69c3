import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { onceFor } from '../lately.ts'
import type { Problem } from '../problem.ts'
import { readYamlFile, yamlNames } from '../yaml-folder.ts'
import { type CatalogFile, catalogFile } from './catalog-file.ts'
import { danglingReferences } from './dangling-references.ts'
import type { Product, ReleaseNode } from './product.ts'
import type { Build, Ranges } from './ranges.ts'
import { releasesNamed } from './releases-named.ts'

export type { Product, ReleaseNode } from './product.ts'

/** Versions of two products that do not go together. */
interface Conflict {
  /** Names it in what is kept of a conversation; the same as long as its versions are. */
  readonly id: string
  readonly kind: 'impossible' | 'unsupported'
  readonly when: Readonly<Record<string, Ranges>>
  readonly because: string
}

export interface Catalog {
  readonly products: ReadonlyMap<string, Product>
  readonly conflicts: readonly Conflict[]
}

type Wrong = (path: readonly PropertyKey[], message: string) => Problem

/** Where the shipped catalog is. */
const FOLDER = fileURLToPath(new URL('.', import.meta.url))

export const loadCatalog = (
  folder: string = FOLDER,
): { readonly catalog: Catalog; readonly problems: readonly Problem[] } => {
  const products = new Map<string, Product>()
  const problems: Problem[] = []
  const files: { readonly file: CatalogFile; readonly wrong: Wrong }[] = []
  for (const name of yamlNames(folder)) {
    const read = readYamlFile(join(folder, name), catalogFile)
    problems.push(...read.problems)
    if (!read.value) continue
    if (products.has(read.value.id)) problems.push(read.wrong(['id'], `another file has the product ${read.value.id}`))
    else {
      products.set(read.value.id, productOf(read.value))
      files.push({ file: read.value, wrong: read.wrong })
    }
  }
  for (const { file, wrong } of files)
    problems.push(...danglingReferences(file, products).map(d => wrong(d.path, d.message)))
  return { catalog: { products, conflicts: conflictsOf(products) }, problems }
}

const conflictsOf = (products: ReadonlyMap<string, Product>): readonly Conflict[] =>
  [...products.values()].flatMap(p =>
    p.file.impossible.map(({ when, kind, because }) => ({
      id: Object.entries(when)
        .map(([facet, texts]) => `${facet} ${texts.join(' | ')}`)
        .join(' + '),
      kind,
      because,
      when: Object.fromEntries(Object.entries(when).map(([id, texts]) => [id, releasesNamed(products.get(id), texts)])),
    })),
  )

export const productOf = (file: CatalogFile): Product => {
  const starts = file.releases.map(r => r.levels[0]?.build)
  const releases = file.releases.map((r, i) => releaseNode(file, r, starts[i + 1]))
  return { id: file.id, name: file.name, subject: file.subject ?? 'your system', file, releases }
}

type FileRelease = CatalogFile['releases'][number]
type FileLevel = FileRelease['levels'][number]

const between = (from: Build, to: Build | undefined): Ranges => [to === undefined ? { from } : { from, to }]

const releaseNode = (file: CatalogFile, release: FileRelease, end: Build | undefined): ReleaseNode => {
  const start = release.levels[0]?.build ?? []
  const children: ReleaseNode[] = []
  const node: ReleaseNode = {
    product: file.id,
    kind: 'release',
    label: release.name,
    name: release.name,
    names: release.short.map(n => n.toLowerCase()),
    build: start,
    ranges: between(start, end),
    endOfSupport: release.endOfSupport,
    date: release.levels[0]?.date,
    kb: undefined,
    note: release.note,
    parent: undefined,
    children,
  }
  for (const [i, level] of release.levels.entries())
    children.push(levelNode(file, node, level, release.levels[i + 1]?.build ?? end))
  return node
}

const levelNode = (file: CatalogFile, parent: ReleaseNode, level: FileLevel, end: Build | undefined): ReleaseNode => {
  const children: ReleaseNode[] = []
  const short = /^(?:Service Pack|Cumulative Update) \d+$/.test(level.name) ? level.id : level.name
  const node: ReleaseNode = {
    ...parent,
    kind: 'level',
    label: `${parent.label} ${short}`,
    name: short,
    names: namesOf(file, level),
    build: level.build,
    ranges: between(level.build, end),
    date: level.date,
    kb: level.kb,
    note: level.note,
    parent,
    children,
  }
  const term = level.updates[0]?.name.replace(/\s*\d.*$/, '').toLowerCase()
  if (term !== undefined)
    children.push({
      ...node,
      kind: 'base',
      name: term,
      names: [],
      note: undefined,
      ranges: between(level.build, level.updates[0]?.build),
      parent: node,
      children: [],
    })
  for (const [i, update] of level.updates.entries())
    children.push({
      ...node,
      kind: 'update',
      label: `${node.label} ${update.name}`,
      name: update.name,
      names: namesOf(file, update),
      build: update.build,
      note: update.note,
      ranges: between(update.build, level.updates[i + 1]?.build ?? end),
      date: update.date,
      kb: update.kb,
      parent: node,
      children: [],
    })
  return node
}

/** What people write for a level or an update: its own names, and "rollup 4" for "Update Rollup 4" by the file's `kinds`. */
const namesOf = (
  file: CatalogFile,
  item: { readonly id: string; readonly name: string; readonly names: readonly string[] },
): readonly string[] => {
  const numbered = /^(.*?)\s*(\d[\w.-]*)$/.exec(item.name)
  const name = numbered?.[1] ?? ''
  const kind = Object.hasOwn(file.kinds, name) ? file.kinds[name] : undefined
  return [
    ...new Set(
      [item.id, item.name, ...item.names, ...(kind ?? []).map(k => `${k} ${numbered?.[2]}`)].map(n => n.toLowerCase()),
    ),
  ]
}

/** "KB952580" → "Exchange Server 2007 SP1 Update Rollup 4": what was installed under the number of its own article. */
export const updateNumbered = ({ products }: Catalog, id: string): string | undefined => {
  const digits = id.replace(/\D/g, '')
  for (const { file, releases } of products.values())
    for (const [i, release] of file.releases.entries())
      for (const [j, level] of release.levels.entries()) {
        // A package that was withdrawn has a number of its own.
        const update = level.updates.find(u => u.kb?.replace(/\D/g, '') === digits || u.names.includes(`kb${digits}`))
        const node = releases[i]?.children[j]
        if (update) return `${node?.label} ${update.name}`
        if (level.kb?.replace(/\D/g, '') === digits) return node?.label
      }
  return undefined
}

/** A node and all below it. */
const withDescendants = (node: ReleaseNode): readonly ReleaseNode[] => [node, ...node.children.flatMap(withDescendants)]

export const allNodes = (product: Product): readonly ReleaseNode[] => nodesOf(product).all

/** The smallest nodes: what an exact build falls into. */
export const leaves = (product: Product): readonly ReleaseNode[] => nodesOf(product).leaves

interface Nodes {
  readonly all: readonly ReleaseNode[]
  readonly leaves: readonly ReleaseNode[]
}

/** They are asked for with every version that is read. */
const nodesOf = onceFor((product: Product): Nodes => {
  const all = product.releases.flatMap(withDescendants)
  return { all, leaves: all.filter(n => n.children.length === 0) }
})
