import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { silentLog } from '../../bot/log.ts'
import { StaleStateError, type Store } from '../../bot/storage/store.ts'
import { createTakeTurn, type Work } from '../../bot/turn.ts'
import { keep, PLACES, type Place, type State, turnOf } from './stores.ts'

const made = await Promise.all(PLACES.map(async ([name, make]) => [name, await make()] as const))

describe.each(made)('the %s store', (_name, place) => {
  const skip = place === undefined
  const open: Store<State>[] = []
  const opened = async (): Promise<Store<State>> => {
    const store = await (place as Place).open()
    open.push(store)
    return store
  }
  let store: Store<State>
  let conversations = 0
  /** Stores are slow to open, so tests share one and each has conversations of its own. */
  const fresh = () => `conversation ${conversations++}`

  beforeAll(async () => {
    if (!skip) store = await opened()
  })
  afterEach(async () => {
    for (const other of open.splice(1)) if (other !== store) await other.close()
  })
  afterAll(async () => {
    if (skip) return
    await store.close()
    await place.remove()
  })
  const test = it.skipIf(skip)

  test('knows nothing of a conversation that was never kept', async () => {
    const own = fresh()
    expect(await store.look(own, 'a')).toEqual({ saved: undefined, answered: undefined })
    expect(await store.knows(own)).toBe(false)
    expect(await store.transcript(own, 0, 10)).toEqual({ activities: [], watermark: 0 })
  })

  test('gives back what was kept, and counts turns and activities', async () => {
    const [a, b] = [fresh(), fresh()]
    await keep(store, a, { state: { facts: ['2008 “x” \u0000 😀'] }, replies: ['1'], activity: 'a1' })
    await keep(store, b, {})
    await keep(store, a, { state: { facts: ['2003'] }, heard: 'h', replies: ['2', '3'], activity: 'a2' })
    expect((await store.look(a, '')).saved).toEqual({ state: { facts: ['2003'] }, revision: 2, watermark: 4 })
    expect((await store.look(b, '')).saved).toEqual({ state: { facts: [] }, revision: 1, watermark: 0 })
    expect(await store.knows(a)).toBe(true)
  })

  test('gives the same replies to an activity that it has answered, in that conversation only', async () => {
    const [a, b] = [fresh(), fresh()]
    await keep(store, a, { activity: 'x', heard: 'hello', replies: ['1', '2'] })
    await keep(store, a, { activity: 'y', replies: ['3'] })
    await keep(store, b, { activity: 'z' })
    expect((await store.look(a, 'x')).answered).toEqual(['1', '2'])
    expect((await store.look(a, 'y')).answered).toEqual(['3'])
    expect((await store.look(a, 'z')).answered).toBeUndefined()
    expect((await store.look(b, 'z')).answered).toEqual([])
  })

  test('keeps a conversation without a state', async () => {
    const own = fresh()
    await keep(store, own, { state: undefined, replies: ['1'] })
    expect((await store.look(own, '')).saved).toEqual({ state: undefined, revision: 1, watermark: 1 })
  })

  test('keeps strange names apart, and large texts whole', async () => {
    const own = fresh()
    const names = ['a|b', 'a%7Cb', '../a', "a'; DROP TABLE conversation; --", '', '\u0000', '{"a"}', '\\', ',', 'NULL']
    for (const name of names)
      await keep(store, `${own}${encodeURIComponent(name)}`, { activity: name, replies: [JSON.stringify(name)] })
    for (const name of names)
      expect((await store.look(`${own}${encodeURIComponent(name)}`, name)).answered).toHaveLength(1)
    const large = JSON.stringify('x"\\,{}\n'.repeat(20_000))
    await keep(store, own, { activity: 'large', replies: [large] })
    expect((await store.look(own, 'large')).answered).toEqual([large])
  })

  test('refuses a turn that builds on another revision than the last', async () => {
    const own = fresh()
    await keep(store, own, {})
    await keep(store, own, { activity: '2', state: { facts: ['two'] } })
    const { saved } = await store.look(own, '')
    for (const revision of [undefined, 1, 3]) {
      const before = revision === undefined || !saved ? undefined : { ...saved, revision }
      const late = turnOf(own, { activity: '3', before, replies: ['late'] })
      await expect(store.keep(late)).rejects.toThrow(StaleStateError)
    }
    expect((await store.look(own, '3')).answered).toBeUndefined()
    expect((await store.look(own, '')).saved).toEqual({ state: { facts: ['two'] }, revision: 2, watermark: 0 })
  })

  test('keeps a hundred turns at once, and refuses a late one among them alone', async () => {
    const known = fresh()
    await keep(store, known, {})
    const names = Array.from({ length: 100 }, fresh)
    const results = await Promise.allSettled(
      [known, ...names].map(name => store.keep(turnOf(name, { activity: 'x', replies: [name] }))),
    )
    expect(results.map(({ status }) => status)).toEqual(['rejected', ...names.map(() => 'fulfilled')])
    for (const name of names) expect((await store.look(name, 'x')).answered).toEqual([name])
  })

  test('shows what came behind a watermark, the newest of it', async () => {
    const own = fresh()
    await keep(store, own, { heard: 'h1', replies: ['r1'] })
    await keep(store, own, { activity: '2', heard: 'h2', replies: ['r2', 'r3'] })
    expect(await store.transcript(own, 0, 10)).toEqual({ activities: ['h1', 'r1', 'h2', 'r2', 'r3'], watermark: 5 })
    expect(await store.transcript(own, 3, 10)).toEqual({ activities: ['r2', 'r3'], watermark: 5 })
    expect(await store.transcript(own, 0, 2)).toEqual({ activities: ['r2', 'r3'], watermark: 5 })
    expect(await store.transcript(own, 5, 10)).toEqual({ activities: [], watermark: 5 })
    expect(await store.transcript(own, 99, 10)).toEqual({ activities: [], watermark: 5 })
  })

  test('tells who listens where something was said, until they stop', async () => {
    const own = fresh()
    const told: (string | undefined)[] = []
    const stop = store.onSaid(conversation => told.push(conversation))
    await keep(store, own, { replies: ['1'] })
    expect(told).toContain(own)
    stop()
    const before = told.length
    await keep(store, own, { activity: '2', replies: ['2'] })
    expect(told).toHaveLength(before)
  })

  test('hands out what is to be sent in order, until it is sent', async () => {
    const own = fresh()
    await keep(store, own, { heard: 'h', replies: ['1', '2'], route: 'there' })
    await keep(store, own, { activity: '2', replies: ['not to be sent'] })
    expect(await store.unsent()).toContain(own)
    expect(await store.claim(own)).toEqual([
      { seq: 2, activity: '1', route: 'there' },
      { seq: 3, activity: '2', route: 'there' },
    ])
    await store.sent(own, 2)
    expect(await store.release(own)).toBe(true)
    expect((await store.claim(own))?.map(({ activity }) => activity)).toEqual(['2'])
    await store.sent(own, 3)
    expect(await store.claim(own)).toEqual([])
    expect(await store.release(own)).toBe(false)
    expect(await store.unsent()).not.toContain(own)
  })

  test('counts what waits to be sent', async () => {
    const own = fresh()
    const before = await store.outboxDepth()
    await keep(store, own, { replies: ['1', '2'], route: 'there' })
    expect(await store.outboxDepth()).toBe(before + 2)
    await store.forget({ conversation: own })
    expect(await store.outboxDepth()).toBe(before)
  })

  test('has one secret under a name', async () => {
    const secret = await store.secret('key')
    expect(secret.length).toBeGreaterThanOrEqual(32)
    expect(Buffer.from(await store.secret('key')).equals(Buffer.from(secret))).toBe(true)
    expect(Buffer.from(await store.secret('another')).equals(Buffer.from(secret))).toBe(false)
  })

  test('forgets a conversation, or all of a person', async () => {
    const [a, b, c] = [fresh(), fresh(), fresh()]
    const person = `person ${a}`
    await keep(store, a, { person, heard: 'h', replies: ['1'], route: 'x' })
    await keep(store, b, { person })
    await keep(store, c, { replies: ['kept'] })
    expect(await store.forget({ conversation: a })).toBe(1)
    expect(await store.knows(a)).toBe(false)
    expect(await store.transcript(a, 0, 10)).toEqual({ activities: [], watermark: 0 })
    expect(await store.forget({ person })).toBe(1)
    expect(await store.knows(b)).toBe(false)
    expect(await store.forget({ person })).toBe(0)
    expect((await store.transcript(c, 0, 10)).activities).toEqual(['kept'])
  })

  test('forgets all that was before a turn that asks for it, and the turn’s own words', async () => {
    const own = fresh()
    await keep(store, own, { activity: '1', heard: 'secret', replies: ['1'] })
    const effects = [{ kind: 'forget' }] as const
    await keep(store, own, { activity: '2', heard: 'forget it', replies: ['gone'], effects, at: 9_000 })
    expect((await store.look(own, '1')).answered).toBeUndefined()
    expect((await store.look(own, '2')).answered).toEqual(['gone'])
    expect((await store.transcript(own, 0, 10)).activities).toEqual(['gone'])
    // The next sweep takes even that, however new it is.
    while ((await store.sweep({ conversations: 1, transcripts: 1, outcomes: 1 })) > 0);
    expect(await store.knows(own)).toBe(false)
  })

  test('sweeps what is old, and spares what is still to be sent', async () => {
    const [old, waiting, lively, recent] = [fresh(), fresh(), fresh(), fresh()]
    await keep(store, old, { replies: ['1'], at: 10_000 })
    await keep(store, waiting, { replies: ['2'], route: 'x', at: 10_000 })
    await keep(store, lively, { activity: '1', replies: ['3'], at: 10_000 })
    await keep(store, lively, { activity: '2', replies: ['4'], at: 30_000 })
    await keep(store, recent, { replies: ['5'], at: 30_000 })
    while ((await store.sweep({ conversations: 20_000, transcripts: 20_000, outcomes: 20_000 })) > 0);
    expect(await store.knows(old)).toBe(false)
    expect((await store.claim(waiting))?.map(({ activity }) => activity)).toEqual(['2'])
    await store.release(waiting)
    expect((await store.look(lively, '')).saved).toMatchObject({ revision: 2, watermark: 2 })
    expect((await store.transcript(recent, 0, 10)).activities).toEqual(['5'])
  })

  test('can be probed', async () => {
    await store.probe()
  })

  describe.skipIf(skip || !place.shared)('opened by two processes', () => {
    const count = (conversation: string, activity: string): Work<State> => ({
      ...turnOf(conversation),
      activity,
      answer: async state => {
        const facts = [...(state?.facts ?? []), activity]
        return { state: { facts }, replies: [String(facts.length)] }
      },
    })
    const two = async () => {
      const other = await opened()
      const takeOn = (on: Store<State>) => createTakeTurn({ store: on, log: silentLog, now: Date.now })
      return { other, here: takeOn(store), there: takeOn(other) }
    }

    test('takes twenty turns of one conversation once each', async () => {
      const own = fresh()
      const { here, there } = await two()
      const said = await Promise.all(
        Array.from({ length: 20 }, (_, n) => (n % 2 ? here : there)(count(own, `activity ${n}`))),
      )
      expect(said.map(([sum]) => Number(sum)).toSorted((a, b) => a - b)).toEqual(
        Array.from({ length: 20 }, (_, n) => n + 1),
      )
      expect((await store.look(own, '')).saved).toMatchObject({ revision: 20, watermark: 20 })
    })

    test('takes an activity that is delivered to both once, with the same replies', async () => {
      const { here, there } = await two()
      const names = Array.from({ length: 20 }, fresh)
      const said = await Promise.all(
        names.map(name => Promise.all([here(count(name, 'twin')), there(count(name, 'twin'))])),
      )
      expect(said).toEqual(names.map(() => [['1'], ['1']]))
    })

    test('has the same secret for both', async () => {
      const { other } = await two()
      const [a, b] = await Promise.all([store.secret('shared'), other.secret('shared')])
      expect(Buffer.from(a).equals(Buffer.from(b))).toBe(true)
    })
  })
})
