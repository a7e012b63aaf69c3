import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { KeptFile } from '../../../knowledge/storage/kept-file.ts'
import { lockFile } from '../../../knowledge/storage/lock-file.ts'
import { openSqlite, type Sqlite, type SqliteOptions } from '../../../knowledge/storage/sqlite.ts'
import { inTemporaryFolder } from '../room.ts'

const KETTLES = 'CREATE TABLE kettle (name TEXT)'
const COLOURS = "ALTER TABLE kettle ADD COLUMN colour TEXT DEFAULT 'red'"

/** A file in a folder that is not there yet; what is opened is closed in the end. */
const inPlace = (use: (place: { kept: KeptFile; open: OpenWith }) => void): Promise<void> =>
  inTemporaryFolder(async folder => {
    const kept = { file: join(folder, 'below', 'kettles.sqlite'), holds: 'Kettles', remedy: 'move that file away' }
    const opened: Sqlite[] = []
    try {
      use({
        kept,
        open: (migrations, synchronous = 'FULL') => {
          const database = openSqlite(kept, { synchronous, migrations })
          opened.push(database)
          return database
        },
      })
    } finally {
      for (const database of opened) if (database.open) database.close()
    }
  })

type OpenWith = (migrations: readonly string[], synchronous?: SqliteOptions['synchronous']) => Sqlite

const asked = (database: Sqlite, pragma: string): unknown =>
  Object.values(database.prepare(`PRAGMA ${pragma}`).get() as Record<string, unknown>)[0]

const kettles = (database: Sqlite): unknown =>
  (database.prepare('SELECT * FROM kettle').all() as object[]).map(row => Object.values(row).slice(0, 2))

describe('a file of SQLite', () => {
  it('is made with its folder, keeps a log, and syncs as it was told', () =>
    inPlace(({ open }) => {
      const [full, normal] = [open([KETTLES]), open([KETTLES], 'NORMAL')]
      expect([full, normal].map(d => asked(d, 'journal_mode'))).toEqual(['wal', 'wal'])
      expect([full, normal].map(d => asked(d, 'synchronous'))).toEqual([2, 1])
      expect(asked(full, 'busy_timeout')).toBeGreaterThan(1000)
    }))

  it('of an older release is brought forward with what is in it, and only once', () =>
    inPlace(({ open }) => {
      const old = open([KETTLES])
      old.exec("INSERT INTO kettle VALUES ('whistling')")
      old.close()
      for (let start = 0; start < 2; start++) expect(kettles(open([KETTLES, COLOURS]))).toEqual([['whistling', 'red']])
    }))

  it('is brought forward as a whole or not at all', () =>
    inPlace(({ open }) => {
      open([KETTLES]).exec("INSERT INTO kettle VALUES ('whistling')")
      expect(() => open([KETTLES, COLOURS, 'ALTER TABLE toaster ADD COLUMN crumbs'])).toThrow(/toaster/)
      expect(kettles(open([KETTLES, COLOURS]))).toEqual([['whistling', 'red']])
    }))

  it('of a newer release is refused, with its place, both layouts and advice, and left as it is', () =>
    inPlace(({ open, kept }) => {
      open([KETTLES, COLOURS]).exec("INSERT INTO kettle VALUES ('whistling', 'blue')")
      expect(() => open([KETTLES])).toThrow(
        new RegExp(`^Kettles cannot be kept in ${kept.file}: .*layout 2, this one knows 1.*move that file away\\.$`),
      )
      expect(kettles(open([KETTLES, COLOURS]))).toEqual([['whistling', 'blue']])
    }))
})

describe('a lock on a file', () => {
  it('is had by one at a time', () =>
    inPlace(({ kept }) => {
      const release = lockFile(kept)
      expect(release).toBeDefined()
      expect(lockFile(kept, 50)).toBeUndefined()
      release?.()
      const again = lockFile(kept, 50)
      expect(again).toBeDefined()
      again?.()
    }))
})
