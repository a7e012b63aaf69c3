/** Runs work of one lane in order of arrival, one after the other; lanes run beside each other. */
export interface Lanes {
  run<T>(lane: string, work: () => Promise<T>): Promise<T>
  /** How much work of a lane waits or runs. */
  depth(lane: string): number
  /** How much of all lanes. */
  readonly busy: number
}

interface Lane {
  tail: Promise<unknown>
  depth: number
}

export const createLanes = (): Lanes => {
  const lanes = new Map<string, Lane>()
  let busy = 0
  return {
    async run(name, work) {
      const lane = lanes.get(name) ?? { tail: Promise.resolve(), depth: 0 }
      lanes.set(name, lane)
      lane.depth++
      busy++
      // A failed turn must not fail the one behind it.
      const own = lane.tail.catch(() => {}).then(work)
      lane.tail = own
      try {
        return await own
      } finally {
        lane.depth--
        busy--
        if (lane.depth === 0) lanes.delete(name)
      }
    },
    depth: name => lanes.get(name)?.depth ?? 0,
    get busy() {
      return busy
    },
  }
}
