import { copyFile, readFile, rename, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { openEmbedded } from '../../../knowledge/library/embedded/embedded.ts'
import { Shelf } from '../../../knowledge/library/embedded/shelf.ts'
import { articlesOf, type Files, written } from './folder.ts'
import { found, inLibraryPlace, itIsALibrary, many, type OpenLibrary, type Place, TWO } from './library-contract.ts'

const inThisProcess: OpenLibrary = ({ name: _, ...options }, read) => openEmbedded(options, read)

/** `saved` is the only file of the saved index. */
const inPlace = (files: Files, use: (place: Place & { saved: string }) => Promise<void>): Promise<void> =>
  inLibraryPlace(inThisProcess, files, place => use({ ...place, saved: join(place.folder, 'knowledge.sqlite') }))

describe('a library in this process', () => {
  itIsALibrary(inThisProcess)
})

describe('a saved index', () => {
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

describe('a thousand files', () => {
  it('are read, changed and removed while searches are answered', () =>
    inPlace({ ...TWO, ...many(800) }, async ({ open, path, write }) => {
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
      await write(many(200, 400))
      await write(many(200, 800))
      const changed = library.refresh()
      expect(await searchDuring(changed)).toBeGreaterThan(20)
      expect((await changed).articles).toBe(1002)
      await rm(join(path, 'many'), { recursive: true })
      const start = performance.now()
      const removed = library.refresh()
      expect(await searchDuring(removed)).toBeGreaterThan(20)
      expect(await removed).toMatchObject({ read: 0, gone: 1000, articles: 2 })
      console.info(`1000 files removed in ${(performance.now() - start).toFixed(0)} ms`)
      expect(await found(library, 'kettle')).toEqual(['KB990081'])
    }))
})
