import { randomBytes } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, describe, expect, test } from 'vitest'
import { DEFAULT_LIMITS } from '../../bot/direct-line/limits.ts'
import { createListeners, type Listener } from '../../bot/direct-line/listeners.ts'
import { createBuckets } from '../../bot/http/buckets.ts'
import { Refusal } from '../../bot/http/refusal.ts'
import { silentLog } from '../../bot/log.ts'
import type { SaidListener, Transcript } from '../../bot/storage/store.ts'
import { until } from './direct-line-client.ts'
import { type EchoServer, firstFrame, startEcho } from './echo-server.ts'

let bots: EchoServer[] = []
const start = async (...given: Parameters<typeof startEcho>): Promise<EchoServer> => {
  const bot = await startEcho(...given)
  bots.push(bot)
  return bot
}
afterEach(async () => {
  for (const bot of bots) await bot.close()
  bots = []
})

describe('the token key', () => {
  test('makes tokens of an earlier start good, and another key does not', async () => {
    const tokenKey = randomBytes(32)
    const { token } = await (await start({}, { tokenKey })).generate()
    const begin = async (bot: EchoServer) => (await bot.call('POST', '/conversations', { token, body: {} })).status
    expect(await begin(await start({}, { tokenKey }))).toBe(201)
    expect(await begin(await start({}, { tokenKey: randomBytes(32) }))).toBe(401)
  })
})

describe('who may call', () => {
  test('is decided before any token is looked at, for requests and for streams', async () => {
    let open = true
    const admit = async () => {
      await wait(1)
      if (!open) throw new Refusal(403, 'Forbidden', 'Closed today.')
    }
    const bot = await start({}, { admit })
    const { streamUrl } = await bot.begin()
    open = false
    expect((await bot.call('POST', '/tokens/generate')).status).toBe(403)
    await expect(firstFrame(streamUrl)).rejects.toThrow('HTTP 403')
    open = true
    expect((await firstFrame(streamUrl)).activities).toHaveLength(1)
  })
})

/** A store's transcripts, with what a test wants to happen to them. */
const transcripts = (patience: () => Promise<unknown> = async () => {}) => {
  const said: string[] = []
  const told = new Set<SaidListener>()
  return {
    say: (...activities: string[]) => {
      said.push(...activities)
      for (const tell of told) tell('c')
    },
    listening: told,
    reads: [] as number[],
    onSaid: (listener: SaidListener) => {
      told.add(listener)
      return () => told.delete(listener)
    },
    async transcript(_conversation: string, after: number, most: number): Promise<Transcript> {
      this.reads.push(after)
      const activities = said.slice(after).slice(-most)
      const watermark = said.length
      await patience()
      return { activities, watermark }
    },
  }
}

/** A listener that notes what it hears, and how it was told. */
const ear = () => {
  const heard: unknown[] = []
  const frames: string[] = []
  const listener: Listener & { closed: boolean } = {
    closed: false,
    send: frame => {
      frames.push(frame)
      heard.push(...JSON.parse(frame).activities)
    },
    close() {
      this.closed = true
    },
  }
  return { listener, heard, frames }
}

const limits = DEFAULT_LIMITS

describe('the listeners', () => {
  test('of a slow store get everything once, in order, wherever they come in', async () => {
    const store = transcripts(() => wait(Math.random() * 3))
    const listeners = createListeners({ store, limits: { ...limits, streams: 99 }, log: silentLog })
    const ears = [ear()]
    listeners.listen('c', ears[0]?.listener as Listener, 0)
    for (let n = 1; n <= 20; n++) {
      store.say(String(n))
      const another = ear()
      ears.push(another)
      listeners.listen('c', another.listener, n)
      if (n % 3 === 0) await wait(1)
    }
    await until('the last', () => ears.slice(0, -1).every(({ heard }) => heard.at(-1) === 20))
    ears.forEach(({ heard }, from) => {
      expect(heard).toEqual(Array.from({ length: 20 - from }, (_, index) => from + index + 1))
    })
  })

  test('with the same watermark are read for once', async () => {
    const store = transcripts()
    const listeners = createListeners({ store, limits, log: silentLog })
    const ears = [ear(), ear(), ear()]
    for (const { listener } of ears) listeners.listen('c', listener, 0)
    await until('the first frames', () => ears.every(({ frames }) => frames.length === 1))
    store.reads.length = 0
    store.say('1', '2')
    await until('the second frames', () => ears.every(({ frames }) => frames.length === 2))
    expect(store.reads).toEqual([0])
    expect(ears.map(({ frames }) => frames)).toEqual(
      Array(3).fill(['{"activities":[],"watermark":"0"}', '{"activities":[1,2],"watermark":"2"}']),
    )
  })

  test('are closed where the store cannot be read, and may come back', async () => {
    let away = true
    const store = transcripts(async () => {
      if (away) throw new Error('gone')
    })
    const listeners = createListeners({ store, limits, log: silentLog })
    const [first, second] = [ear(), ear()]
    listeners.listen('c', first.listener, 0)
    await until('it is closed', () => first.listener.closed)
    away = false
    store.say('1')
    listeners.listen('c', second.listener, 0)
    await until('the frame', () => second.frames.length === 1)
    expect([first.heard, second.heard]).toEqual([[], [1]])
  })

  test('of one conversation are few: the oldest is closed', async () => {
    const store = transcripts()
    const listeners = createListeners({ store, limits: { ...limits, streams: 2 }, log: silentLog })
    const ears = [ear(), ear(), ear()]
    for (const { listener } of ears) listeners.listen('c', listener, 0)
    expect(ears.map(({ listener }) => listener.closed)).toEqual([true, false, false])
  })

  test('that are gone hear nothing, and the store is not read for them', async () => {
    const store = transcripts()
    const listeners = createListeners({ store, limits, log: silentLog })
    const { listener, frames } = ear()
    const leave = listeners.listen('c', listener, 0)
    await until('the first frame', () => frames.length === 1)
    leave()
    store.say('1')
    expect([frames.length, store.reads.length]).toEqual([1, 1])
    listeners.close()
    expect(store.listening.size).toBe(0)
  })

  test('get the newest of what is too much at once, and one in any case', async () => {
    const store = transcripts()
    store.say('"aaaaaaaa"', '"bbbb"', '"cccc"')
    const read = (bytes: number) =>
      createListeners({ store, limits: { ...limits, bytes }, log: silentLog }).read('c', 0)
    expect(await read(12)).toBe('{"activities":["bbbb","cccc"],"watermark":"3"}')
    expect(await read(1)).toBe('{"activities":["cccc"],"watermark":"3"}')
  })
})

describe('buckets', () => {
  const take = (buckets: ReturnType<typeof createBuckets>, who: string): number => {
    try {
      buckets.take(who, 'Too fast')
      return 0
    } catch (error) {
      return (error as Refusal).retryAfter ?? Number.NaN
    }
  }

  test('are one for each, and gain with time', () => {
    let clock = 0
    const buckets = createBuckets({ capacity: 2, perSecond: 0.5, most: 10 }, () => clock)
    expect(['a', 'a', 'a', 'b'].map(who => take(buckets, who))).toEqual([0, 0, 2, 0])
    clock += 1000
    expect(take(buckets, 'a')).toBe(1)
    clock += 1000
    expect(['a', 'a'].map(who => take(buckets, who))).toEqual([0, 2])
  })

  test('are few, and none of who was silent until theirs was full', () => {
    let clock = 0
    const buckets = createBuckets({ capacity: 2, perSecond: 1, most: 3 }, () => clock)
    for (const who of ['a', 'b', 'c', 'd', 'e']) take(buckets, who)
    expect(buckets.size).toBe(3)
    clock += 2000
    take(buckets, 'f')
    expect(buckets.size).toBe(1)
  })
})
