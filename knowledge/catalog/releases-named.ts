import { squash } from '../words/index.ts'
import type { Product } from './product.ts'
import { type Ranges, unite } from './ranges.ts'

/** The builds that texts such as "2007 SP1", "2007 SP1 Update Rollup 4" or "2007 SP1 .. 2010" name in a product. */
export const releasesNamed = (product: Product | undefined, texts: readonly string[]): Ranges => {
  if (!product) return []
  const known = named.get(texts)?.get(product)
  if (known) return known
  const found = unite(...texts.map(t => releaseText(product, t)))
  named.set(texts, (named.get(texts) ?? new WeakMap<Product, Ranges>()).set(product, found))
  return found
}

/** The catalog's own lists never change, and are read again with each question. */
const named = new WeakMap<readonly string[], WeakMap<Product, Ranges>>()

const releaseText = (product: Product, text: string): Ranges => {
  const [first = '', last] = text.toLowerCase().split(/\s*\.\.\s*/)
  const from = oneRelease(product, first)
  if (last === undefined) return from
  const to = oneRelease(product, last)
  const start = from[0]?.from
  const end = to.at(-1)?.to
  return start === undefined || to.length === 0 ? [] : [end === undefined ? { from: start } : { from: start, to: end }]
}

/** The deepest node whose release, level and update names stand in the text one after the other, and nothing else. */
const oneRelease = (product: Product, text: string): Ranges => {
  const wanted = squash(text)
  const release = product.releases
    .flatMap(r => [...r.names, r.label.toLowerCase()].map(n => ({ r, n: squash(n) })))
    .filter(x => wanted.startsWith(x.n))
    .sort((a, b) => b.n.length - a.n.length)[0]
  if (!release) return []
  const rest = wanted.slice(release.n.length)
  if (rest === '') return release.r.ranges
  for (const level of release.r.children)
    for (const name of level.names.map(squash)) {
      if (rest === name) return level.ranges
      if (!rest.startsWith(name)) continue
      const update = level.children.find(u => u.names.some(n => squash(n) === rest.slice(name.length)))
      if (update) return update.ranges
    }
  return []
}
