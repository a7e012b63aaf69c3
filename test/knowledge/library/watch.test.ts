import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { type Pace, watchFiles } from '../../../knowledge/library/files/watch.ts'
import { inTemporaryFolder } from '../room.ts'
import { writeFiles } from './folder.ts'

/** Looks seldom without a sign, and soon after one. */
const SIGNS: Pace = { settle: 20, quiet: 60_000, share: 1 }
/** Looks often without a sign. */
const OFTEN: Pace = { settle: 10_000, quiet: 15, share: 1 }

interface Watched {
  readonly folder: string
  /** When each look began, in milliseconds. */
  readonly looks: readonly number[]
  readonly troubles: readonly unknown[]
  readonly until: (isSo: () => boolean) => Promise<void>
  readonly stop: () => void
}

const watching = (pace: Pace, look: () => Promise<void>, use: (watched: Watched) => Promise<void>): Promise<void> =>
  inTemporaryFolder(async folder => {
    await mkdir(join(folder, 'below'))
    const looks: number[] = []
    const troubles: unknown[] = []
    const looking = (): Promise<void> => {
      looks.push(performance.now())
      return look()
    }
    const stop = watchFiles([folder], looking, error => troubles.push(error), pace)
    const until = async (isSo: () => boolean): Promise<void> => {
      const start = performance.now()
      while (!isSo() && performance.now() - start < 5000) await wait(5)
      expect(isSo()).toBe(true)
    }
    try {
      await use({ folder, looks, troubles, until, stop })
    } finally {
      stop()
    }
  })

const nothing = async (): Promise<void> => {}

describe('watched files are looked at', () => {
  it('at once', () => watching(SIGNS, nothing, async ({ looks, until }) => until(() => looks.length === 1)))

  it.each(['new.md', 'below/new.md'])('soon after a sign: %s is written, changed and removed', name =>
    watching(SIGNS, nothing, async ({ folder, looks, until }) => {
      await wait(100)
      for (const content of ['one', 'another', undefined]) {
        const before = looks.length
        if (content === undefined) await rm(join(folder, name))
        else await writeFiles(folder, { [name]: content })
        await until(() => looks.length > before)
        await wait(60)
      }
    }),
  )

  it('soon after a sign in a folder that is new', () =>
    watching(SIGNS, nothing, async ({ folder, looks, until }) => {
      await wait(100)
      await mkdir(join(folder, 'new'))
      await until(() => looks.length > 1)
      await wait(100)
      const before = looks.length
      await writeFiles(folder, { 'new/a.md': 'one' })
      await until(() => looks.length > before)
    }))

  it('soon after a sign in a folder that was removed and made again', () =>
    watching(SIGNS, nothing, async ({ folder, looks, until }) => {
      await wait(100)
      await rm(join(folder, 'below'), { recursive: true })
      await until(() => looks.length > 1)
      await mkdir(join(folder, 'below'))
      await wait(150)
      const before = looks.length
      await writeFiles(folder, { 'below/a.md': 'one' })
      await until(() => looks.length > before)
    }))

  it('once for many signs at the same time', () =>
    watching({ ...SIGNS, settle: 200 }, nothing, async ({ folder, looks, until }) => {
      await wait(100)
      await writeFiles(folder, Object.fromEntries(Array.from({ length: 50 }, (_, i) => [`${i}.md`, 'x'])))
      await until(() => looks.length === 2)
      await wait(100)
      expect(looks).toHaveLength(2)
    }))

  it('from time to time without any sign', () =>
    watching(OFTEN, nothing, async ({ looks, until }) => until(() => looks.length >= 4)))

  it('never twice at the same time, however long it takes', () => {
    let now = 0
    let most = 0
    const slow = async (): Promise<void> => {
      most = Math.max(most, ++now)
      await wait(80)
      now--
    }
    return watching({ settle: 5, quiet: 5, share: 1 }, slow, async ({ folder, looks, until }) => {
      for (let i = 0; looks.length < 4 && i < 200; i++) {
        await writeFiles(folder, { 'a.md': String(i) })
        await wait(5)
      }
      await until(() => looks.length >= 4)
      expect(most).toBe(1)
    })
  })

  it('the more seldom the longer a look takes', () =>
    watching(
      { settle: 5, quiet: 5, share: 0.2 },
      () => wait(60),
      async ({ looks, until }) => {
        await until(() => looks.length >= 3)
        for (const [i, look] of looks.slice(1).entries()) expect(look - (looks[i] ?? 0)).toBeGreaterThan(5 * 60 - 10)
      },
    ))

  it('again after a look that failed, which is told', () => {
    let looks = 0
    const failing = async (): Promise<void> => {
      looks++
      if (looks < 3) throw new Error(`look ${looks}`)
    }
    return watching(OFTEN, failing, async ({ troubles, until }) => {
      await until(() => looks >= 4)
      expect(troubles).toEqual([new Error('look 1'), new Error('look 2')])
    })
  })

  it('no more once it is ended, even if a look was under way', () =>
    watching(
      { settle: 5, quiet: 5, share: 1 },
      () => wait(50),
      async ({ folder, looks, stop, until }) => {
        await until(() => looks.length === 2)
        stop()
        await writeFiles(folder, { 'a.md': 'x' })
        await wait(150)
        expect(looks).toHaveLength(2)
      },
    ))
})
