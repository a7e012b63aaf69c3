import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type Log, silentLog } from '../../bot/log.ts'
import { createMemoryStore } from '../../bot/storage/memory-store.ts'
import { StaleStateError, type Store, StoreAwayError } from '../../bot/storage/store.ts'
import { watchStore } from '../../bot/storage/watched-store.ts'
import { type Count, itIsAStore, turnOf } from './store-contract.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

/** A watched store, the trouble that all of it has while it is set, and how often what was asked of the one below. */
const setUp = () => {
  const below = createMemoryStore<Count>()
  const world: { trouble: string | undefined; asked: string[]; lines: string[] } = {
    trouble: undefined,
    asked: [],
    lines: [],
  }
  const troubled = async <T>(name: string, work: () => Promise<T>): Promise<T> => {
    world.asked.push(name)
    if (world.trouble !== undefined) throw new StoreAwayError(world.trouble)
    return work()
  }
  const store: Store<Count> = {
    ...below,
    look: (...args) => troubled('look', () => below.look(...args)),
    keep: turn => troubled('keep', () => below.keep(turn)),
    sent: (...args) => troubled('sent', () => below.sent(...args)),
    secret: name => troubled('secret', () => below.secret(name)),
    probe: () => troubled('probe', () => below.probe()),
  }
  const note = (level: string) => (message: string, fields?: object) => {
    world.lines.push(`${level} ${message} ${JSON.stringify(fields)}`)
  }
  const log: Log = {
    ...silentLog,
    debug: note('debug'),
    info: note('info'),
    warn: note('warn'),
    error: note('error'),
  }
  const watched = watchStore(store, { log })
  const count = (name: string): number => world.asked.filter(asked => asked === name).length
  return { watched, world, count }
}

describe('a watched store', () => {
  it('refuses at once while it is away, says why, and asks until it works again', async () => {
    const { watched, world, count } = setUp()
    expect(watched.isAway()).toBeUndefined()
    world.trouble = 'the disk is full'
    await expect(watched.keep(turnOf('a'))).rejects.toThrow(StoreAwayError)
    expect(watched.isAway()).toBe('the disk is full')
    for (let n = 0; n < 10; n++) await expect(watched.look('a', 'x')).rejects.toThrow('the disk is full')
    expect(count('look')).toBe(0)
    await vi.advanceTimersByTimeAsync(3000)
    expect(count('probe')).toBeGreaterThanOrEqual(3)
    expect(watched.isAway()).toBe('the disk is full')
    world.trouble = undefined
    await vi.advanceTimersByTimeAsync(2000)
    expect(watched.isAway()).toBeUndefined()
    await watched.keep(turnOf('a'))
    expect((await watched.look('a', 'x')).saved?.revision).toBe(1)
    await watched.close()
  })

  it('tells the log once that it goes and once that it is back', async () => {
    const { watched, world } = setUp()
    for (let n = 0; n < 2; n++) {
      world.trouble = 'hung'
      await Promise.allSettled([watched.look('a', 'x'), watched.look('a', 'x'), watched.keep(turnOf('a'))])
      await vi.advanceTimersByTimeAsync(10_000)
      world.trouble = undefined
      await vi.advanceTimersByTimeAsync(2000)
    }
    expect(world.lines.map(line => line.replace(/\d+/, 'N'))).toEqual([
      'error conversations cannot be kept: turns are refused {"why":"hung"}',
      'info conversations can be kept again {"seconds":N}',
      'error conversations cannot be kept: turns are refused {"why":"hung"}',
      'info conversations can be kept again {"seconds":N}',
    ])
    await watched.close()
  })

  it('finds out by itself when nobody speaks', async () => {
    const { watched, world } = setUp()
    await vi.advanceTimersByTimeAsync(20_000)
    expect(watched.isAway()).toBeUndefined()
    world.trouble = 'gone'
    await vi.advanceTimersByTimeAsync(5000)
    expect(watched.isAway()).toBe('gone')
    world.trouble = undefined
    await vi.advanceTimersByTimeAsync(2000)
    expect(watched.isAway()).toBeUndefined()
    await watched.close()
  })

  it('does not ask while turns are kept', async () => {
    const { watched, count } = setUp()
    for (let n = 0; n < 10; n++) {
      await watched.keep(turnOf(`a${n}`))
      await vi.advanceTimersByTimeAsync(3000)
    }
    expect(count('probe')).toBe(0)
    await watched.close()
  })

  it('asks less and less often, but at least every two seconds', async () => {
    const { watched, world, count } = setUp()
    world.trouble = 'hung'
    await expect(watched.look('a', 'x')).rejects.toThrow('hung')
    await vi.advanceTimersByTimeAsync(2000)
    const soon = count('probe')
    await vi.advanceTimersByTimeAsync(20_000)
    expect(soon).toBe(3)
    expect(count('probe') - soon).toBe(10)
    await watched.close()
  })

  it('notes all the same what was sent', async () => {
    const { watched, world, count } = setUp()
    world.trouble = 'hung'
    await expect(watched.look('a', 'x')).rejects.toThrow('hung')
    await expect(watched.sent('a', 1)).rejects.toThrow('hung')
    expect(count('sent')).toBe(1)
    await watched.close()
  })

  it('waits for what a start needs, but not for ever', async () => {
    const { watched, world } = setUp()
    world.trouble = 'no answer'
    const secret = watched.secret('key')
    await vi.advanceTimersByTimeAsync(3000)
    world.trouble = undefined
    await vi.advanceTimersByTimeAsync(500)
    expect(await secret).toHaveLength(32)
    world.trouble = 'no answer'
    const never = expect(watched.secret('other')).rejects.toThrow(StoreAwayError)
    await vi.advanceTimersByTimeAsync(30_000)
    await never
  })

  it('takes no other error for that', async () => {
    const { watched } = setUp()
    await watched.keep(turnOf('a'))
    await expect(watched.keep(turnOf('a'))).rejects.toThrow(StaleStateError)
    expect(watched.isAway()).toBeUndefined()
    await watched.close()
  })

  it('asks once for several who ask at once, and takes their word', async () => {
    const { watched, world, count } = setUp()
    await Promise.all([watched.probe(), watched.probe(), watched.probe()])
    expect(count('probe')).toBe(1)
    world.trouble = 'gone'
    await vi.advanceTimersByTimeAsync(1000)
    await expect(watched.probe()).rejects.toThrow('gone')
    expect(watched.isAway()).toBe('gone')
    await watched.close()
  })

  it('writes once a second at most for whoever asks, and not at all while turns are kept', async () => {
    const { watched, count } = setUp()
    for (let n = 0; n < 40; n++) {
      await watched.probe()
      await vi.advanceTimersByTimeAsync(100)
    }
    expect(count('probe')).toBe(4)
    for (let n = 0; n < 40; n++) {
      await watched.keep(turnOf(`a${n}`))
      await watched.probe()
      await vi.advanceTimersByTimeAsync(100)
    }
    expect(count('probe')).toBe(4)
    await watched.close()
  })

  it('asks again when it was away a moment ago', async () => {
    const { watched, world, count } = setUp()
    await watched.probe()
    world.trouble = 'gone'
    await expect(watched.keep(turnOf('a'))).rejects.toThrow('gone')
    await expect(watched.probe()).rejects.toThrow('gone')
    world.trouble = undefined
    const before = count('probe')
    await watched.probe()
    expect(count('probe')).toBe(before + 1)
    await watched.close()
  })

  it('asks no more when it is closed', async () => {
    const { watched, world, count } = setUp()
    world.trouble = 'gone'
    await watched.close()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(count('probe')).toBe(0)
  })
})

describe('a store in memory that is watched', () => {
  beforeEach(() => {
    vi.useRealTimers()
  })
  itIsAStore(async () => watchStore(createMemoryStore<Count>(), { log: silentLog }))
})
