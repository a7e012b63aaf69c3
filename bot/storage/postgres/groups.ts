/**
 * Does one kind of work for many at once: what is asked in one moment, and while the group before is being done, goes
 * together. `work` gives a result for each, in order, or fails for all.
 */
export const createGroups = <Item, Result>(
  most: number,
  work: (items: readonly Item[]) => Promise<readonly Result[]>,
): ((item: Item) => Promise<Result>) => {
  let waiting: { item: Item; resolve: (result: Result) => void; reject: (error: unknown) => void }[] = []
  let running = 0

  const start = async (): Promise<void> => {
    const group = waiting.slice(0, most)
    waiting = waiting.slice(most)
    if (group.length === 0) return
    running++
    try {
      const results = await work(group.map(({ item }) => item))
      for (const [index, { resolve }] of group.entries()) resolve(results[index] as Result)
    } catch (error) {
      for (const { reject } of group) reject(error)
    } finally {
      running--
      if (waiting.length > 0) void start()
    }
  }
  return item =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject })
      // A second group may be on its way beside the first: one waits for the disk, the other for the processor.
      if (waiting.length === 1 && running < 2) setImmediate(start)
    })
}
