/** The parts of a list, in order: each of `size`, the last one perhaps smaller. */
export function* portions<T>(list: readonly T[], size: number): Iterable<readonly T[]> {
  for (let at = 0; at < list.length; at += size) yield list.slice(at, at + size)
}
