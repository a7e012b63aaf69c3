import { copyFile, readFile, rename, rm, stat, symlink, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { openEmbedded } from '../../knowledge/library/embedded.ts'
import type { Library, LibraryOptions, Progress } from '../../knowledge/library/library.ts'
import { Shelf } from '../../knowledge/library/shelf.ts'
import { articlesOf, type Files, writeFiles, written } from './folder.ts'
import { inTemporaryFolder, parse } from './room.ts'

interface Place {
  /** Where the articles are, and the only file of the saved index. */
  readonly path: string
  readonly saved: string
  /** Opens a library there. */
  readonly open: (paths?: readonly string[]) => Promise<Opened>
  readonly write: (files: Files) => Promise<void>
  /** What was told of all that were opened. */
  readonly troubles: readonly string[]
}

interface Opened {
  readonly library: Library
  /** The files that were read, in order. */
  readonly read: readonly string[]
  readonly progress: readonly Progress[]
}

/** A folder of these articles, and one for the index. What is opened is closed in the end. */
const inPlace = (files: Files, use: (place: Place) => Promise<void>): Promise<void> =>
  inTemporaryFolder(async folder => {
    const path = join(folder, 'articles')
    const write = (some: Files): Promise<void> => writeFiles(path, some)
    await write(files)
    const opened: Library[] = []
    const troubles: string[] = []
    const open = async (paths: readonly string[] = [path]): Promise<Opened> => {
      const read: string[] = []
      const progress: Progress[] = []
      const options: LibraryOptions = {
        paths,
        folder: join(folder, 'index'),
        onProgress: p => progress.push(p),
        onTrouble: t => troubles.push(t),
      }
      const library = await openEmbedded(options, (text, file) => {
        read.push(file.slice(path.length + 1))
        return parse(text, file)
      })
      opened.push(library)
      return { library, read, progress }
    }
    try {
      await use({ path, saved: join(folder, 'index', 'knowledge.sqlite'), open, write, troubles })
    } finally {
      for (const library of opened) await library.close().catch(() => undefined)
    }
  })

const found = async (library: Library, words: string): Promise<readonly string[]> =>
  (await library.search(words, 20)).map(r => r.id)
const codes = async (library: Library): Promise<readonly string[]> => (await library.problems()).map(p => p.code)

const TWO: Files = {
  'a.md': written('KB990081', 'The kettle whistles'),
  'b.md': written('KB990082', 'The toaster burns bread'),
}

describe('a library', () => {
  it('has the articles of its folders, and finds them', () =>
    inPlace({ ...TWO, 'c.md': 'no article', 'below/d.md': written('KB990083') }, async ({ open, path }) => {
      const { library, read, progress } = await open()
      expect(library.size).toBe(3)
      expect(await library.ids()).toEqual(['KB990081', 'KB990082', 'KB990083'])
      expect(await library.files()).toBe(4)
      expect([...read].sort()).toEqual(['a.md', 'b.md', 'below/d.md', 'c.md'])
      expect(progress.at(-1)).toEqual({ step: 'indexing', done: 1, all: 1 })
      expect(progress.filter(p => p.step === 'reading').at(-1)).toEqual({ step: 'reading', done: 4, all: 4 })
      expect((await library.problems()).map(p => [p.file, p.code])).toEqual([[join(path, 'c.md'), 'unknown-layout']])
      expect(await found(library, 'kettle')).toEqual(['KB990081'])
      expect(await found(library, 'toaster kettle')).toEqual(['KB990081', 'KB990082'])
      const [kept, ...more] = await library.articles(['KB990081', 'KB000000', 'constructor'])
      expect(more).toEqual([])
      expect(kept).toMatchObject({ id: 'KB990081', head: (await library.search('kettle', 1))[0]?.head })
    }))

  it('may have none yet', () =>
    inPlace({ 'README.md': '# About' }, async ({ open, write }) => {
      const { library } = await open()
      expect([library.size, await found(library, 'kettle')]).toEqual([0, []])
      await write(TWO)
      expect(await library.refresh()).toMatchObject({ read: 2, gone: 0, articles: 2 })
      expect(await found(library, 'kettle')).toEqual(['KB990081'])
    }))

  it('rejects a path that does not exist, with advice', () =>
    inPlace(TWO, async ({ open, path }) => {
      await expect(open([path, join(path, 'nowhere')])).rejects.toThrow(/nowhere.*KNOWLEDGE/s)
      // And leaves nothing open: the next opening is as good as the first.
      expect((await open()).library.size).toBe(2)
    }))
})

describe('a look at the files', () => {
  it('takes up what was changed, added and removed, and reads nothing else', () =>
    inPlace({ ...TWO, 'c.md': written('KB990083', 'The fridge hums') }, async ({ open, write, path }) => {
      const { library, read } = await open()
      const [before] = await library.articles(['KB990082'])
      await write({ 'b.md': written('KB990082', 'The grill is cold'), 'd.md': written('KB990084', 'The mixer sticks') })
      await rm(join(path, 'c.md'))
      expect(await library.refresh()).toEqual({ read: 2, gone: 1, problems: [], articles: 3 })
      expect([...read].slice(3).sort()).toEqual(['b.md', 'd.md'])
      expect(await found(library, 'toaster fridge')).toEqual([])
      expect([...(await found(library, 'grill mixer'))].sort()).toEqual(['KB990082', 'KB990084'])
      expect(await library.articles(['KB990082'])).not.toEqual([before])
      expect(await library.articles(['KB990083'])).toEqual([])
      expect(await library.refresh()).toEqual({ read: 0, gone: 0, problems: [], articles: 3 })
      expect(read).toHaveLength(5)
    }))

  it('that are broken now keeps their articles and tells the problem, after a restart as well', () =>
    inPlace(TWO, async ({ open, write }) => {
      const first = await open()
      await write({ 'a.md': '---\nid: [\n---\n' })
      expect((await first.library.refresh()).problems.map(p => p.code)).toEqual(['yaml-syntax'])
      await first.library.close()
      const second = await open()
      for (const { library } of [second]) {
        expect(await codes(library)).toEqual(['yaml-syntax'])
        expect(await found(library, 'kettle')).toEqual(['KB990081'])
        expect((await library.articles(['KB990081'])).length).toBe(1)
      }
      expect(second.read).toEqual([])
      await write({ 'a.md': written('KB990081', 'The kettle is mended') })
      await second.library.refresh()
      expect([await codes(second.library), await found(second.library, 'mended')]).toEqual([[], ['KB990081']])
    }))

  it('that have an article of another id now forgets the former one', () =>
    inPlace(TWO, async ({ open, write }) => {
      const { library } = await open()
      await write({ 'a.md': written('KB990089', 'The kettle whistles') })
      await library.refresh()
      expect(await library.ids()).toEqual(['KB990082', 'KB990089'])
      expect(await found(library, 'kettle')).toEqual(['KB990089'])
    }))

  it('is shared by those that ask for it at the same time', () =>
    inPlace(TWO, async ({ open, write }) => {
      const { library, read } = await open()
      await write({ 'c.md': written('KB990083') })
      const [one, other] = await Promise.all([library.refresh(), library.refresh()])
      expect(other).toEqual(one)
      expect(read).toHaveLength(3)
    }))

  it('that are gone with their folder rejects, and the articles stay', () =>
    inPlace(TWO, async ({ open, path }) => {
      const { library } = await open()
      await rename(path, `${path}-away`)
      await expect(library.refresh()).rejects.toThrow(path)
      expect(await found(library, 'kettle')).toEqual(['KB990081'])
      await rename(`${path}-away`, path)
      expect(await library.refresh()).toMatchObject({ read: 0, gone: 0, articles: 2 })
    }))

  it('that cannot be looked at just now takes none of them for gone', () =>
    inPlace({ ...TWO, 'below/c.md': written('KB990083') }, async ({ open, path }) => {
      const { library } = await open()
      for (const name of ['a.md', 'below']) {
        await rm(join(path, name), { recursive: true })
        await symlink(name, join(path, name))
      }
      await library.refresh()
      expect(await codes(library)).toContain('unreadable')
      expect(await library.ids()).toContain('KB990081')
    }))

  it('that were only renamed leaves no moment without their articles', () =>
    inPlace(many(100), async ({ open, path }) => {
      const { library } = await open()
      await rename(join(path, 'many'), join(path, 'renamed'))
      let isDone = false
      const look = library.refresh().finally(() => {
        isDone = true
      })
      while (!isDone) {
        expect((await library.search('kettle', 100)).length).toBe(100)
        await nextTurn()
      }
      expect(await look).toMatchObject({ read: 100, gone: 100, articles: 100 })
      expect(await library.problems()).toEqual([])
    }))
})

/** Articles about kettles in a folder "many". */
const many = (count: number, from = 0): Files =>
  Object.fromEntries(
    Array.from({ length: count }, (_, i) => [
      `many/${from + i}.md`,
      written(`KB${991_000 + from + i}`, `Kettle ${from + i} whistles`, `Steam comes from stove${from + i}.`),
    ]),
  )

describe('two files with one id', () => {
  const twice: Files = {
    'a.md': written('KB990081', 'The kettle whistles'),
    'b.md': written('KB990081', 'The toaster burns'),
  }

  it('are the article of the first path, and a problem', () =>
    inPlace(twice, async ({ open, path }) => {
      const { library } = await open()
      expect([library.size, await found(library, 'kettle'), await found(library, 'toaster')]).toEqual([
        1,
        ['KB990081'],
        [],
      ])
      expect((await library.problems()).map(p => [p.file, p.code])).toEqual([[join(path, 'b.md'), 'duplicate-id']])
    }))

  it('of which the first goes: the second takes its place', () =>
    inPlace(twice, async ({ open, path }) => {
      const { library } = await open()
      const [before] = await library.articles(['KB990081'])
      await rm(join(path, 'a.md'))
      expect(await library.refresh()).toMatchObject({ gone: 1, articles: 1 })
      expect([await found(library, 'kettle'), await found(library, 'toaster')]).toEqual([[], ['KB990081']])
      expect((await articlesOf(library)).map(a => a.title)).toEqual(['The toaster burns'])
      expect(await library.articles(['KB990081'])).not.toEqual([before])
      expect(await library.problems()).toEqual([])
    }))

  it('of which the first comes later: it takes the place of the second', () =>
    inPlace({ 'b.md': written('KB990081', 'The toaster burns') }, async ({ open, write }) => {
      const { library } = await open()
      await write({ 'a.md': written('KB990081', 'The kettle whistles') })
      await library.refresh()
      expect([await found(library, 'kettle'), await found(library, 'toaster')]).toEqual([['KB990081'], []])
      expect(await codes(library)).toEqual(['duplicate-id'])
    }))
})

describe('a saved index', () => {
  it('spares the next start all reading, and finds the same', () =>
    inPlace({ ...TWO, ...many(50), 'c.md': 'no article' }, async ({ open }) => {
      const first = await open()
      const words = ['kettle', 'stove17 steam', 'toastre bread', 'KB990082']
      const before = await Promise.all(words.map(w => first.library.search(w, 10)))
      await first.library.close()
      const second = await open()
      expect(second.read).toEqual([])
      expect(second.progress.map(p => p.step)).not.toContain('reading')
      expect(await Promise.all(words.map(w => second.library.search(w, 10)))).toEqual(before)
      expect(await codes(second.library)).toEqual(['unknown-layout'])
    }))

  it('is kept up with what changed while nothing ran', () =>
    inPlace({ ...TWO, 'c.md': written('KB990083', 'The fridge hums') }, async ({ open, path, write }) => {
      await (await open()).library.close()
      await write({ 'b.md': written('KB990082', 'The grill is cold') })
      await rm(join(path, 'c.md'))
      const { library, read, progress } = await open()
      expect(read).toEqual(['b.md'])
      expect(progress.filter(p => p.step === 'reading')).toEqual([{ step: 'reading', done: 1, all: 1 }])
      expect(await library.ids()).toEqual(['KB990081', 'KB990082'])
      expect([await found(library, 'grill'), await found(library, 'toaster fridge')]).toEqual([['KB990082'], []])
    }))

  it('forgets what is in other folders than are named now', () =>
    inPlace({ 'one/a.md': written('KB990081'), 'two/b.md': written('KB990082') }, async ({ open, path }) => {
      await (await open([join(path, 'one'), join(path, 'two')])).library.close()
      const { library, read } = await open([join(path, 'two')])
      expect([await library.ids(), read]).toEqual([['KB990082'], []])
    }))

  it('that another edition of the code has made is made anew', () =>
    inPlace(TWO, async ({ open, saved }) => {
      await (await open()).library.close()
      Shelf.open(join(saved, '..'), 'another edition').close()
      const { library, read } = await open()
      expect([read.length, library.size]).toEqual([2, 2])
    }))

  it.each<readonly [string, (file: string) => Promise<unknown>]>([
    ['with garbage in it', file => writeFile(file, 'garbage '.repeat(1000))],
    ['that is empty', file => writeFile(file, '')],
    ['cut in half', async file => truncate(file, Math.floor((await stat(file)).size / 2))],
    ['cut after its first bytes', file => truncate(file, 100)],
    ['overwritten in the middle', file => damage(file, 0.2, 0.9)],
    ['overwritten at its end', file => damage(file, 0.6, 1)],
    ['beside a log with garbage in it', file => writeFile(`${file}-wal`, 'garbage '.repeat(1000))],
  ])('%s is made anew, or used as far as it is good', (_, spoil) =>
    inPlace({ ...TWO, ...many(60) }, async ({ open, saved }) => {
      await (await open()).library.close()
      // A copy, because this process may not have let go of the file itself yet.
      await copyFile(saved, `${saved}.copy`)
      for (const end of ['', '-wal', '-shm']) await rm(`${saved}${end}`, { force: true })
      await rename(`${saved}.copy`, saved)
      await spoil(saved)
      for (const { library } of [await open()]) {
        expect(library.size).toBe(62)
        expect(await found(library, 'stove17')).toEqual(['KB991017'])
        expect(await articlesOf(library)).toHaveLength(62)
        await library.close()
      }
      expect((await open()).read).toEqual([])
    }),
  )

  it('that cannot be there is told with its place and advice', () =>
    inPlace(TWO, async ({ open, saved }) => {
      await writeFile(join(saved, '..'), 'a file in place of the folder')
      await expect(open()).rejects.toThrow(/knowledge\.sqlite.*DATA_DIR/s)
    }))

  it('that another one has opened is left alone: both answer, and the file stays whole', () =>
    inPlace(TWO, async ({ open, write, troubles }) => {
      const one = await open()
      expect(troubles).toEqual([])
      const other = await open()
      expect(troubles).toHaveLength(1)
      await write({ 'c.md': written('KB990083', 'The fridge hums') })
      for (const { library } of [one, other]) {
        expect(await library.refresh()).toMatchObject({ read: 1, articles: 3 })
        expect(await found(library, 'fridge')).toEqual(['KB990083'])
        await library.close()
        await library.close()
      }
      const later = await open()
      expect([later.read, await found(later.library, 'fridge')]).toEqual([[], ['KB990083']])
    }))
})

/** Overwrites a part of a file, from one share of it to another. */
const damage = async (file: string, from: number, to: number): Promise<void> => {
  const bytes = await readFile(file)
  await writeFile(file, bytes.fill(7, Math.floor(bytes.length * from), Math.floor(bytes.length * to)))
}

describe('thousands of files', () => {
  it('are read, changed and removed while searches are answered', () =>
    inPlace({ ...TWO, ...many(1200) }, async ({ open, path, write }) => {
      const { library } = await open()
      const searchDuring = async (look: Promise<unknown>): Promise<number> => {
        let answered = 0
        let isDone = false
        void look.finally(() => {
          isDone = true
        })
        for (; !isDone; answered++) {
          expect(await found(library, 'toaster')).toEqual(['KB990082'])
          await nextTurn()
        }
        return answered
      }
      await write(many(300, 600))
      await write(many(300, 1200))
      const changed = library.refresh()
      expect(await searchDuring(changed)).toBeGreaterThan(20)
      expect((await changed).articles).toBe(1502)
      await rm(join(path, 'many'), { recursive: true })
      const start = performance.now()
      const removed = library.refresh()
      expect(await searchDuring(removed)).toBeGreaterThan(20)
      expect(await removed).toMatchObject({ read: 0, gone: 1500, articles: 2 })
      console.info(`1500 files removed in ${(performance.now() - start).toFixed(0)} ms`)
      expect(await found(library, 'kettle')).toEqual(['KB990081'])
    }))

  it('that are still being read do not delay the end: the next start takes up the rest', () =>
    inPlace(TWO, async ({ open, write }) => {
      const { library } = await open()
      await write(many(600))
      const look = library.refresh()
      await nextTurn()
      await library.close()
      const { read } = await look
      expect(read).toBeLessThan(600)
      const later = await open()
      expect([later.read.length, later.library.size, read > 0]).toEqual([600 - read, 602, true])
    }))
})
