import { describe, expect, it } from 'vitest'
import { silentLog } from '../../bot/log.ts'
import { createSender, type Send, SendError } from '../../bot/sender.ts'
import { createMemoryStore } from '../../bot/storage/memory-store.ts'
import type { Outgoing, Store } from '../../bot/storage/store.ts'
import { until } from './direct-line-client.ts'

const route = '{"serviceUrl":"http://localhost"}'

/** A store in whose conversation these replies wait to be sent. */
const storeWith = async (waiting: Readonly<Record<string, readonly string[]>>): Promise<Store<object>> => {
  const store = createMemoryStore<object>()
  for (const [conversation, replies] of Object.entries(waiting)) await keep(store, conversation, replies)
  return store
}
const keep = async (store: Store<object>, conversation: string, replies: readonly string[]) => {
  const { saved } = await store.look(conversation, '')
  const rest = { person: 'p', heard: undefined, outcome: undefined, effects: [], at: 0, state: {}, route }
  await store.keep({ ...rest, conversation, activity: `a${saved?.revision}`, before: saved, replies })
}

interface Options {
  /** What becomes of the nth attempt; it arrives where nothing is thrown. */
  readonly fate?: (attempt: number, activity: string) => void | Promise<void>
  readonly delays?: object
}

const setUp = (store: Store<object>, { fate = () => {}, delays = {} }: Options = {}) => {
  const arrived: string[] = []
  const attempts: string[] = []
  const results: string[] = []
  const send: Send = async ({ activity, route: way }) => {
    expect(way).toBe(route)
    attempts.push(activity)
    await fate(attempts.length, activity)
    arrived.push(activity)
  }
  const sender = createSender({
    store,
    send,
    log: silentLog,
    now: Date.now,
    onAttempt: result => results.push(result),
    delays: { first: 1, longest: 5, look: 5, ...delays },
  })
  return { sender, arrived, attempts, results }
}
const isEmpty = (store: Store<object>) => store.outboxDepth().then(depth => depth === 0)
const untilEmpty = async (store: Store<object>) => {
  let empty = false
  const look = setInterval(async () => {
    empty = await isEmpty(store)
  }, 2)
  await until('the outbox is empty', () => empty)
  clearInterval(look)
}

describe('what waits in the outbox', () => {
  it('is sent at start, in order', async () => {
    const store = await storeWith({ a: ['1', '2', '3'] })
    const { sender, arrived } = setUp(store)
    await untilEmpty(store)
    expect(arrived).toEqual(['1', '2', '3'])
    await sender.close()
  })

  it('is sent when a turn wakes the sender, also while it is sending', async () => {
    const store = await storeWith({ a: ['1'] })
    const { sender, arrived } = setUp(store, {
      delays: { look: 100_000 },
      fate: async attempt => {
        if (attempt === 1) {
          await keep(store, 'a', ['2'])
          sender.wake('a')
        }
      },
    })
    await untilEmpty(store)
    expect(arrived).toEqual(['1', '2'])
    await sender.close()
  })

  it.each([
    ['a channel that is busy', new SendError('HTTP 429', 'later', 1)],
    ['a connection that breaks', new Error('ECONNRESET')],
  ])('is sent again after %s, before what comes behind it', async (_what, error) => {
    const store = await storeWith({ a: ['1', '2'] })
    const { sender, arrived, attempts, results } = setUp(store, {
      fate: attempt => {
        if (attempt <= 3) throw error
      },
    })
    await untilEmpty(store)
    expect(arrived).toEqual(['1', '2'])
    expect(attempts).toEqual(['1', '1', '1', '1', '2'])
    expect(results).toEqual(['retried', 'retried', 'retried', 'ok', 'ok'])
    await sender.close()
  })

  it('waits as long as the channel asks', async () => {
    const store = await storeWith({ a: ['1'] })
    const times: number[] = []
    const { sender } = setUp(store, {
      fate: attempt => {
        times.push(performance.now())
        if (attempt === 1) throw new SendError('HTTP 429', 'later', 60)
      },
    })
    await untilEmpty(store)
    expect((times[1] ?? 0) - (times[0] ?? 0)).toBeGreaterThan(55)
    await sender.close()
  })

  it('does not hold up other conversations', async () => {
    const store = await storeWith({ a: ['a1'], b: ['b1'] })
    const { sender, arrived } = setUp(store, {
      fate: (_attempt, activity) => {
        if (activity === 'a1') throw new Error('gone')
      },
    })
    await until('b is sent', () => arrived.includes('b1'))
    expect(arrived).toEqual(['b1'])
    expect(await store.outboxDepth()).toBe(1)
    await sender.close()
  })

  it('of many conversations is on its way in part only, and yet arrives', async () => {
    const store = await storeWith(Object.fromEntries(Array.from({ length: 300 }, (_, n) => [`c${n}`, [`${n}`]])))
    let now = 0
    let most = 0
    const { sender, arrived } = setUp(store, {
      fate: async () => {
        most = Math.max(most, ++now)
        await new Promise(resolve => setTimeout(resolve, 1))
        now--
      },
    })
    await untilEmpty(store)
    expect(new Set(arrived).size).toBe(300)
    expect(most).toBeLessThanOrEqual(100)
    await sender.close()
  })

  it('of many conversations may wait without a warning of Node', async () => {
    const warned: string[] = []
    const listen = ({ name }: Error) => warned.push(name)
    process.on('warning', listen)
    const names = Array.from({ length: 20 }, (_, i) => `c${i}`)
    const store = await storeWith(Object.fromEntries(names.map(name => [name, ['1']])))
    const { sender, results } = setUp(store, {
      fate: () => {
        throw new SendError('busy', 'later')
      },
      delays: { first: 60_000, longest: 60_000 },
    })
    await until('all wait', () => results.length === names.length)
    await sender.close()
    await new Promise(resolve => setImmediate(resolve))
    process.off('warning', listen)
    expect(warned).toEqual([])
  })

  it('is dropped when the channel refuses it for good, and the rest is sent', async () => {
    const store = await storeWith({ a: ['1', '2'] })
    const { sender, arrived, results } = setUp(store, {
      fate: attempt => {
        if (attempt === 1) throw new SendError('HTTP 403', 'never')
      },
    })
    await untilEmpty(store)
    expect(arrived).toEqual(['2'])
    expect(results).toEqual(['dropped', 'ok'])
    await sender.close()
  })

  it('is dropped when nobody can wait for it any more', async () => {
    const store = await storeWith({ a: ['1'] })
    const { sender, arrived } = setUp(store, {
      delays: { patience: 10 },
      fate: () => {
        throw new Error('gone')
      },
    })
    await untilEmpty(store)
    expect(arrived).toEqual([])
    await sender.close()
  })

  it('stays there when the bot stops, and is sent after the next start', async () => {
    const store = await storeWith({ a: ['1', '2'] })
    const first = setUp(store, {
      delays: { first: 100_000, longest: 100_000 },
      fate: () => {
        throw new Error('gone')
      },
    })
    await until('it was tried', () => first.attempts.length > 0)
    await first.sender.close()
    expect(await store.outboxDepth()).toBe(2)
    const second = setUp(store)
    await untilEmpty(store)
    expect(second.arrived).toEqual(['1', '2'])
    await second.sender.close()
  })

  it('is left to the process that has it', async () => {
    const inner = await storeWith({ a: ['1'] })
    const store: Store<object> = { ...inner, claim: async (): Promise<readonly Outgoing[] | undefined> => undefined }
    const { sender, attempts } = setUp(store)
    await new Promise(resolve => setTimeout(resolve, 30))
    await sender.close()
    expect(attempts).toEqual([])
  })

  it('is not sent again when it could not be recorded at once', async () => {
    const inner = await storeWith({ a: ['1', '2'] })
    let failures = 3
    const sent = async (conversation: string, seq: number) => {
      if (failures-- > 0) throw new Error('away')
      await inner.sent(conversation, seq)
    }
    const { sender, arrived } = setUp({ ...inner, sent })
    await untilEmpty(inner)
    expect(arrived).toEqual(['1', '2'])
    await sender.close()
  })

  it('is found again when the store was away', async () => {
    const inner = await storeWith({ a: ['1'] })
    let away = true
    const claim = (conversation: string) => (away ? Promise.reject(new Error('away')) : inner.claim(conversation))
    const { sender, arrived } = setUp({ ...inner, claim })
    await new Promise(resolve => setTimeout(resolve, 20))
    away = false
    await untilEmpty(inner)
    expect(arrived).toEqual(['1'])
    await sender.close()
  })
})
