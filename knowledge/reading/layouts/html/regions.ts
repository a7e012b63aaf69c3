import type { Attributes } from './tags.ts'

/**
 * What an element is to the reader of an article. `furniture` is left out; `doubtful` is left out unless a heading with
 * a meaning stands in it, as old pages wrap everything in a form; `main` holds the article; `product` is one product
 * that it applies to.
 */
export type RegionKind = 'furniture' | 'doubtful' | 'main' | 'article' | 'product'

export interface Region {
  readonly name: string
  readonly kind: RegionKind
  /** How many elements of that name were open with it. */
  readonly depth: number
  /** How many parts, links and headings with a meaning were there before it. */
  readonly parts: number
  readonly links: number
  readonly meaningful: number
}

const FURNITURE: ReadonlySet<string> = new Set([
  'audio',
  'canvas',
  'datalist',
  'footer',
  'label',
  'map',
  'math',
  'nav',
  'object',
  'select',
  'svg',
  'template',
  'video',
])
const DOUBTFUL: ReadonlySet<string> = new Set(['aside', 'button', 'dialog', 'form', 'header', 'noscript'])
const ROLES: Readonly<Record<string, RegionKind>> = {
  banner: 'doubtful',
  complementary: 'doubtful',
  contentinfo: 'furniture',
  main: 'main',
  navigation: 'furniture',
  search: 'furniture',
}

export const regionKindOf = (name: string, attributes: Attributes): RegionKind | undefined => {
  if (FURNITURE.has(name)) return 'furniture'
  const role = attributes.get('role') ?? ''
  if (Object.hasOwn(ROLES, role)) return ROLES[role]
  if (DOUBTFUL.has(name)) return 'doubtful'
  if (name === 'main' || name === 'article') return name
  return attributes.get('class')?.split(/\s+/).includes('appliesToItem') ? 'product' : undefined
}

/** Which elements are open, by how many of each name: badly closed pages need no more, and it takes constant time. */
export class OpenElements {
  readonly #counts = new Map<string, number>()
  readonly #regions: Region[] = []
  readonly #byName = new Map<string, Region[]>()

  depth(name: string): number {
    return this.#counts.get(name) ?? 0
  }

  open(name: string): void {
    this.#counts.set(name, this.depth(name) + 1)
  }

  enter(region: Region): void {
    this.#regions.push(region)
    const same = this.#byName.get(region.name)
    if (same) same.push(region)
    else this.#byName.set(region.name, [region])
  }

  /** The region that ends with an end tag; those within it that were left open end with it, and count for nothing. */
  close(name: string): Region | undefined {
    const depth = this.depth(name)
    if (depth === 0) return undefined
    this.#counts.set(name, depth - 1)
    const region = this.#byName.get(name)?.at(-1)
    if (!region || region.depth < depth) return undefined
    for (let ended: Region | undefined; ended !== region; ) {
      ended = this.#regions.pop() as Region
      this.#byName.get(ended.name)?.pop()
    }
    return region
  }

  /** Those that were never closed, from the outermost. */
  left(): readonly Region[] {
    return this.#regions
  }
}
