import { setTimeout as wait } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { createLanes } from '../../bot/lanes.ts'
import { silentLog } from '../../bot/log.ts'
import { createMemoryStore } from '../../bot/storage/memory-store.ts'
import { StaleStateError } from '../../bot/storage/state-store.ts'
import { createTakeTurn, type Respond } from '../../bot/turn.ts'
import { typed } from '../../dialogs/index.ts'

type Count = { readonly count: number }

/** Adds one, slowly, and says the sum; fails when told to. */
const count: Respond<Count> = async (state, message) => {
  await wait(1)
  if (message.text === 'fail') throw new Error('the knowledge cannot be reached')
  const sum = (state?.count ?? 0) + 1
  return { state: { count: sum }, replies: [{ kind: 'text', text: String(sum), choices: [] }] }
}
const setUp = (respond = count, store = createMemoryStore<Count>()) => ({
  store,
  takeTurn: createTakeTurn({ store, respond, log: silentLog }),
})

describe('a turn', () => {
  it('starts from nothing, and goes on from what was saved', async () => {
    const { takeTurn } = setUp()
    expect(await takeTurn('a', typed('+1'))).toMatchObject([{ text: '1' }])
    expect(await takeTurn('a', typed('+1'))).toMatchObject([{ text: '2' }])
    expect(await takeTurn('b', typed('+1'))).toMatchObject([{ text: '1' }])
  })

  it('is not lost when twenty come at once', async () => {
    const { takeTurn, store } = setUp()
    const replies = await Promise.all(Array.from({ length: 20 }, () => takeTurn('a', typed('+1'))))
    expect(replies.map(([reply]) => reply?.kind === 'text' && reply.text)).toEqual(
      Array.from({ length: 20 }, (_, index) => String(index + 1)),
    )
    expect((await store.load('a'))?.state).toEqual({ count: 20 })
  })

  it('changes nothing when it fails, and the next one works', async () => {
    const { takeTurn, store } = setUp()
    await takeTurn('a', typed('+1'))
    const [failed, next] = await Promise.allSettled([takeTurn('a', typed('fail')), takeTurn('a', typed('+1'))])
    expect(failed.status).toBe('rejected')
    expect(next.status).toBe('fulfilled')
    expect(await store.load('a')).toEqual({ state: { count: 2 }, revision: 2 })
  })

  it('says nothing when it cannot be saved', async () => {
    const store = { ...createMemoryStore<Count>(), save: () => Promise.reject(new Error('disk full')) }
    await expect(setUp(count, store).takeTurn('a', typed('+1'))).rejects.toThrow('disk full')
  })

  it('is taken again on the newer state when another process was first', async () => {
    const store = createMemoryStore<Count>()
    let others = 2
    const respond: Respond<Count> = async (state, message) => {
      const answer = await count(state, message)
      if (others-- > 0) await store.save('a', { count: 100 + others }, (await store.load('a'))?.revision)
      return answer
    }
    expect(await setUp(respond, store).takeTurn('a', typed('+1'))).toMatchObject([{ text: '101' }])
  })

  it('gives up when another process is always first', async () => {
    const store = { ...createMemoryStore<Count>(), save: () => Promise.reject(new StaleStateError('a', 1)) }
    await expect(setUp(count, store).takeTurn('a', typed('+1'))).rejects.toThrow(StaleStateError)
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
