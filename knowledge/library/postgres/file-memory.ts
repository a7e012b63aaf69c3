import type { FileMark } from '../embedded/shelf.ts'

/** The files that a process has seen, and as what: some 70 bytes each, because there may be many. */
export class FileMemory {
  readonly #states = new Map<number, number>()

  get size(): number {
    return this.#states.size
  }

  /** True for a file of this path, whatever it was. */
  knows(path: string): boolean {
    return this.#states.has(digest(path))
  }

  /** True for a file that was just so. */
  isSame(file: FileMark): boolean {
    return this.#states.get(digest(file.path)) === digest(markOf(file))
  }

  remember(file: FileMark): void {
    this.#states.set(digest(file.path), digest(markOf(file)))
  }

  /** Forgets all but these. */
  keepOnly(paths: Iterable<string>): void {
    const kept = new Set(Array.from(paths, digest))
    for (const path of this.#states.keys()) if (!kept.has(path)) this.#states.delete(path)
  }

  clear(): void {
    this.#states.clear()
  }
}

/** Names the state of a file without its content. */
export const markOf = ({ size, mtimeMs }: FileMark): string => `${size} ${mtimeMs}`

/** 53 bits of two rounds of FNV-1a (Fowler, Noll and Vo), over 16-bit units, with different beginnings. */
const digest = (text: string): number => {
  let low = 0x811c9dc5
  let high = 0x01000193
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    low = Math.imul(low ^ unit, 0x01000193)
    high = Math.imul(high ^ unit, 0x85ebca6b)
  }
  return ((high ^ (high >>> 15)) & 0x1f_ffff) * 2 ** 32 + ((low ^ (low >>> 13)) >>> 0)
}
