import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type OpenedKnowledge, type OpenOptions, openKnowledge } from '../../../knowledge/knowledge.ts'
import type { Changes, Progress } from '../../../knowledge/library/library.ts'
import { inTemporaryFolder } from '../room.ts'
import { type Files, writeFiles, written } from './folder.ts'

const TWO: Files = {
  'a.md': written('KB990091', 'The kettle whistles'),
  'b.md': written('KB990092', 'The toaster burns bread'),
}

const found = async ({ knowledge }: OpenedKnowledge, words: string): Promise<readonly string[]> =>
  (await knowledge.search(words)).map(h => h.article.id)

/** Articles with some ten lines each. */
const many = (count: number): Files =>
  Object.fromEntries(
    Array.from({ length: count }, (_, i) => [
      `many/${i}.md`,
      written(
        `KB${992_000 + i}`,
        `Kettle ${i} whistles in Exchange 2007 SP${(i % 3) + 1}`,
        Array.from(
          { length: 20 },
          (_, line) => `Steam comes from stove${i % 97} in room${line}; event ${i} is logged.`,
        ).join('\n\n'),
      ),
    ]),
  )

/** The same for several tests: a thread takes long to start. Each brings articles of its own. */
const inOneThread = (files: Files, options: OpenOptions): (() => Shared) => {
  let shared: Shared | undefined
  beforeAll(async () => {
    const folder = await mkdtemp(join(tmpdir(), 'advise-thread-'))
    await writeFiles(folder, files)
    shared = { ...(await openKnowledge([folder], { thread: true, ...options })), folder }
  })
  afterAll(async () => {
    await shared?.library.close()
    if (shared) await rm(shared.folder, { recursive: true })
  })
  return () => shared as Shared
}

type Shared = OpenedKnowledge & { readonly folder: string }

describe('a library in a thread of its own', () => {
  const opened = inOneThread({ ...TWO, 'c.md': 'no article' }, {})

  it('answers what one in this thread answers', async () => {
    const { library, knowledge, problems, folder } = opened()
    const here = await openKnowledge([folder])
    for (const words of ['kettle', 'toaster bread', 'KB990092', 'nothing', ''])
      expect(await library.search(words, 5)).toEqual(await here.library.search(words, 5))
    expect(library.size).toBe(2)
    expect(problems).toEqual(here.problems)
    expect(await library.ids()).toEqual(await here.library.ids())
    expect(await library.files()).toBe(3)
    expect(await library.articles(['KB990091', 'KB0'])).toEqual(await here.library.articles(['KB990091', 'KB0']))
    expect(await knowledge.article('KB990092')).toEqual(await here.knowledge.article('KB990092'))
    await here.library.close()
  })

  it('does not look at the files by itself when nobody wants to be told', async () => {
    const { library, knowledge, folder } = opened()
    const before = knowledge.size
    await writeFiles(folder, { 'd.md': written('KB990093', 'The fridge hums') })
    await wait(700)
    expect(await found(opened(), 'fridge')).toEqual([])
    expect(await library.refresh()).toMatchObject({ read: 1, articles: before + 1 })
    expect([await found(opened(), 'fridge'), knowledge.size]).toEqual([['KB990093'], before + 1])
  })

  it('answers while it takes up many files', async () => {
    const { library, folder } = opened()
    const before = library.size
    await writeFiles(folder, many(150))
    let isDone = false
    const look = library.refresh().finally(() => {
      isDone = true
    })
    const took: number[] = []
    while (!isDone) {
      const start = performance.now()
      expect((await library.search('toaster', 5)).map(a => a.id)).toEqual(['KB990092'])
      took.push(performance.now() - start)
    }
    expect((await look).articles).toBe(before + 150)
    console.info(
      `${took.length} searches while 150 files were taken up, the slowest ${Math.max(...took).toFixed(0)} ms`,
    )
    expect(took.length).toBeGreaterThan(5)
  })
})

describe('a library in a thread that watches its files', () => {
  const changes: Changes[] = []
  const troubles: string[] = []
  const opened = inOneThread(TWO, { onChange: c => changes.push(c), onTrouble: t => troubles.push(t) })

  it('tells that the files cannot be looked at, and keeps the articles', async () => {
    const { folder } = opened()
    await rename(folder, `${folder}-away`)
    for (let i = 0; i < 1000 && troubles.length === 0; i++) await wait(10)
    await rename(`${folder}-away`, folder)
    expect(troubles[0]).toContain(folder)
    expect(await found(opened(), 'kettle')).toEqual(['KB990091'])
  })

  it('takes up what is added, changed and removed by itself, soon', async () => {
    const path = (name: string): string => join(opened().folder, name)
    const taken = async (change: Promise<unknown>, isSo: () => Promise<boolean>): Promise<number> => {
      await change
      const start = performance.now()
      while (!(await isSo()) && performance.now() - start < 10_000) await wait(10)
      expect(await isSo()).toBe(true)
      return performance.now() - start
    }
    const finds = (words: string, ids: readonly string[]) => async () =>
      (await found(opened(), words)).join() === ids.join()
    const isIn = (file: string) => async () => (await opened().knowledge.article('KB990093'))?.file === path(file)
    const took = [
      await taken(writeFile(path('c.md'), written('KB990093', 'The fridge hums')), finds('fridge', ['KB990093'])),
      await taken(writeFile(path('b.md'), written('KB990092', 'The grill is cold')), finds('grill', ['KB990092'])),
      await taken(rm(path('a.md')), finds('kettle', [])),
      await taken(rename(path('c.md'), path('d.txt')), isIn('d.txt')),
      await taken(
        mkdir(path('below')).then(() => rename(path('d.txt'), path('below/d.md'))),
        isIn('below/d.md'),
      ),
      await taken(
        writeFile(path('below/d.md'), written('KB990093', 'The freezer hums')),
        finds('freezer', ['KB990093']),
      ),
    ]
    console.info(`Changes were taken up after ${took.map(t => t.toFixed(0)).join(', ')} ms`)
    expect(Math.max(...took)).toBeLessThan(10_000)
    expect(opened().knowledge.size).toBe(2)
    expect((await opened().knowledge.article('KB990092'))?.title).toBe('The grill is cold')
    expect(changes.reduce((sum, c) => sum + c.read, 0)).toBeGreaterThanOrEqual(2)
    expect(changes.reduce((sum, c) => sum + c.gone, 0)).toBeGreaterThanOrEqual(1)
  })

  it('refuses what is asked of it once it is closed, and closing it twice is no harm', async () => {
    const { library } = opened()
    await library.close()
    await library.close()
    await expect(library.search('kettle', 5)).rejects.toThrow()
  })
})

describe('a library that is built in a thread of its own', () => {
  it('keeps this thread free while it is built', () =>
    inTemporaryFolder(async folder => {
      await writeFiles(folder, many(100))
      const progress: Progress[] = []
      const before = performance.eventLoopUtilization()
      const { library, knowledge } = await openKnowledge([folder], { thread: true, onProgress: p => progress.push(p) })
      const { active, utilization } = performance.eventLoopUtilization(before)
      expect(knowledge.size).toBe(100)
      expect(progress.at(-1)).toEqual({ step: 'indexing', done: 1, all: 1 })
      await library.close()
      console.info(`This thread was kept for ${active.toFixed(0)} ms: ${(100 * utilization).toFixed(0)} % of the time`)
      // A thread that reads them itself has hardly time for anything else.
      expect(utilization).toBeLessThan(0.5)
    }))
})

describe('an opening that fails', () => {
  const message = (paths: readonly string[], options: OpenOptions): Promise<string> =>
    openKnowledge(paths, options).then(
      () => 'opened',
      error => (error as Error).message,
    )

  it.each<readonly [string, Files, string]>([
    ['a path that is not there', TWO, 'nowhere'],
    ['no article', { 'README.md': '# About' }, '.'],
    ['nothing but broken ones', { 'a.md': '' }, '.'],
  ])('says the same in a thread: %s', (_, files, name) =>
    inTemporaryFolder(async folder => {
      await writeFiles(folder, files)
      const here = await message([join(folder, name)], {})
      expect(here).toContain('KNOWLEDGE')
      expect(await message([join(folder, name)], { thread: true })).toBe(here)
    }),
  )

  it('says the same in a thread: a folder for the index that is none', () =>
    inTemporaryFolder(async folder => {
      await writeFiles(folder, { ...TWO, 'index.txt': 'x' })
      const options = { folder: join(folder, 'index.txt') }
      const here = await message([folder], options)
      expect(here).toContain('DATA_DIR')
      expect(await message([folder], { ...options, thread: true })).toBe(here)
    }))
})

describe('in the end', () => {
  it(
    'no program is held by one that was closed, not opened, or opened without articles',
    () =>
      inTemporaryFolder(async folder => {
        await writeFiles(folder, { ...TWO, 'index/README.md': '' })
        const room = fileURLToPath(new URL('../../../dist/knowledge/knowledge.js', import.meta.url))
        const script = `import { openKnowledge } from ${JSON.stringify(room)}
        const [path, folder] = ${JSON.stringify([folder, join(folder, 'index')])}
        const opened = paths => openKnowledge(paths, { thread: true, folder, onChange() {} })
        const { library } = await opened([path])
        await library.close()
        await opened([path + '/nowhere']).catch(() => console.log('not opened'))
        await opened([folder]).catch(() => console.log('no articles'))`
        const args = ['--input-type=module', '--eval', script]
        const { stdout } = await promisify(execFile)(process.execPath, args, { timeout: 45_000 })
        expect(stdout).toBe('not opened\nno articles\n')
      }),
    60_000,
  )
})

it('that is told to stop before it is open opens nothing', async () => {
  const stopping = new AbortController()
  const read: Progress[] = []
  await inTemporaryFolder(async folder => {
    await writeFiles(folder, many(2000))
    const onProgress = (progress: Progress): void => {
      read.push(progress)
      stopping.abort()
    }
    const opening = openKnowledge([folder], { thread: true, stopped: stopping.signal, onProgress })
    await expect(opening).rejects.toThrow('thread')
  })
  // Of a hundred portions.
  expect(read.length).toBeLessThan(50)
})
