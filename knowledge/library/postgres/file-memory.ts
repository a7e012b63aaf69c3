import { digest } from '../../digest.ts'
import type { FileMark } from '../files/file-mark.ts'

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
