import { setTimeout as wait } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { createLanes } from '../../bot/lanes.ts'
import { type Log, silentLog } from '../../bot/log.ts'
import { createMemoryStore } from '../../bot/storage/memory-store.ts'
import { StaleStateError, type Store } from '../../bot/storage/store.ts'
import { type Answer, createTakeTurn, type Work } from '../../bot/turn.ts'

type Count = { readonly count: number }
type Answering = (state: Count | undefined) => Promise<Answer<Count>>

/** Adds one, slowly, and says the sum. */
const count: Answering = async state => {
  await wait(1)
  const sum = (state?.count ?? 0) + 1
  return { state: { count: sum }, replies: [String(sum)] }
}

let ids = 0
const work = (conversation: string, given: Partial<Work<Count>> = {}): Work<Count> => ({
  conversation,
  activity: `activity ${ids++}`,
  person: 'person',
  heard: undefined,
  route: undefined,
  answer: count,
  ...given,
})
const setUp = (store: Store<Count> = createMemoryStore<Count>(), parts: object = {}) => ({
  store,
  take: createTakeTurn({ store, log: silentLog, now: Date.now, ...parts }),
})
const stateOf = async (store: Store<Count>, conversation: string) =>
  (await store.look(conversation, 'no such activity')).saved?.state

describe('a turn', () => {
  it('starts from nothing, and goes on from what was kept', async () => {
    const { take } = setUp()
    expect(await take(work('a'))).toEqual(['1'])
    expect(await take(work('a'))).toEqual(['2'])
    expect(await take(work('b'))).toEqual(['1'])
  })

  it('is not lost when twenty come at once', async () => {
    const { take, store } = setUp()
    const said = await Promise.all(Array.from({ length: 20 }, () => take(work('a'))))
    expect(said.flat()).toEqual(Array.from({ length: 20 }, (_, index) => String(index + 1)))
    expect(await stateOf(store, 'a')).toEqual({ count: 20 })
  })

  it('changes nothing when it fails, and the next one works', async () => {
    const { take, store } = setUp()
    await take(work('a'))
    const failing = work('a', { answer: () => Promise.reject(new Error('the knowledge cannot be reached')) })
    const [failed, next] = await Promise.allSettled([take(failing), take(work('a'))])
    expect(failed.status).toBe('rejected')
    expect(next.status).toBe('fulfilled')
    expect(await stateOf(store, 'a')).toEqual({ count: 2 })
  })

  it('fails when it cannot be kept', async () => {
    const store = { ...createMemoryStore<Count>(), keep: () => Promise.reject(new Error('disk full')) }
    await expect(setUp(store).take(work('a'))).rejects.toThrow('disk full')
  })

  it('is kept with what was heard and said, in this order', async () => {
    const { take, store } = setUp()
    await take(work('a', { heard: 'hello' }))
    expect(await store.transcript('a', 0, 10)).toEqual({ activities: ['hello', '1'], watermark: 2 })
  })

  it('that takes too long is refused, and the next one works', async () => {
    const { take } = setUp(undefined, { patience: 20 })
    const hanging = take(work('a', { answer: () => new Promise(() => {}) }))
    const next = take(work('a'))
    await expect(hanging).rejects.toMatchObject({ status: 503, retryAfter: 2 })
    expect(await next).toEqual(['1'])
  })

  it('of a flooded conversation is refused, while others are served', async () => {
    const { take } = setUp(undefined, { mostWaiting: 3 })
    const taken = [1, 2, 3].map(() => take(work('a')))
    expect(() => take(work('a'))).toThrow(expect.objectContaining({ status: 429, retryAfter: 2 }))
    expect(await take(work('b'))).toEqual(['1'])
    expect((await Promise.all(taken)).flat()).toEqual(['1', '2', '3'])
    expect(await take(work('a'))).toEqual(['4'])
  })
})

describe('an activity that is delivered again', () => {
  it('gets the same replies, and is no second turn', async () => {
    const { take, store } = setUp()
    const activity = work('a')
    expect(await take(activity)).toEqual(['1'])
    expect(await take(work('a'))).toEqual(['2'])
    expect(await take(activity)).toEqual(['1'])
    expect(await stateOf(store, 'a')).toEqual({ count: 2 })
  })

  it('five times at once, too', async () => {
    const { take, store } = setUp()
    const activity = work('a')
    const said = await Promise.all([1, 2, 3, 4, 5].map(() => take(activity)))
    expect(said).toEqual([['1'], ['1'], ['1'], ['1'], ['1']])
    expect(await stateOf(store, 'a')).toEqual({ count: 1 })
  })

  it('in another conversation is another one', async () => {
    const { take } = setUp()
    const activity = work('a')
    await take(activity)
    await take(work('b'))
    expect(await take({ ...activity, conversation: 'b' })).toEqual(['2'])
  })

  it('after it failed is taken', async () => {
    const { take } = setUp()
    const activity = work('a')
    const failing = { ...activity, answer: () => Promise.reject(new Error('not now')) }
    await expect(take(failing)).rejects.toThrow('not now')
    expect(await take(activity)).toEqual(['1'])
  })
})

describe('where another process was first', () => {
  /** Two processes, with a lane each, on one store. */
  const two = () => {
    const store = createMemoryStore<Count>()
    return { store, here: setUp(store).take, there: setUp(store).take }
  }

  it('the turn is taken again on the newer state', async () => {
    const { store, here, there } = two()
    const said = await Promise.all([here(work('a')), there(work('a')), here(work('a')), there(work('a'))])
    expect(said.flat().sort()).toEqual(['1', '2', '3', '4'])
    expect(await stateOf(store, 'a')).toEqual({ count: 4 })
  })

  it('with the same activity, it is one turn with the same replies', async () => {
    const { store, here, there } = two()
    const activity = work('a')
    expect(await Promise.all([here(activity), there(activity)])).toEqual([['1'], ['1']])
    expect(await stateOf(store, 'a')).toEqual({ count: 1 })
  })

  it('always, the turn gives up', async () => {
    const store = { ...createMemoryStore<Count>(), keep: () => Promise.reject(new StaleStateError('a', 1)) }
    await expect(setUp(store).take(work('a'))).rejects.toThrow(StaleStateError)
  })
})

describe('the log of a turn', () => {
  it('is one line: the conversation, what the turn was, and how long it took; never the person’s words', async () => {
    const lines: [string, object | undefined][] = []
    const log: Log = { ...silentLog, debug: (message, fields) => void lines.push([message, fields]) }
    let clock = 0
    const now = () => (clock += 5)
    const outcome = { kind: 'asked', question: 'version', facet: 'exchange' }
    const answer = async () => ({ state: { count: 1 }, replies: ['canary'], outcome })
    await setUp(undefined, { log, now }).take(work('a', { heard: 'canary', answer }))
    expect(lines).toEqual([
      ['turn', { conversation: 'a', turn: expect.any(String), outcome, milliseconds: expect.any(Number) }],
    ])
    expect(JSON.stringify(lines)).not.toContain('canary')
  })
})

describe('lanes', () => {
  it('run in order of arrival within a lane, beside each other across lanes, and are forgotten', async () => {
    const lanes = createLanes()
    const done: string[] = []
    const step = (lane: string, name: string, milliseconds: number) =>
      lanes.run(lane, async () => {
        await wait(milliseconds)
        done.push(name)
      })
    const all = [step('a', 'a1', 40), step('a', 'a2', 0), step('b', 'b1', 0)]
    expect([lanes.busy, lanes.depth('a'), lanes.depth('b'), lanes.depth('c')]).toEqual([3, 2, 1, 0])
    await Promise.all(all)
    expect(done).toEqual(['b1', 'a1', 'a2'])
    expect([lanes.busy, lanes.depth('a')]).toEqual([0, 0])
  })
})
