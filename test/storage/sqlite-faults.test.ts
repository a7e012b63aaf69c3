import { execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import Database from 'libsql'
import { afterEach, describe, expect, it } from 'vitest'
import { needsReopening, whyAway } from '../../bot/storage/sqlite/away.ts'
import { openSqliteStore } from '../../bot/storage/sqlite/sqlite-store.ts'
import { type Store, StoreAwayError } from '../../bot/storage/store.ts'
import { type Count, inTime, keepNext, turnOf, untilKept } from './store-contract.ts'

const ends: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})
const newFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'advise-store-'))
  ends.push(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}
const open = async (dataDir: string, patience?: number): Promise<Store<Count>> => {
  const store = await openSqliteStore<Count>({ dataDir, ...(patience === undefined ? {} : { patience }) })
  ends.push(() => store.close())
  return store
}
/** Another program that writes in the file until it ends. */
const writeElsewhere = (folder: string): (() => void) => {
  const other = new Database(join(folder, 'advise.sqlite'))
  other.exec('BEGIN IMMEDIATE')
  ends.push(() => other.open && other.close())
  return () => other.close()
}

describe('a store in SQLite', () => {
  it('says in time that another program writes, keeps nothing of that turn, and goes on afterwards', async () => {
    const folder = newFolder()
    const store = await open(folder)
    await store.keep(turnOf('a'))
    const end = writeElsewhere(folder)
    const kept = await inTime(Promise.allSettled([keepNext(store, 'a'), store.keep(turnOf('b')), store.probe()]))
    for (const one of kept) expect(one).toMatchObject({ reason: expect.any(StoreAwayError) })
    expect((await store.look('a', 'x')).saved?.revision).toBe(1)
    end()
    await untilKept(store, 'a')
    await store.probe()
    expect((await store.look('a', 'x')).saved?.revision).toBe(2)
    expect(await store.knows('b')).toBe(false)
  })

  it('gives up a turn that takes too long, and tells of it when it was kept after all', async () => {
    const folder = newFolder()
    const store = await open(folder, 60)
    const said = new Promise<string>(resolve => store.onSaid(resolve))
    const end = writeElsewhere(folder)
    await expect(store.keep(turnOf('a'))).rejects.toThrow(/has not answered for 0\.06 s/)
    end()
    expect(await said).toBe('a')
    expect(await store.knows('a')).toBe(true)
  })

  it('does not acknowledge what goes into a file that was taken away, and goes on when it is back', async () => {
    const folder = newFolder()
    const store = await open(folder)
    await store.keep(turnOf('a'))
    const file = join(folder, 'advise.sqlite')
    renameSync(file, `${file}.away`)
    await expect(inTime(store.keep(turnOf('b')))).rejects.toThrow(StoreAwayError)
    writeFileSync(file, '')
    await expect(inTime(store.keep(turnOf('b')))).rejects.toThrow(/put in place of the one/)
    renameSync(`${file}.away`, file)
    await untilKept(store, 'b')
    expect(await store.knows('a')).toBe(true)
  })

  it('explains what SQLite says of its file, and does not take every error for that', () => {
    const failure = (code: string) => Object.assign(new Error('it is so'), { code })
    for (const [code, advice] of [
      ['SQLITE_FULL', /Free disk space/],
      ['SQLITE_BUSY_SNAPSHOT', /Another program/],
      ['SQLITE_READONLY_DBMOVED', /Let this program write/],
      ['SQLITE_IOERR_FSYNC', /Check that disk/],
      ['SQLITE_CANTOPEN', /Check that disk/],
      ['SQLITE_CORRUPT', /put a copy/],
    ] as const)
      expect(whyAway(failure(code), 'f')).toMatch(advice)
    expect(whyAway(failure('SQLITE_CONSTRAINT'), 'f')).toBeUndefined()
    expect(whyAway(new TypeError('x'), 'f')).toBeUndefined()
    expect(['SQLITE_FULL', 'SQLITE_BUSY', 'SQLITE_READONLY', 'SQLITE_IOERR'].map(failure).map(needsReopening)).toEqual([
      false,
      false,
      true,
      true,
    ])
  })
})

/** A disk of two megabytes; undefined where this user may not make one. */
const smallDisk = (): string | undefined => {
  const folder = mkdtempSync(join(tmpdir(), 'advise-disk-'))
  ends.push(() => rmSync(folder, { recursive: true, force: true }))
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', folder], { stdio: 'ignore' })
  } catch {
    return undefined
  }
  ends.push(() => execFileSync('umount', ['-l', folder]))
  return folder
}

describe('a disk that is full', () => {
  it('is told, nothing is acknowledged, and it goes on when there is room', async context => {
    const disk = smallDisk()
    if (disk === undefined) return context.skip('only an administrator may make a small disk')
    const store = await open(disk)
    await store.keep(turnOf('a'))
    const filler = join(disk, 'filler')
    for (let size = 2_000_000; size > 1000; size = Math.floor(size * 0.9))
      try {
        writeFileSync(filler, Buffer.alloc(size))
        break
      } catch {
        rmSync(filler)
      }
    const large = { replies: [JSON.stringify('x'.repeat(200_000))] }
    await expect(inTime(keepNext(store, 'a', large))).rejects.toThrow(/is full.*Free disk space/)
    expect((await store.look('a', 'x')).saved?.revision).toBe(1)
    rmSync(filler)
    await keepNext(store, 'a', large)
    expect((await store.look('a', 'x')).saved?.revision).toBe(2)
  })
})

describe('a bot that is killed while it keeps turns', () => {
  it('has kept all that it acknowledged', async () => {
    const folder = newFolder()
    let acknowledged = new Map<string, number>()
    for (let kill = 0; kill < 2; kill++) {
      const found = await keepUntilKilled(folder, 400)
      const store = await openSqliteStore<Count>({ dataDir: folder })
      acknowledged = new Map([...acknowledged, ...found])
      for (const [name, count] of acknowledged) {
        const { saved } = await store.look(name, 'x')
        expect(saved?.state?.count).toBeGreaterThanOrEqual(count)
        expect(saved?.watermark).toBe(2 * (saved?.state?.count ?? 0))
        expect((await store.transcript(name, 0, 10_000)).activities).toHaveLength(saved?.watermark ?? 0)
      }
      expect(acknowledged.size).toBe(16)
      await store.close()
    }
  }, 60_000)
})

/** The last count that was acknowledged, by conversation. */
const keepUntilKilled = (folder: string, turns: number): Promise<Map<string, number>> =>
  new Promise(resolve => {
    const acknowledged = new Map<string, number>()
    const program = spawn(process.execPath, ['--import', 'tsx', 'test/storage/keeping-program.ts', folder], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    let lines = 0
    createInterface(program.stdout).on('line', line => {
      const [, name = '', count = ''] = /^(.*) (\d+)$/.exec(line) ?? []
      acknowledged.set(name, Number(count))
      if (++lines === turns) program.kill('SIGKILL')
    })
    program.on('close', () => resolve(acknowledged))
  })
