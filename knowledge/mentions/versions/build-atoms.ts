import {
  allNodes,
  type Build,
  beginningWith,
  compareBuilds,
  exactly,
  intersect,
  type Product,
  parseBuild,
  type Ranges,
  type ReleaseNode,
  showBuild,
  unite,
} from '../../catalog/index.ts'
import type { Atom, FindAtoms } from './atoms.ts'

/** A build number in its several forms. The digits alone do not say of which product: the catalog does. */
export const buildFinders = (all: readonly Product[]): readonly FindAtoms[] => {
  const products = all.map(nodesOf)
  const lines = linesOf(products)
  const beginnings = beginningsOf(products)
  const find = (pattern: RegExp, toBuild: (m: RegExpMatchArray) => string | undefined, form: BuildForm): FindAtoms => {
    return text =>
      [...text.matchAll(pattern)].flatMap(m => {
        const build = parseBuild(toBuild(m) ?? '')
        const atom =
          build &&
          buildAtom(
            lines.get(lineOf(build)) ?? [],
            build,
            form,
            text.slice(Math.max(0, (m.index ?? 0) - MARK_REACH), m.index),
          )
        return atom ? [{ ...atom, start: m.index ?? 0, end: (m.index ?? 0) + m[0].length }] : []
      })
  }
  return [
    // A service pack in the brackets is left for the finder of levels: "(Build 3790 : Service Pack 2)".
    find(/(\d{1,2}\.\d{1,2})\s*\(build\s+(\d+(?:\.\d+)?)(?:[^):]*\)|(?=[^)]*\)))/g, m => `${m[1]}.${m[2]}`, 'admin'),
    find(
      /(?<![\d.])(\d{1,2}\.\d{1,2}),?\s+build:?\s+(\d{2,5}(?:\.\d{1,5})?)(?![\d]|\.\d)/g,
      m => `${m[1]}.${m[2]}`,
      'admin',
    ),
    // "Build 17134.1": who says so leaves out what all builds of that time begin with.
    find(
      /(?<![\p{L}\d]|\d\.\d{1,2}[\s,(]{1,3})build:?\s+(\d{4,5})(\.\d{1,5})?(?![\d]|\.\d)/gu,
      m => {
        const beginning = beginnings.get(Number(m[1]))
        return beginning && `${beginning}.${m[1]}${m[2] ?? ''}`
      },
      'plain',
    ),
    find(/(?<![\p{L}\d.])0\d\.0?\d\.\d{4}\.\d{3}(?![\d.]*\d)/gu, m => m[0], 'file'),
    find(/(?<![\d.]|\p{L}(?<!v))[1-9]\d?\.\d{1,2}\.\d{2,5}(?:\.\d{1,5})?(?![\d]|\.\d)/gu, m => m[0], 'plain'),
  ]
}

/** What stands before the last number of a level's build, "10.0" before 17134; only where that is one for all products. */
const beginningsOf = (products: readonly ProductNodes[]): ReadonlyMap<number, string> => {
  const found = new Map<number, Set<string>>()
  for (const { build } of products.flatMap(p => p.nodes).filter(n => n.kind === 'level'))
    if (build.length === 3) {
      const [first, second, last] = build as readonly [number, number, number]
      found.set(last, (found.get(last) ?? new Set()).add(`${first}.${second}`))
    }
  return new Map([...found].flatMap(([last, all]) => (all.size === 1 ? [[last, [...all][0] as string] as const] : [])))
}

/** The beginning that the builds of one release have in common: "8.1". */
const lineOf = (build: Build): string => `${build[0]}.${build[1] ?? 0}`

/** The products that have builds of each line. */
const linesOf = (products: readonly ProductNodes[]): ReadonlyMap<string, readonly ProductNodes[]> => {
  const found = new Map<string, ProductNodes[]>()
  for (const product of products)
    for (const line of new Set(product.nodes.map(n => lineOf(n.build)))) {
      const own = found.get(line)
      if (own) own.push(product)
      else found.set(line, [product])
    }
  return found
}

/** How many characters before a build are searched for the name of the tool that printed it. */
const MARK_REACH = 120

/** `products`: those that have builds of its line. */
const buildAtom = (
  products: readonly ProductNodes[],
  build: Build,
  form: BuildForm,
  before: string,
): Pick<Atom, 'kind' | 'means' | 'cannotTell'> | undefined => {
  const owners = products.flatMap(own => {
    const { product, ofLevels, updates } = own
    const begun = ofLevels.filter(n => beginsWith(n.build, build))
    const levels = begun.length > 0 ? begun : ofLevels.filter(n => compareBuilds(n.build, build) <= 0).slice(-1)
    const tool = toolBefore(product, before)
    // The tool that is named shows no updates; so who gives an update's own build has it from elsewhere.
    const isUpdate = updates.has(showBuild(build))
    return levels.length > 0
      ? [{ ...own, levels, tool, coarse: !isUpdate && isCoarse(begun.length > 0, tool, form) }]
      : []
  })
  const found = bestOwners(owners, build, before)
  const coarse = found.find(f => f.coarse && (f.levels.length > 1 || f.levels.some(l => l.children.length > 0)))
  const cannotTell = coarse && (coarse.tool ?? likelyTool(coarse))?.cannotTell
  if (found.length === 0) return undefined
  return {
    kind: 'build',
    means: new Map(found.map(f => [f.product.id, f.coarse ? unite(...f.levels.map(l => l.ranges)) : finely(f, build)])),
    ...(cannotTell === undefined ? {} : { cannotTell }),
  }
}

interface ProductNodes {
  readonly product: Product
  readonly nodes: readonly ReleaseNode[]
  readonly ofLevels: readonly ReleaseNode[]
  /** Builds as they are shown: of updates, and of all nodes. */
  readonly updates: ReadonlySet<string>
  readonly known: ReadonlySet<string>
}

const nodesOf = (product: Product): ProductNodes => {
  const nodes = allNodes(product)
  const shown = (some: readonly ReleaseNode[]): ReadonlySet<string> => new Set(some.map(n => showBuild(n.build)))
  return {
    product,
    nodes,
    ofLevels: nodes.filter(n => n.kind === 'level'),
    updates: shown(nodes.filter(n => n.kind === 'update')),
    known: shown(nodes),
  }
}

interface Owner extends ProductNodes {
  /** The level that the number falls into; several when it is the beginning of all their builds (5.2.3790). */
  readonly levels: readonly ReleaseNode[]
  readonly tool: Tool | undefined
  readonly coarse: boolean
}

type Tool = Product['file']['howToFind'][number]

const beginsWith = (build: Build, prefix: Build): boolean => prefix.every((part, i) => part === build[i])

/** That build; 8.1.311, which is cut short, is what begins so from the first known build on. */
const finely = ({ nodes, levels }: Owner, build: Build): Ranges => {
  if (build.length >= (levels[0]?.build.length ?? 0)) return exactly(build)
  const first = nodes.find(n => beginsWith(n.build, build))
  return intersect(beginningWith(build), [{ from: first?.build ?? build }])
}

/** 6.0.6001 is a Windows and could be an Exchange 2000: a build that is known decides, else the tool named last, or its beginning. */
const bestOwners = (owners: readonly Owner[], build: Build, before: string): readonly Owner[] => {
  const called = owners.filter(o => isCalled(o.product, before))
  if (called.length > 0 && called.length < owners.length) return bestOwners(called, build, before)
  // A tool named before it may have printed another number.
  const exact = owners.filter(o => o.known.has(showBuild(build)))
  if (exact.length > 0 && exact.length < owners.length) return bestOwners(exact, build, before)
  const nearest = (o: Owner): number => Math.max(-1, ...o.product.file.howToFind.map(h => lastMark(before, h.marks)))
  const last = Math.max(...owners.map(nearest))
  const marked = owners.filter(o => nearest(o) === last)
  if (exact.length > 0) return marked
  // 10.0.19045.3803 begins as a Windows 10 of which no server is known.
  const begun = marked.filter(o => build.some((_, i) => i > 1 && o.known.has(showBuild(build.slice(0, i + 1)))))
  return begun.length > 0 ? begun : marked
}

/** "Windows 6.0.6001": what stands right before it is what its name begins with. */
const isCalled = ({ file }: Product, before: string): boolean => {
  const word = /(\p{L}+)(?:\s+(?:nt|version))?[\s:(]{1,2}$/u.exec(before)?.[1]
  return word !== undefined && file.names.some(n => n === word || n.startsWith(`${word} `))
}

type BuildForm = 'plain' | 'admin' | 'file'

/** True when the number tells the level only: it comes from a tool that shows no updates, or may well do so. */
const isCoarse = (isOfLevel: boolean, tool: Tool | undefined, form: BuildForm): boolean =>
  form === 'plain' ? (tool ? tool.precision !== 'update' : isOfLevel) : form === 'admin'

/** The tool that is named last before a number. */
const toolBefore = (product: Product, before: string): Tool | undefined =>
  product.file.howToFind
    .filter(h => h.marks.some(m => before.includes(m)))
    .sort((a, b) => lastMark(before, b.marks) - lastMark(before, a.marks))[0]

/** The tool that most likely printed a number without its name: one that tells no more than the number does. */
const likelyTool = ({ product, levels }: Owner): Tool | undefined => {
  const precision = levels.length > 1 ? 'release' : 'level'
  return product.file.howToFind.find(h => h.cannotTell !== undefined && h.precision === precision)
}

const lastMark = (text: string, marks: readonly string[]): number => Math.max(...marks.map(m => text.lastIndexOf(m)))
