import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'libsql'
import { afterEach, describe, expect, it } from 'vitest'
import { openSqliteStore } from '../../bot/storage/sqlite/sqlite-store.ts'
import { StaleStateError, type Store } from '../../bot/storage/store.ts'
import { type Count, itIsAStore, keepNext, NOW, turnOf } from './store-contract.ts'

const folders: string[] = []
const stores: Store<Count>[] = []
const newFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'advise-store-'))
  folders.push(folder)
  return folder
}
const open = async (dataDir: string): Promise<Store<Count>> => {
  const store = await openSqliteStore<Count>({ dataDir, lockPatience: 50 })
  stores.push(store)
  return store
}
afterEach(async () => {
  await Promise.all(stores.splice(0).map(store => store.close()))
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

describe('the store in SQLite', () => {
  itIsAStore(() => openSqliteStore({ dataDir: mkdtempSync(join(tmpdir(), 'advise-store-')), patience: 10_000 }))
})

describe('a file of conversations', () => {
  it('goes on after a restart', async () => {
    const folder = newFolder()
    const before = await open(folder)
    await before.keep(turnOf('a', { activity: 'once', route: '{}' }))
    const secret = await before.secret('tokens')
    await before.close()
    const after = await open(folder)
    expect(await after.look('a', 'once')).toEqual({
      saved: { state: { count: 1 }, revision: 1, watermark: 2 },
      answered: ['{"text":"hello"}'],
    })
    expect(await after.unsent()).toEqual(['a'])
    expect(Buffer.from(await after.secret('tokens'))).toEqual(Buffer.from(secret))
  })

  it('of the first release goes on', async () => {
    const folder = newFolder()
    const database = new Database(join(folder, 'advise.sqlite'))
    database.exec(
      `CREATE TABLE conversation (id TEXT PRIMARY KEY, state TEXT NOT NULL, revision INTEGER NOT NULL) STRICT;
      INSERT INTO conversation VALUES ('a', '{"count":7}', 3); PRAGMA user_version = 1`,
    )
    database.close()
    const store = await open(folder)
    expect((await store.look('a', 'x')).saved).toEqual({ state: { count: 7 }, revision: 3, watermark: 0 })
    await store.sweep({ conversations: Date.now() - 60_000, transcripts: 0, outcomes: 0, forgotten: 0 })
    await keepNext(store, 'a', { state: { count: 8 } })
    expect((await store.look('a', 'x')).saved).toEqual({ state: { count: 8 }, revision: 4, watermark: 2 })
  })

  it('of a newer release is left alone', async () => {
    const folder = newFolder()
    const database = new Database(join(folder, 'advise.sqlite'))
    database.exec('PRAGMA user_version = 99')
    database.close()
    await expect(open(folder)).rejects.toThrow(/newer Advise \(layout 99/)
  })

  it('is had by one process at a time: the next one is told what to do, and may have it afterwards', async () => {
    const folder = newFolder()
    const first = await open(folder)
    await expect(open(folder)).rejects.toThrow(/Another Advise keeps its conversations in .*DATABASE_URL/)
    await keepNext(first, 'a')
    await first.close()
    expect(await (await open(folder)).knows('a')).toBe(true)
  })

  it('can only be in a folder that can be used', async () => {
    const file = join(newFolder(), 'a-file')
    writeFileSync(file, '')
    await expect(open(file)).rejects.toThrow(/advise\.sqlite: .*Set DATA_DIR to a folder/s)
  })

  it('that is no database is told of, and does not keep the folder locked', async () => {
    const folder = newFolder()
    writeFileSync(join(folder, 'advise.sqlite'), 'not a database at all '.repeat(50))
    await expect(open(folder)).rejects.toThrow(/Set DATA_DIR|move that file away/)
    rmSync(join(folder, 'advise.sqlite'))
    expect(await (await open(folder)).knows('a')).toBe(false)
  })

  it('is made with its folder', async () => {
    const store = await open(join(newFolder(), 'below', 'it'))
    await expect(store.probe()).resolves.toBeUndefined()
  })
})

describe('what is forgotten', () => {
  const CANARIES = [
    'CANARYHEARD',
    'CANARYSAID',
    'CANARYSTATE',
    'CANARYPERSON',
    'CANARYROUTE',
    'CANARYNAME',
    'CANARYARTICLE',
  ]
  const WORDS = (conversation: string) =>
    turnOf(conversation, {
      person: 'CANARYPERSON',
      state: { count: 1, said: 'CANARYSTATE '.repeat(2000) } as Count,
      heard: JSON.stringify('CANARYHEARD '.repeat(500)),
      replies: ['"CANARYSAID"', JSON.stringify('CANARYSAID '.repeat(5000))],
      route: '{"to":"CANARYROUTE"}',
      outcome: '{"kind":"recommended","article":"CANARYARTICLE"}',
      effects: [{ kind: 'recommended', article: 'CANARYARTICLE', certain: true }],
    })
  /** Those of them that stand in any byte of any file of a folder. */
  const canariesIn = (folder: string): readonly string[] => {
    const bytes = readdirSync(folder).map(file => readFileSync(join(folder, file)))
    return CANARIES.filter(canary => bytes.some(found => found.includes(canary)))
  }
  /** Conversations of others around it, so that pages are shared. */
  const speakAround = async (store: Store<Count>, conversation: string): Promise<void> => {
    for (let n = 0; n < 5; n++) await store.keep(turnOf(`before ${n}`))
    await store.keep(WORDS(conversation))
    for (let n = 0; n < 5; n++) await store.keep(turnOf(`after ${n}`))
  }

  it.each(['conversation', 'person'] as const)('by %s is in no byte of any file', async by => {
    const folder = newFolder()
    const store = await open(folder)
    await speakAround(store, 'webchat|CANARYNAME')
    expect(canariesIn(folder)).toEqual(CANARIES)
    await store.forget(by === 'person' ? { person: 'CANARYPERSON' } : { conversation: 'webchat|CANARYNAME' })
    expect(canariesIn(folder)).toEqual([])
    expect(await store.knows('after 4')).toBe(true)
  })

  it('by a turn is in no byte of any file, but the name of the conversation until its reply is old', async () => {
    const folder = newFolder()
    const store = await open(folder)
    await speakAround(store, 'webchat|CANARYNAME')
    await keepNext(store, 'webchat|CANARYNAME', {
      person: 'CANARYPERSON',
      heard: '"CANARYHEARD"',
      outcome: '"CANARYARTICLE"',
      effects: [{ kind: 'forget' }],
    })
    expect(canariesIn(folder)).toEqual(['CANARYNAME'])
    await store.sweep({ conversations: 0, transcripts: 0, outcomes: 0, forgotten: NOW + 1 })
    expect(canariesIn(folder)).toEqual([])
  })

  it('by age is in no byte of any file', async () => {
    const folder = newFolder()
    const store = await open(folder)
    await speakAround(store, 'webchat|CANARYNAME')
    await store.sweep({ conversations: NOW + 1, transcripts: 0, outcomes: 0, forgotten: 0 })
    expect(canariesIn(folder)).toEqual([])
  })
})

describe('tables that people rely on', () => {
  it('have what a turn led to', async () => {
    const folder = newFolder()
    const store = await open(folder)
    const advice = { kind: 'recommended', article: 'KB1', certain: true } as const
    await keepNext(store, 'a', { replies: ['"a"', '"b"'], route: '{}', effects: [advice], activity: 'first' })
    await keepNext(store, 'a', { effects: [{ kind: 'tried', article: 'KB1', helped: 'no' }], at: NOW + 1 })
    const feedback = { liked: false, reason: 'wrong version' }
    await keepNext(store, 'a', { effects: [{ ...advice, certain: false }], feedback, at: NOW + 2 })
    const database = new Database(join(folder, 'advise.sqlite'))
    const rows = (text: string): unknown[] => database.prepare(text).raw().all()
    expect(rows('SELECT id, person, state, revision, watermark, at FROM conversation')).toEqual([
      ['a', 'ann', '{"count":1}', 3, 7, NOW + 2],
    ])
    expect(rows("SELECT first, last, at FROM inbox WHERE activity = 'first'")).toEqual([[2, 3, NOW]])
    expect(rows('SELECT seq, route FROM outbox ORDER BY seq')).toEqual([
      [2, '{}'],
      [3, '{}'],
    ])
    expect(rows('SELECT seq, at FROM outcome ORDER BY seq')).toEqual([
      [3, NOW],
      [5, NOW + 1],
      [7, NOW + 2],
    ])
    expect(rows('SELECT article, at, certain, helped, helped_at FROM recommendation')).toEqual([
      ['KB1', NOW + 2, 0, 'no', NOW + 1],
    ])
    expect(rows('SELECT seq, at, liked, reason FROM feedback')).toEqual([[7, NOW + 2, 0, 'wrong version']])
    database.close()
  })

  it('lose outcomes and recommendations when they are old', async () => {
    const folder = newFolder()
    const store = await open(folder)
    const effects = [{ kind: 'recommended', article: 'KB1', certain: true }] as const
    await keepNext(store, 'a', { effects })
    await keepNext(store, 'a', { effects: [{ kind: 'recommended', article: 'KB2', certain: true }], at: NOW + 1 })
    await store.sweep({ conversations: 0, transcripts: 0, outcomes: NOW + 1, forgotten: 0 })
    const database = new Database(join(folder, 'advise.sqlite'))
    expect(database.prepare('SELECT article FROM recommendation').all()).toMatchObject([{ article: 'KB2' }])
    expect(database.prepare('SELECT seq FROM outcome').all()).toMatchObject([{ seq: 4 }])
    database.close()
  })
})

describe('a turn that cannot be kept for a reason of its own', () => {
  it('takes no other with it', async () => {
    const store = await open(newFolder())
    await store.keep(turnOf('a', { activity: 'same' }))
    const { saved } = await store.look('a', 'x')
    const kept = await Promise.allSettled([
      store.keep(turnOf('b')),
      // Whoever had looked would know it: no second answer to an activity.
      store.keep(turnOf('a', { activity: 'same', before: saved })),
      store.keep(turnOf('c')),
    ])
    expect(kept.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect(kept[1]).not.toMatchObject({ reason: expect.any(StaleStateError) })
    expect((await store.look('a', 'x')).saved).toEqual(saved)
  })
})
