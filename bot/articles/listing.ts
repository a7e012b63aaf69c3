import type { Shelf } from './shelf.ts'

/** The ids of a list, by product too. */
export interface Listing {
  readonly ids: () => Promise<readonly string[]>
  /** Of articles that say something of a product of the catalog: its id → theirs. */
  readonly byProduct: () => Promise<ReadonlyMap<string, readonly string[]>>
  /** The same if it is known already; else it will be, a little later. */
  readonly productsIfKnown: () => ReadonlyMap<string, readonly string[]> | undefined
}

/** In milliseconds: so old may a list be. What it names and is gone is left out where it is shown. */
const LIFETIME = 60_000
/** Of the products: among 33,000 articles they take this thread a second, piece by piece. */
const PRODUCTS_LIFETIME = 600_000

/** Heads that are looked at together: a few milliseconds of this thread. */
const PORTION = 200

/** Lists of tens of thousands are made once in a while, not for each request; which products are in them, piece by piece. */
export const createListing = (shelf: Pick<Shelf, 'ids' | 'heads'>, now: () => number): Listing => {
  const ids = keptFor(LIFETIME, now, async () => (await shelf.ids()).toSorted(byNumber))
  const products = keptFor(PRODUCTS_LIFETIME, now, async () => {
    const all = await ids.get()
    const found = new Map<string, string[]>()
    for (let i = 0; i < all.length; i += PORTION) {
      for (const head of await shelf.heads(all.slice(i, i + PORTION)))
        for (const facet of new Set(head.conditions.map(c => c.facet))) {
          const list = found.get(facet) ?? []
          list.push(head.id)
          found.set(facet, list)
        }
    }
    return found as ReadonlyMap<string, readonly string[]>
  })
  return { ids: ids.get, byProduct: products.get, productsIfKnown: products.known }
}

/** KB999 before KB1000, then what has names of another kind. */
const byNumber = (a: string, b: string): number => {
  const [first, second] = [KB.test(a), KB.test(b)]
  if (first !== second) return first ? -1 : 1
  if (first && a.length !== b.length) return a.length - b.length
  return a < b ? -1 : a > b ? 1 : 0
}

const KB = /^KB\d+$/

/** What is old is used once more while the new is made. */
const keptFor = <T>(lifetime: number, now: () => number, make: () => Promise<T>) => {
  let kept: { readonly value: T; readonly since: number } | undefined
  let making: Promise<T> | undefined
  const renew = (): Promise<T> => {
    making ??= (async () => {
      const since = now()
      const value = await make()
      kept = { value, since }
      return value
    })().finally(() => {
      making = undefined
    })
    return making
  }
  const renewIfOld = (): void => {
    // That it cannot be made now, nobody has to hear who has an older one or does not wait for it.
    if (kept === undefined || now() - kept.since >= lifetime) renew().catch(() => {})
  }
  return {
    get: async (): Promise<T> => {
      if (kept === undefined) return renew()
      renewIfOld()
      return kept.value
    },
    known: (): T | undefined => {
      renewIfOld()
      return kept?.value
    },
  }
}
