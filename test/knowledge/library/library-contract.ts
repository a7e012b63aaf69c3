import { rename, rm, symlink, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { expect, it } from 'vitest'
import type { Library, LibraryOptions, Progress } from '../../../knowledge/library/library.ts'
import type { Parse } from '../../../knowledge/reading/reader.ts'
import { inTemporaryFolder, parse } from '../room.ts'
import { articlesOf, type Files, writeFiles, written } from './folder.ts'

interface LibraryPlace extends LibraryOptions {
  /** The same for those that find what the others kept. */
  readonly name: string
}

export type OpenLibrary = (place: LibraryPlace, parse: Parse) => Promise<Library>

export interface Place {
  /** Where the articles are. */
  readonly path: string
  /** Where libraries of this place may keep files, and what they keep elsewhere is named after. */
  readonly folder: string
  readonly name: string
  /** Opens a library of them. */
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

let places = 0

/** A folder with these articles, and libraries of it. What is opened is closed in the end. */
export const inLibraryPlace = (how: OpenLibrary, files: Files, use: (place: Place) => Promise<void>): Promise<void> =>
  inTemporaryFolder(async folder => {
    const path = join(folder, 'articles')
    const name = `place${++places}`
    const index = join(folder, 'index')
    const opened: Library[] = []
    const troubles: string[] = []
    const write = (some: Files): Promise<void> => writeFiles(path, some)
    await write(files)
    const open = async (paths: readonly string[] = [path]): Promise<Opened> => {
      const read: string[] = []
      const progress: Progress[] = []
      const place: LibraryPlace = {
        paths,
        folder: index,
        name,
        onProgress: p => progress.push(p),
        onTrouble: t => troubles.push(t),
      }
      const library = await how(place, (text, file) => {
        read.push(file.slice(path.length + 1))
        return parse(text, file)
      })
      opened.push(library)
      return { library, read, progress }
    }
    try {
      await use({ path, folder: index, name, open, write, troubles })
    } finally {
      for (const library of opened) await library.close().catch(() => undefined)
    }
  })

export const found = async (library: Library, words: string): Promise<readonly string[]> =>
  (await library.search(words, 20)).map(r => r.id)

export const problemsOf = async (library: Library): Promise<readonly (readonly [string, string])[]> =>
  (await library.problems()).map(p => [p.file, p.code] as const)

export const TWO: Files = {
  'a.md': written('KB990081', 'The kettle whistles'),
  'b.md': written('KB990082', 'The toaster burns bread'),
}

/** Articles about kettles in a folder "many". */
export const many = (count: number, from = 0): Files =>
  Object.fromEntries(
    Array.from({ length: count }, (_, i) => [
      `many/${from + i}.md`,
      written(`KB${991_000 + from + i}`, `Kettle ${from + i} whistles`, `Steam comes from stove${from + i}.`),
    ]),
  )

/** What every library does, wherever it keeps its articles. */
export const itIsALibrary = (how: OpenLibrary): void => {
  const inPlace = (files: Files, use: (place: Place) => Promise<void>) => inLibraryPlace(how, files, use)

  it('has the articles of its folders, and finds them', () =>
    inPlace({ ...TWO, 'c.md': 'no article', 'below/d.md': written('KB990083') }, async ({ open, path }) => {
      const { library, read, progress } = await open()
      expect(library.size).toBe(3)
      expect(await library.ids()).toEqual(['KB990081', 'KB990082', 'KB990083'])
      expect(await library.files()).toBe(4)
      expect([...read].sort()).toEqual(['a.md', 'b.md', 'below/d.md', 'c.md'])
      expect(progress.at(-1)).toEqual({ step: 'indexing', done: 1, all: 1 })
      expect(progress.filter(p => p.step === 'reading').at(-1)).toEqual({ step: 'reading', done: 4, all: 4 })
      expect(await problemsOf(library)).toEqual([[join(path, 'c.md'), 'unknown-layout']])
      expect(await found(library, 'kettle')).toEqual(['KB990081'])
      expect(await found(library, 'toaster kettle')).toEqual(['KB990081', 'KB990082'])
      const [kept, ...more] = await library.articles(['KB990081', 'KB000000', 'constructor'])
      expect(more).toEqual([])
      expect(kept).toMatchObject({ id: 'KB990081', head: (await library.search('kettle', 1))[0]?.head.text })
    }))

  it('may have none yet', () =>
    inPlace({ 'README.md': '# About' }, async ({ open, write }) => {
      const { library } = await open()
      expect([library.size, await found(library, 'kettle')]).toEqual([0, []])
      await write(TWO)
      expect(await library.refresh()).toEqual({ read: 2, gone: 0, problems: [], articles: 2 })
      expect(await found(library, 'kettle')).toEqual(['KB990081'])
    }))

  it('rejects a path that does not exist, with advice', () =>
    inPlace(TWO, async ({ open, path }) => {
      await expect(open([path, join(path, 'nowhere')])).rejects.toThrow(/nowhere.*KNOWLEDGE/s)
      expect((await open()).library.size).toBe(2)
    }))

  const anything: readonly (readonly [string, string])[] = [
    ['one that nobody uses', 'zzyzx'],
    ['none', ''],
    ['only marks', '¿?!… ---'],
    ['thousands of them', 'kettle whistles '.repeat(4000)],
    ['one of 5,000 letters', 'k'.repeat(5000)],
    ['quotes and backslashes', String.raw`kettle' \'; DROP TABLE "article" -- & | ! ( ) : *`],
    ['other scripts, and half a letter', 'Чайник ケトル \uD800 \0 👍🏽'],
  ]

  it('answers whatever the words are', () =>
    inPlace(TWO, async ({ open }) => {
      const { library } = await open()
      for (const [what, words] of anything)
        expect([what, await found(library, words)]).toEqual([what, words.includes('kettle') ? ['KB990081'] : []])
    }))

  it('takes articles with words that no index likes', () => {
    const long = Array.from({ length: 3000 }, (_, i) => String.fromCharCode(97 + ((i * i + 7 * i) % 26))).join('')
    const odd = `Чайник ${long} it's "quoted" back\\slash ${'a-b_'.repeat(300)}c 😀 0x80040111`
    return inPlace({ 'a.md': written('KB990081', 'Odd things', odd), ...many(2) }, async ({ open }) => {
      const { library } = await open()
      for (const words of ['чайник', long, 'quoted', '0x80040111'])
        expect(await found(library, words)).toEqual(['KB990081'])
    })
  })

  it('finds what was misspelt', () =>
    inPlace({ ...TWO, ...many(5) }, async ({ open }) => {
      const { library } = await open()
      for (const words of ['toastre', 'taoster', 'toster', 'toasster'])
        expect(await found(library, words)).toEqual(['KB990082'])
      expect(await found(library, 'wihstels')).toEqual([])
      expect(await found(library, 'there is a Toassterr in the way')).toEqual([])
      expect(await found(library, 'there is a Toastre in the way')).toEqual(['KB990082'])
    }))

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

  it('keeps the article of a file that is broken now, and tells the problem, after a restart as well', () =>
    inPlace(TWO, async ({ open, write, path }) => {
      const first = await open()
      await write({ 'a.md': '---\nid: [\n---\n' })
      expect((await first.library.refresh()).problems.map(p => p.code)).toEqual(['yaml-syntax'])
      await first.library.close()
      const second = await open()
      expect(await problemsOf(second.library)).toEqual([[join(path, 'a.md'), 'yaml-syntax']])
      expect(await found(second.library, 'kettle')).toEqual(['KB990081'])
      expect(second.read).toEqual([])
      await write({ 'a.md': written('KB990081', 'The kettle is mended') })
      await second.library.refresh()
      expect([await problemsOf(second.library), await found(second.library, 'mended')]).toEqual([[], ['KB990081']])
    }))

  it('takes up an older edition that is put back', () =>
    inPlace(TWO, async ({ open, write, path }) => {
      const { library } = await open()
      await rename(join(path, 'a.md'), join(path, 'a.bak'))
      await write({ 'a.md': written('KB990081', 'The kettle sings and sings') })
      await library.refresh()
      expect(await found(library, 'sings')).toEqual(['KB990081'])
      await rename(join(path, 'a.bak'), join(path, 'a.md'))
      expect(await library.refresh()).toMatchObject({ read: 1 })
      expect([await found(library, 'sings'), await found(library, 'whistles')]).toEqual([[], ['KB990081']])
    }))

  it('forgets the former id when a file has another one now', () =>
    inPlace(TWO, async ({ open, write }) => {
      const { library } = await open()
      await write({ 'a.md': written('KB990089', 'The kettle whistles') })
      await library.refresh()
      expect(await library.ids()).toEqual(['KB990082', 'KB990089'])
      expect(await found(library, 'kettle')).toEqual(['KB990089'])
    }))

  it('shares one look among those that ask for it at the same time', () =>
    inPlace(TWO, async ({ open, write }) => {
      const { library, read } = await open()
      await write({ 'c.md': written('KB990083') })
      const [one, other] = await Promise.all([library.refresh(), library.refresh()])
      expect(other).toEqual(one)
      expect(read).toHaveLength(3)
    }))

  it('rejects a look when the folder is gone, and keeps the articles', () =>
    inPlace(TWO, async ({ open, path }) => {
      const { library } = await open()
      await rename(path, `${path}-away`)
      await expect(library.refresh()).rejects.toThrow(path)
      expect(await found(library, 'kettle')).toEqual(['KB990081'])
      await rename(`${path}-away`, path)
      expect(await library.refresh()).toMatchObject({ read: 0, gone: 0, articles: 2 })
    }))

  it('takes nothing for gone that cannot be looked at just now', () =>
    inPlace({ ...TWO, 'below/c.md': written('KB990083') }, async ({ open, path }) => {
      const { library } = await open()
      for (const name of ['a.md', 'below']) {
        await rm(join(path, name), { recursive: true })
        await symlink(name, join(path, name))
      }
      expect(await library.refresh()).toMatchObject({ gone: 0, articles: 3 })
      expect(await library.ids()).toEqual(['KB990081', 'KB990082', 'KB990083'])
      expect(await problemsOf(library)).toContainEqual([join(path, 'a.md'), 'unreadable'])
    }))

  it('has articles all the while whose files are only renamed', () =>
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

  const twice = {
    'a.md': written('KB990081', 'The kettle whistles'),
    'b.md': written('KB990081', 'The toaster burns'),
  }

  const dated = (file: keyof typeof twice, date: string): string =>
    twice[file].replace('\nid:', `\nreviewed: ${date}\nid:`)

  it('uses the newer of two articles with one id, whichever was read first, and tells the problem', () =>
    inPlace({ 'a.md': dated('a.md', '2008-10-07') }, async ({ open, write, path }) => {
      const { library } = await open()
      await write({ 'b.md': dated('b.md', '2011-05-02') })
      await library.refresh()
      expect([await found(library, 'kettle'), await found(library, 'toaster')]).toEqual([[], ['KB990081']])
      expect(await problemsOf(library)).toEqual([[join(path, 'a.md'), 'duplicate-id']])
      await write({ 'a.md': dated('a.md', '2012-01-01') })
      await library.refresh()
      expect([await found(library, 'kettle'), await found(library, 'toaster')]).toEqual([['KB990081'], []])
      expect((await articlesOf(library)).map(a => a.title)).toEqual(['The kettle whistles'])
      expect(await problemsOf(library)).toEqual([[join(path, 'b.md'), 'duplicate-id']])
    }))

  it('takes the time of a file for an article without a date', () =>
    inPlace(twice, async ({ open, path }) => {
      await utimes(join(path, 'a.md'), new Date('2020-01-01'), new Date('2020-01-01'))
      await utimes(join(path, 'b.md'), new Date('2021-01-01'), new Date('2021-01-01'))
      const { library } = await open()
      expect((await articlesOf(library)).map(a => a.title)).toEqual(['The toaster burns'])
    }))

  it('uses the first of two that are equally new, by their paths', () =>
    inPlace({ 'b.md': dated('b.md', '2008-10-07') }, async ({ open, write, path }) => {
      const { library } = await open()
      await write({ 'a.md': dated('a.md', '2008-10-07') })
      await library.refresh()
      expect([library.size, await found(library, 'kettle'), await found(library, 'toaster')]).toEqual([
        1,
        ['KB990081'],
        [],
      ])
      expect(await problemsOf(library)).toEqual([[join(path, 'b.md'), 'duplicate-id']])
    }))

  it('uses the second when the first goes', () =>
    inPlace({ 'a.md': dated('a.md', '2008-10-07'), 'b.md': dated('b.md', '2008-10-07') }, async ({ open, path }) => {
      const { library } = await open()
      const [before] = await library.articles(['KB990081'])
      await rm(join(path, 'a.md'))
      expect(await library.refresh()).toMatchObject({ gone: 1, articles: 1 })
      expect([await found(library, 'kettle'), await found(library, 'toaster')]).toEqual([[], ['KB990081']])
      expect((await articlesOf(library)).map(a => a.title)).toEqual(['The toaster burns'])
      expect(await library.articles(['KB990081'])).not.toEqual([before])
      expect(await library.problems()).toEqual([])
    }))

  it('reads nothing at a start when nothing has changed, and finds the same', () =>
    inPlace({ ...TWO, ...many(50), 'c.md': 'no article' }, async ({ open }) => {
      const first = await open()
      const words = ['kettle', 'stove17 steam', 'toastre bread', 'KB990082']
      const before = await Promise.all(words.map(w => first.library.search(w, 10)))
      await first.library.close()
      const second = await open()
      expect(second.read).toEqual([])
      expect(second.progress.map(p => p.step)).not.toContain('reading')
      expect(await Promise.all(words.map(w => second.library.search(w, 10)))).toEqual(before)
      expect((await second.library.problems()).map(p => p.code)).toEqual(['unknown-layout'])
    }))

  it('is kept up with what changed while nothing ran', () =>
    inPlace({ ...TWO, 'c.md': written('KB990083', 'The fridge hums') }, async ({ open, path, write }) => {
      await (await open()).library.close()
      await write({ 'b.md': written('KB990082', 'The grill is cold') })
      await rm(join(path, 'c.md'))
      const { library, read, progress } = await open()
      expect(read).toEqual(['b.md'])
      expect(progress.filter(p => p.step === 'reading').at(-1)).toEqual({ step: 'reading', done: 1, all: 1 })
      expect(await library.ids()).toEqual(['KB990081', 'KB990082'])
      expect([await found(library, 'grill'), await found(library, 'toaster fridge')]).toEqual([['KB990082'], []])
    }))

  it('ends soon while files are being read, and the next start takes up the rest', () =>
    inPlace(TWO, async ({ open, write }) => {
      const { library } = await open()
      await write(many(200))
      const look = library.refresh()
      await nextTurn()
      await library.close()
      const { read } = await look
      expect(read).toBeLessThan(200)
      const later = await open()
      expect([later.read.length, later.library.size]).toEqual([200 - read, 202])
    }))
}
