import { setTimeout as wait } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { createLanes } from '../../bot/lanes.ts'
import { type Log, silentLog } from '../../bot/log.ts'
import { createMemoryStore } from '../../bot/storage/memory-store.ts'
import { StaleStateError, type StateStore } from '../../bot/storage/state-store.ts'
import { createTakeTurn, type Deliver, type Respond, UndeliveredError } from '../../bot/turn.ts'
import { type Reply, typed } from '../../dialogs/index.ts'

const hello: readonly Reply[] = [{ kind: 'text', text: 'hello', choices: [] }]

type Count = { readonly count: number }

/** Adds one, slowly, and says the sum; fails when told to. */
const count: Respond<Count> = async (state, message) => {
  await wait(1)
  if (message.text === 'fail') throw new Error('the knowledge cannot be reached')
  const sum = (state?.count ?? 0) + 1
  return { state: { count: sum }, replies: [{ kind: 'text', text: String(sum), choices: [] }] }
}
const setUp = (respond = count, store = createMemoryStore<Count>(), parts: { patience?: number } = {}) => {
  const takeTurn = createTakeTurn({ store, respond, log: silentLog, ...parts })
  /** Takes a turn and gives back what was said, however often. */
  const take = async (conversation: string, words: string) => {
    const said: string[] = []
    await takeTurn(conversation, typed(words), hear(said))
    return said
  }
  return { store, takeTurn, take }
}
const hear =
  (said: string[]): Deliver =>
  async replies => {
    for (const reply of replies) if (reply.kind === 'text') said.push(reply.text)
  }

describe('a turn', () => {
  it('starts from nothing, and goes on from what was saved', async () => {
    const { take } = setUp()
    expect(await take('a', '+1')).toEqual(['1'])
    expect(await take('a', '+1')).toEqual(['2'])
    expect(await take('b', '+1')).toEqual(['1'])
  })

  it('is not lost when twenty come at once', async () => {
    const { take, store } = setUp()
    const said = await Promise.all(Array.from({ length: 20 }, () => take('a', '+1')))
    expect(said.flat()).toEqual(Array.from({ length: 20 }, (_, index) => String(index + 1)))
    expect((await store.load('a'))?.state).toEqual({ count: 20 })
  })

  it('changes nothing when it fails, and the next one works', async () => {
    const { take, store } = setUp()
    await take('a', '+1')
    const [failed, next] = await Promise.allSettled([take('a', 'fail'), take('a', '+1')])
    expect(failed.status).toBe('rejected')
    expect(next.status).toBe('fulfilled')
    expect(await store.load('a')).toEqual({ state: { count: 2 }, revision: 2 })
  })

  it('fails when it cannot be saved', async () => {
    const store = { ...createMemoryStore<Count>(), save: () => Promise.reject(new Error('disk full')) }
    await expect(setUp(count, store).take('a', '+1')).rejects.toThrow('disk full')
  })
})

describe('what was not delivered', () => {
  it('is not remembered: the same message sent again is one turn', async () => {
    const { takeTurn, take, store } = setUp()
    const lost = takeTurn('a', typed('+1'), () => Promise.reject(new Error('ECONNREFUSED')))
    await expect(lost).rejects.toThrow(UndeliveredError)
    await expect(lost).rejects.toThrow('ECONNREFUSED')
    expect(await store.load('a')).toBeUndefined()
    expect(await take('a', '+1')).toEqual(['1'])
  })

  it('within time does not hold up the turns behind it', async () => {
    const { takeTurn, take } = setUp(count, undefined, { patience: 20 })
    const hanging = takeTurn('a', typed('+1'), () => new Promise(() => {}))
    const next = take('a', '+1')
    await expect(hanging).rejects.toThrow(/not delivered: no answer within 0\.02 s/)
    expect(await next).toEqual(['1'])
  })

  it('yet is waited for: replies of two turns never overtake each other', async () => {
    const { takeTurn } = setUp()
    const said: string[] = []
    const slowly: Deliver = async replies => wait(20).then(() => hear(said)(replies))
    await Promise.all([takeTurn('a', typed('+1'), slowly), takeTurn('a', typed('+1'), hear(said))])
    expect(said).toEqual(['1', '2'])
  })
})

describe('where another process was first', () => {
  /** Saves as another process would. */
  const intrude = async (store: StateStore<Count>, sum: number) =>
    store.save('a', { count: sum }, (await store.load('a'))?.revision)

  it('the turn is taken again on the newer state, and only that is said', async () => {
    const store = createMemoryStore<Count>()
    let others = 2
    const respond: Respond<Count> = async (state, message) => {
      const answer = await count(state, message)
      if (others-- > 0) await intrude(store, 100 + others)
      return answer
    }
    expect(await setUp(respond, store).take('a', '+1')).toEqual(['101'])
  })

  it('after our reply, what the newer state leads to is said as well', async () => {
    const { takeTurn, store } = setUp()
    const said: string[] = []
    let others = 1
    await takeTurn('a', typed('+1'), async replies => {
      await hear(said)(replies)
      if (others-- > 0) await intrude(store, 100)
    })
    expect(said).toEqual(['1', '101'])
    expect((await store.load('a'))?.state).toEqual({ count: 101 })
  })

  it('after our reply, the same is not said twice', async () => {
    const respond: Respond<Count> = async state => ({ state: { count: state?.count ?? 0 }, replies: hello })
    const { takeTurn, store } = setUp(respond)
    const said: string[] = []
    let others = 1
    await takeTurn('a', typed('hi'), async replies => {
      await hear(said)(replies)
      if (others-- > 0) await intrude(store, 7)
    })
    expect(said).toEqual(['hello'])
    expect((await store.load('a'))?.state).toEqual({ count: 7 })
  })

  it('always, the turn gives up', async () => {
    const store = { ...createMemoryStore<Count>(), save: () => Promise.reject(new StaleStateError('a', 1)) }
    await expect(setUp(count, store).take('a', '+1')).rejects.toThrow(StaleStateError)
  })
})

describe('the log of a turn', () => {
  const logged = async (now?: () => number) => {
    const lines: [string, object | undefined][] = []
    const log: Log = { ...silentLog, debug: (message, fields) => void lines.push([message, fields]) }
    const outcome = { kind: 'asked', question: 'version', facet: 'exchange' }
    const respond: Respond<Count> = async () => ({ state: { count: 1 }, replies: hello, outcome, effects: [] })
    const takeTurn = createTakeTurn({ store: createMemoryStore<Count>(), respond, log, ...(now ? { now } : {}) })
    await takeTurn('a', typed('the canary is dead'), async () => {})
    return { lines, outcome }
  }

  it('is one line: the conversation, what the turn was, and how long it took; never the person’s words', async () => {
    let clock = 0
    const { lines, outcome } = await logged(() => {
      clock += 12.4
      return clock
    })
    expect(lines).toEqual([['turn', { conversation: 'a', outcome, milliseconds: 12 }]])
    expect(JSON.stringify(lines)).not.toMatch(/canary|hello/)
  })

  it('says no time without a clock', async () => {
    expect((await logged()).lines).toEqual([['turn', expect.not.objectContaining({ milliseconds: expect.anything() })]])
  })
})

describe('lanes', () => {
  it('run beside each other, and in order within', async () => {
    const lanes = createLanes()
    const order: string[] = []
    const work = (name: string, time: number) => async () => {
      await wait(time)
      order.push(name)
    }
    await Promise.all([lanes.run('a', work('a1', 20)), lanes.run('a', work('a2', 0)), lanes.run('b', work('b1', 5))])
    expect(order).toEqual(['b1', 'a1', 'a2'])
  })

  it('are forgotten when idle', async () => {
    const lanes = createLanes()
    const running = [lanes.run('a', async () => {}), lanes.run('b', () => Promise.reject(new Error('no')))]
    expect(lanes.busy).toBe(2)
    await Promise.allSettled(running)
    expect(lanes.busy).toBe(0)
  })
})
