/** Work that is done together: what is ready in one tick goes as one. */
export interface Groups<Item, Result> {
  add(item: Item): Promise<Result>
}

interface GroupParts<Item, Result> {
  /** Its results stand in the order of the items. */
  readonly run: (items: readonly Item[]) => Promise<readonly Result[]>
  /** Two of the same name never go in one group. */
  readonly nameOf?: (item: Item) => string
  /** Characters, about. */
  readonly sizeOf?: (item: Item) => number
  /** Milliseconds after which nobody waits for what has not begun. */
  readonly patience: number
}

interface Waiting<Item, Result> {
  readonly item: Item
  readonly until: number
  readonly resolve: (result: Result) => void
  readonly reject: (error: unknown) => void
}

const MOST = { items: 100, size: 4_000_000, running: 2 } as const

/** The more waits, the more goes together: two groups run at a time, the rest gathers. */
export const createGroups = <Item, Result>(parts: GroupParts<Item, Result>): Groups<Item, Result> => {
  const { run, nameOf, sizeOf = () => 0, patience } = parts
  let waiting: Waiting<Item, Result>[] = []
  let running = 0
  let isPlanned = false

  const take = (): readonly Waiting<Item, Result>[] => {
    const now = performance.now()
    const names = new Set<string>()
    const group: Waiting<Item, Result>[] = []
    const rest: Waiting<Item, Result>[] = []
    let size = 0
    for (const one of waiting) {
      const name = nameOf?.(one.item)
      if (one.until < now) one.reject(new Error('it was not begun in time'))
      else if (group.length >= MOST.items || size >= MOST.size || (name !== undefined && names.has(name)))
        rest.push(one)
      else {
        group.push(one)
        size += sizeOf(one.item)
        if (name !== undefined) names.add(name)
      }
    }
    waiting = rest
    return group
  }
  const start = async (group: readonly Waiting<Item, Result>[]): Promise<void> => {
    running++
    try {
      const results = await run(group.map(({ item }) => item))
      for (const [index, { resolve }] of group.entries()) resolve(results[index] as Result)
    } catch (error) {
      for (const { reject } of group) reject(error)
    } finally {
      running--
      next()
    }
  }
  const next = (): void => {
    isPlanned = false
    while (running < MOST.running && waiting.length > 0) {
      const group = take()
      if (group.length > 0) void start(group)
    }
  }

  return {
    add: item =>
      new Promise((resolve, reject) => {
        waiting.push({ item, until: performance.now() + patience, resolve, reject })
        if (isPlanned || running >= MOST.running) return
        isPlanned = true
        setImmediate(next)
      }),
  }
}
