import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'libsql'
import { afterEach, describe, expect, it } from 'vitest'
import { createMemoryStore } from '../../bot/storage/memory-store.ts'
import { openSqliteStore } from '../../bot/storage/sqlite-store.ts'
import { StaleStateError, type StateStore } from '../../bot/storage/state-store.ts'

type State = { readonly facts: readonly string[] }

const folders: string[] = []
const newFolder = () => {
  const folder = mkdtempSync(join(tmpdir(), 'advise-store-'))
  folders.push(folder)
  return folder
}
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

const stores: readonly (readonly [string, () => StateStore<State>])[] = [
  ['memory', () => createMemoryStore<State>()],
  ['SQLite', () => openSqliteStore<State>(newFolder())],
]

describe.each(stores)('the %s store', (_name, open) => {
  it('knows nothing of a conversation that was never saved', async () => {
    expect(await open().load('a')).toBeUndefined()
  })

  it('gives back what was saved, by conversation, and counts the saves', async () => {
    const store = open()
    await store.save('a', { facts: ['2008 “x” \u0000 😀'] }, undefined)
    await store.save('b', { facts: [] }, undefined)
    await store.save('a', { facts: ['2003'] }, 1)
    expect(await store.load('a')).toEqual({ state: { facts: ['2003'] }, revision: 2 })
    expect(await store.load('b')).toEqual({ state: { facts: [] }, revision: 1 })
  })

  it('keeps conversations with strange names apart', async () => {
    const store = open()
    const names = ['a|b', 'a%7Cb', '../a', "a'; DROP TABLE conversation; --", '']
    for (const name of names) await store.save(name, { facts: [name] }, undefined)
    for (const name of names) expect((await store.load(name))?.state.facts).toEqual([name])
  })

  it.each([undefined, 1, 3])('refuses a save that builds on revision %s when it is at 2', async revision => {
    const store = open()
    await store.save('a', { facts: ['one'] }, undefined)
    await store.save('a', { facts: ['two'] }, 1)
    await expect(store.save('a', { facts: ['late'] }, revision)).rejects.toThrow(StaleStateError)
    expect((await store.load('a'))?.state).toEqual({ facts: ['two'] })
  })

  it('refuses to build on a revision of a conversation that is not there', async () => {
    await expect(open().save('a', { facts: [] }, 1)).rejects.toThrow(StaleStateError)
  })

  it('is not changed by changing what was saved or loaded', async () => {
    const store = open()
    const facts = ['one']
    await store.save('a', { facts }, undefined)
    facts.push('two')
    const loaded = (await store.load('a')) as unknown as { state: { facts: string[] } }
    loaded.state.facts.push('three')
    expect((await store.load('a'))?.state.facts).toEqual(['one'])
  })
})

describe('the SQLite store', () => {
  it('survives a restart', async () => {
    const folder = newFolder()
    const before = openSqliteStore<State>(folder)
    await before.save('a', { facts: ['2008'] }, undefined)
    await before.close()
    const after = openSqliteStore<State>(folder)
    expect(await after.load('a')).toEqual({ state: { facts: ['2008'] }, revision: 1 })
  })

  it('goes on with what the first release kept', async () => {
    const folder = newFolder()
    const database = new Database(join(folder, 'advise.sqlite'))
    database.exec(
      `CREATE TABLE conversation (id TEXT PRIMARY KEY, state TEXT NOT NULL, revision INTEGER NOT NULL) STRICT;
      INSERT INTO conversation VALUES ('a', '{"facts":["2008"]}', 3); PRAGMA user_version = 1`,
    )
    database.close()
    expect(await openSqliteStore<State>(folder).load('a')).toEqual({ state: { facts: ['2008'] }, revision: 3 })
  })

  it('lets two processes share one file without losing a turn', async () => {
    const folder = newFolder()
    const [one, other] = [openSqliteStore<State>(folder), openSqliteStore<State>(folder)]
    await one.save('a', { facts: ['one'] }, undefined)
    await expect(other.save('a', { facts: ['other'] }, undefined)).rejects.toThrow(StaleStateError)
    expect((await other.load('a'))?.state.facts).toEqual(['one'])
  })

  it('says what to do when the folder cannot be used', () => {
    const file = join(newFolder(), 'a-file')
    writeFileSync(file, '')
    expect(() => openSqliteStore(file)).toThrow(/advise\.sqlite: .*Set DATA_DIR to a folder/s)
  })

  it('leaves a file of a newer release alone', () => {
    const folder = newFolder()
    const database = new Database(join(folder, 'advise.sqlite'))
    database.exec('PRAGMA user_version = 99')
    database.close()
    expect(() => openSqliteStore(folder)).toThrow(/newer Advise \(layout 99/)
  })

  it('says what to do when the file is no database', () => {
    const folder = newFolder()
    writeFileSync(join(folder, 'advise.sqlite'), 'not a database at all '.repeat(50))
    expect(() => openSqliteStore(folder)).toThrow(/Set DATA_DIR|move that file away/)
  })
})
