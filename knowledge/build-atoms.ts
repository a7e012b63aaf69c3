import type { Atom, FindAtoms } from './atoms.ts'
import { allNodes, type Product, type ReleaseNode } from './catalog.ts'
import { type Build, beginningWith, compareBuilds, exactly, intersect, parseBuild } from './versions.ts'

/** A build number in its several forms. The digits alone do not say of which product: the catalog does. */
export const buildFinders = (products: readonly Product[]): readonly FindAtoms[] => {
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
