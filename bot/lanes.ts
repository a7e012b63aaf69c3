/** Runs work of one lane in order of arrival, one after the other; lanes run beside each other. */
export interface Lanes {
  run<T>(lane: string, work: () => Promise<T>): Promise<T>
  /** Lanes with work waiting or running. */
  readonly busy: number
}

export const createLanes = (): Lanes => {
  const tails = new Map<string, Promise<unknown>>()
  return {
    async run(lane, work) {
      // A failed turn must not fail the one behind it.
      const before = tails.get(lane)?.catch(() => {}) ?? Promise.resolve()
      const own = before.then(work)
      tails.set(lane, own)
      try {
        return await own
      } finally {
        if (tails.get(lane) === own) tails.delete(lane)
      }
    },
    get busy() {
      return tails.size
    },
  }
}
