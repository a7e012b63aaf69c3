import { setImmediate as nextTurn } from 'node:timers/promises'

/** Work that may be done a step at a time. */
export type Steps<T> = Generator<undefined, T>

export const atOnce = <T>(steps: Steps<T>): T => {
  for (;;) {
    const { done, value } = steps.next()
    if (done) return value
  }
}

/** Other work goes on between the steps. */
export const inTurns = async <T>(steps: Steps<T>): Promise<T> => {
  for (;;) {
    const { done, value } = steps.next()
    if (done) return value
    await nextTurn()
  }
}

export interface OnceInSteps<T> {
  (): T
  /** The same, so that it is there when it is asked for. */
  readonly steps: () => Steps<T>
}

/** Made when it is asked for first. */
export const onceInSteps = <T>(start: () => Steps<T>): OnceInSteps<T> => {
  let made: { readonly value: T } | undefined
  const get = (): T => {
    made ??= { value: atOnce(start()) }
    return made.value
  }
  return Object.assign(get, {
    *steps(): Steps<T> {
      made ??= { value: yield* start() }
      return made.value
    },
  })
}
