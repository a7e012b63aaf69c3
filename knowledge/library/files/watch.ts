import { existsSync, type FSWatcher, watch } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/** How soon and how often is looked. */
export interface Pace {
  /** Milliseconds from the first sign of a change to the look: a program that saves makes several. */
  readonly settle: number
  /** Milliseconds between looks without any sign, because network drives give none. */
  readonly quiet: number
  /** And never more than this share of the time is spent on looks without a sign. */
  readonly share: number
}

const PACE: Pace = { settle: 250, quiet: 1500, share: 0.02 }

/**
 * Calls `look` soon after something changes in these files and folders, and from time to time all the same. Its calls
 * never overlap; what it rejects with is told to `onTrouble`. Gives what ends it.
 */
export const watchFiles = (
  paths: readonly string[],
  look: () => Promise<void>,
  onTrouble: (error: unknown) => void,
  pace: Pace = PACE,
): (() => void) => {
  const watchers = new Map<string, FSWatcher>()
  let timer: NodeJS.Timeout | undefined
  let due = Number.POSITIVE_INFINITY
  let isLooking = false
  let isStopped = false

  const plan = (delay: number): void => {
    const at = performance.now() + delay
    if (isStopped || at >= due) return
    clearTimeout(timer)
    due = at
    timer = setTimeout(() => void run(), delay)
  }

  const run = async (): Promise<void> => {
    due = Number.POSITIVE_INFINITY
    if (isLooking) return plan(pace.settle)
    isLooking = true
    const started = performance.now()
    try {
      // First, so that nothing happens unseen between the two.
      await followFolders()
      await look()
    } catch (error) {
      if (!isStopped) onTrouble(error)
    }
    isLooking = false
    plan(Math.max(pace.quiet, (performance.now() - started) / pace.share))
  }

  /** A watcher for each folder that there is now. */
  const followFolders = async (): Promise<void> => {
    const folders = await foldersOf(paths)
    if (isStopped) return
    for (const [folder, watcher] of watchers)
      if (!folders.has(folder)) {
        watcher.close()
        watchers.delete(folder)
      }
    for (const folder of folders) if (!watchers.has(folder)) follow(folder)
  }

  const follow = (folder: string): void => {
    const drop = (): void => {
      watchers.get(folder)?.close()
      watchers.delete(folder)
    }
    try {
      const watcher = watch(folder, { persistent: false }, () => {
        // A folder that comes again under the same name is another one.
        if (!existsSync(folder)) drop()
        plan(pace.settle)
      })
      watcher.on('error', drop)
      watchers.set(folder, watcher)
    } catch {
      // More folders than the system lets us watch, or gone again: the looks from time to time will do.
    }
  }

  void run()
  return () => {
    isStopped = true
    clearTimeout(timer)
    for (const watcher of watchers.values()) watcher.close()
  }
}

/** The named folders and all below them, and the folders of the named files. */
const foldersOf = async (paths: readonly string[]): Promise<ReadonlySet<string>> => {
  const folders = new Set<string>()
  for (const path of paths) {
    const found = await stat(path).catch(() => undefined)
    folders.add(found?.isDirectory() ? path : dirname(path))
    if (!found?.isDirectory()) continue
    const entries = await readdir(path, { withFileTypes: true, recursive: true }).catch(() => [])
    for (const entry of entries) if (entry.isDirectory()) folders.add(join(entry.parentPath, entry.name))
  }
  return folders
}
