import { allNodes, type Catalog, overlaps, type Product } from '../../catalog/index.ts'
import type { Mention, ReadText } from '../../mentions/index.ts'
import { versionNames } from '../../naming/index.ts'
import { anyOf, squash } from '../../words/index.ts'

/** A service pack or an update that is named with its release, and that the catalog does not have there. */
export interface UnknownLevel {
  readonly product: Product
  /** "Exchange Server 2007 SP1 Update Rollup 99". */
  readonly label: string
  /** The words that name it: "Update Rollup 99". */
  readonly said: string
}

/** Finds them in a text, directly before or behind a version that the catalog knows. */
export const unknownLevelFinder = (catalog: Catalog, read: ReadText): ((text: string) => readonly UnknownLevel[]) => {
  const level = `(${anyOf([...catalog.products.values()].flatMap(kindsOf))})\\s?(\\d{1,3})`
  const mayName = new RegExp(`(?<!\\w)${level}\\b`, 'i')
  const before = new RegExp(`(?<!\\w)${level}(?:\\s\\([^()]{1,20}\\))?\\s(?:for|of)\\s(?:the\\s)?$`, 'i')
  const behind = new RegExp(`^,?\\s(?:with\\s)?${level}(?!\\w|\\.\\d)`, 'i')
  return text => {
    const shown = text.slice(0, LONGEST_TEXT).replace(/\s+/g, ' ')
    if (!mayName.test(shown)) return []
    const lower = shown.toLowerCase()
    return read(text.slice(0, LONGEST_TEXT)).mentions.flatMap(mention => {
      const product = catalog.products.get(mention.product)
      const at = mention.hasVersion ? lower.indexOf(mention.said) : -1
      if (!product || at < 0) return []
      const found = [
        before.exec(shown.slice(Math.max(0, at - LONGEST_NAME), at)),
        behind.exec(shown.slice(at + mention.said.length, at + mention.said.length + LONGEST_NAME)),
      ]
      return found.flatMap(match => {
        if (!match || isKnown(product, mention, match[1] as string, match[2] as string)) return []
        const said = `${match[1]} ${match[2]}`
        return [{ product, label: `${names.of(product, mention.ranges)} ${said}`, said }]
      })
    })
  }
}

const names = versionNames()

/** In characters. */
const LONGEST_TEXT = 2000
const LONGEST_NAME = 60

const kindsOf = (product: Product): readonly string[] => Object.values(product.file.kinds).flat()

/** True when a release that is meant has it, and for what the product does not number at all. */
const isKnown = (product: Product, mention: Mention, kind: string, number: string): boolean => {
  if (!kindsOf(product).includes(kind.toLowerCase())) return true
  const name = squash(`${kind} ${number}`.toLowerCase())
  return product.releases
    .filter(r => overlaps(r.ranges, mention.ranges))
    .some(r => allNodes(product).some(n => overlaps(n.ranges, r.ranges) && n.names.some(x => squash(x) === name)))
}
