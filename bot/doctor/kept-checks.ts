import type { Settings } from '../settings.ts'
import { type Finding, ok, skipped, wrong } from './check.ts'

/** Articles that were read, and what is wrong in their files. */
interface Articles {
  readonly articles: number
  readonly errors: number
  readonly warnings: number
}

/** @throws Error that says what the operator can do, when there is nothing to read */
export type ReadArticles = (paths: readonly string[]) => Promise<Articles>

export const checkKnowledge = async ({ knowledge }: Settings, read: ReadArticles): Promise<Finding> => {
  const { articles, errors, warnings } = await read(knowledge)
  const count = `${counted(articles, 'article')} can be used.`
  if (errors + warnings === 0) return ok(count)
  return ok(
    `${count} In their files there are ${counted(errors, 'error')} and ${counted(warnings, 'warning')}: ` +
      `"npm run kb -- check ${knowledge.join(' ')}" lists them.`,
  )
}

/** What a check needs of a store. */
interface OpenedStore {
  readonly probe: () => Promise<void>
  readonly outboxDepth: () => Promise<number>
  readonly close: () => Promise<void>
}

export interface StoreWorld {
  /** @throws Error that says what the operator can do */
  readonly openStore: (settings: Settings) => Promise<OpenedStore>
  /** Bytes that may still be written in a folder. */
  readonly freeBytes: (folder: string) => Promise<number>
}

/** Bytes. A busy day's conversations are some ten megabytes; logs and the index of the articles may be on the same disk. */
const LEAST_FREE = 500_000_000

export const checkStore = async (settings: Settings, { openStore, freeBytes }: StoreWorld): Promise<Finding> => {
  let store: OpenedStore
  try {
    store = await openStore(settings)
  } catch (error) {
    const { message } = error as Error
    // That is how it should be where the bot runs.
    if (message.startsWith('Another Advise keeps its conversations'))
      return skipped(`A bot is running with ${settings.dataDir}. Its /ready says whether it can write there.`)
    throw error
  }
  try {
    await store.probe()
    const waiting = await store.outboxDepth()
    const works = `It can be written. ${counted(waiting, 'reply waits', 'replies wait')} to be sent.`
    return settings.database === undefined ? await withFreeDisk(works, settings.dataDir, freeBytes) : ok(works)
  } finally {
    await store.close()
  }
}

const withFreeDisk = async (works: string, folder: string, freeBytes: StoreWorld['freeBytes']): Promise<Finding> => {
  const free = await freeBytes(folder)
  const size = `${(free / 1e9).toFixed(1)} GB`
  if (free >= LEAST_FREE) return ok(`${works} ${size} are free.`)
  return wrong(
    `Only ${size} are free in ${folder}. When the disk is full no message is taken: make room, or set DATA_DIR to ` +
      'another disk.',
  )
}

const counted = (count: number, one: string, many = `${one}s`): string =>
  `${count.toLocaleString('en-US')} ${count === 1 ? one : many}`
